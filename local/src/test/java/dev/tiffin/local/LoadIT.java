package dev.tiffin.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many orders at once, and processes that are killed while they are under way. */
@ExtendWith(SharedSystem.class)
class LoadIT {

    private static final Duration LONGEST_WAY_HOME = Duration.ofMinutes(4);
    private static final int WAVE = 100;
    private static final int IN_FLIGHT = 50;

    private final RunningSystem system;
    private final Truth truth;

    LoadIT(RunningSystem system) {
        this.system = system;
        this.truth = new Truth(system);
    }

    @Test
    void aThousandOrdersAtOnceAllArriveAndNoAgentCarriesTooMany() throws Exception {
        var customer = new Customer(system, "thousand");
        customer.placeMany(1_000);
        allArrive(customer, 1_000);
    }

    /** At the moment of the kill {@value #IN_FLIGHT} orders or more are under way, some of them here; and more come. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "order-validation-fn",
                "payment-fn",
                "restaurant-approval-fn",
                "agent-assignment-fn",
                "event-bridge",
                "api-gateway",
                "PostgreSQL"
            })
    void killedInMidFlowItComesBackAndEveryOrderArrives(String service) throws Exception {
        var customer = new Customer(system, "killed-" + service);
        var victim = system.process(service);
        var rush = new Rush(customer);
        try (rush) {
            awaitWorkFor(service, customer);
            RunningSystem.kill(victim.pid(), "KILL");
            victim.onExit().join();
        }
        allArrive(customer, rush.placed());
        assertThat(system.process(service).pid()).isNotEqualTo(victim.pid());
        assertThat(system.screen()).contains(service + " was killed by signal 9", service + " is back");
    }

    /** Also while the answer to the customer is on its way: asked again with the same ids, nothing is ordered twice. */
    @Test
    void aCustomerWhoseAnswerWasLostAsksAgain() throws Exception {
        var customer = new Customer(system, "lost-answer");
        try (var hand = Executors.newVirtualThreadPerTaskExecutor()) {
            var placing = hand.submit(() -> customer.placeMany(500));
            Until.holds(
                    "some of the orders are placed",
                    Duration.ofSeconds(30),
                    () -> truth.number("select count(*) from orders where customer_id = ?", customer.name()) > 0);
            RunningSystem.kill(system.process("api-gateway").pid(), "KILL");
            assertThat(placing).succeedsWithin(LONGEST_WAY_HOME);
        }
        allArrive(customer, 500);
    }

    private void awaitWorkFor(String service, Customer customer) throws Exception {
        var waiting = RunningSystem.manifests().waitingFor(service).stream()
                .map(Enum::name)
                .toArray(String[]::new);
        Until.holds(
                "many orders are under way and some wait for " + service,
                Duration.ofSeconds(30),
                () -> (waiting.length == 0 || truth.in(customer.name(), waiting) > 0)
                        && truth.inFlight(customer.name()) >= IN_FLIGHT);
    }

    /** A customer who places wave after wave: single ones are through before one could look where they are. */
    private static final class Rush implements AutoCloseable {

        private final Customer customer;
        private final ExecutorService hand = Executors.newVirtualThreadPerTaskExecutor();
        private final Future<Integer> placed;
        private volatile boolean enough;

        Rush(Customer customer) {
            this.customer = customer;
            this.placed = hand.submit(this::place);
        }

        private int place() throws Exception {
            var orders = 0;
            while (!enough) {
                orders += customer.placeMany(WAVE).size();
            }
            return orders;
        }

        /** How many there were in the end. */
        int placed() throws Exception {
            return placed.get();
        }

        /** The wave that is being placed is placed to its end. */
        @Override
        public void close() {
            enough = true;
            hand.close();
        }
    }

    private void allArrive(Customer customer, int count) throws Exception {
        Until.holds("all of " + customer.name() + " arrive", LONGEST_WAY_HOME, () -> {
            try {
                return truth.in(customer.name(), "DELIVERED") == count;
            } catch (java.sql.SQLException e) {
                return false; // PostgreSQL may be the one that was killed
            }
        });
        assertThat(truth.brokenHistories()).isEmpty();
        assertThat(truth.overloadedAgents()).isEmpty();
    }
}
