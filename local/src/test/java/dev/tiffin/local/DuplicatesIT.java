package dev.tiffin.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A deliverer that does everything a bad network may do: each event comes three times at the same time, and with it
 * every earlier event of all orders again, in no order. Each step must take effect once.
 */
@ExtendWith(SharedSystem.class)
class DuplicatesIT {

    private static final int ORDERS = 12;
    private static final int TIMES = 3;

    /**
     * Done (204), or a repeat is asked for: for this event, as when its twin is being worked on (409), or by a step in
     * trouble (503).
     */
    private static final Set<Integer> DONE_OR_AGAIN = Set.of(204, 409, 503);

    private static final Duration LONGEST_WAY_HOME = Duration.ofMinutes(1);

    private final RunningSystem system;
    private final Truth truth;
    private final Events events;
    private final Random chance = new Random(42);

    DuplicatesIT(RunningSystem system) {
        this.system = system;
        this.truth = new Truth(system);
        this.events = new Events(system);
    }

    @Test
    void everyEventThreeTimesInParallelAndOutOfOrderHasOneEffect() throws Exception {
        var customer = new Customer(system, "duplicates");
        List<UUID> orders;
        try (var held = Control.hold(system.copy(), system.passwords(), Services.BRIDGE)) {
            assertThat(held.service()).isEqualTo(Services.BRIDGE);
            orders = customer.placeMany(ORDERS);
            deliverUntilAllHaveArrived(customer, orders);
        }
        // The bridge is back and delivers all of it once more.
        Until.holds("the bridge has caught up", LONGEST_WAY_HOME, () -> caughtUp(customer));
        for (var order : orders) {
            assertThat(truth.history(order))
                    .containsExactly(
                            "PLACED", "PAYMENT_REQUESTED", "PAID", "APPROVED", "ASSIGNED", "PICKED_UP", "DELIVERED");
        }
        assertThat(truth.brokenHistories()).isEmpty();
        assertThat(truth.overloadedAgents()).isEmpty();
    }

    /** Everything so far, again and again: with us every event is repeated, asked for or not. */
    private void deliverUntilAllHaveArrived(Customer customer, List<UUID> orders) throws Exception {
        Until.holds("all orders arrive", LONGEST_WAY_HOME, () -> {
            var storm = new ArrayList<Events.Event>();
            for (var time = 0; time < TIMES; time++) {
                storm.addAll(events.of(orders));
            }
            Collections.shuffle(storm, chance);
            assertThat(answers(storm)).allMatch(DONE_OR_AGAIN::contains);
            return truth.in(customer.name(), "DELIVERED") == ORDERS;
        });
    }

    /** Delivers all at the same time. */
    private List<Integer> answers(List<Events.Event> storm) throws Exception {
        try (var hands = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<Integer>>();
            for (var event : storm) {
                answers.add(hands.submit(() -> events.deliver(event)));
            }
            var statuses = new ArrayList<Integer>();
            for (var answer : answers) {
                statuses.add(answer.get());
            }
            return statuses;
        }
    }

    /** A later order has come home by the bridge, so everything before it has been delivered. */
    private boolean caughtUp(Customer customer) throws Exception {
        if (truth.in(customer.name(), "DELIVERED") == ORDERS) {
            customer.place(Customer.lunch(UUID.randomUUID()));
        }
        return truth.in(customer.name(), "DELIVERED") > ORDERS;
    }
}
