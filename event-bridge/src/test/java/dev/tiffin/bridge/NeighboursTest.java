package dev.tiffin.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.contract.EventTypes;
import dev.tiffin.database.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One function answers nothing but 500 for a minute: events for the others are as fast as ever. */
@Tag("chaos")
class NeighboursTest {

    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final int NORMAL = 2_000;
    private static final int OF_A_MINUTE = 6_000;

    private final Map<UUID, Long> arrived = new ConcurrentHashMap<>();

    @Test
    void oneThatFailsSlowsNobodyElse() throws SQLException {
        try (var database = TestDatabase.fresh();
                var orders = new TestOrders(database);
                var payment = new StepServer(TestRelay.VERTX, (o, v, t) -> CompletableFuture.completedFuture(true));
                var others = new StepServer(TestRelay.VERTX, this::note);
                var relay = TestRelay.start(
                        database,
                        TestRelay.direct(Map.of("payment-fn", payment.address()), others.address()),
                        TestRelay.settings())) {
            measure(orders, NORMAL);
            long normal = measure(orders, NORMAL);
            payment.answer(500);
            long meanwhile = measure(orders, OF_A_MINUTE);
            double state = relay.destinationState("payment-fn");
            payment.answer(204);
            ChaosReport.tell("neighbours: p99 of the others %d us, while one answers 500 for a minute %d us"
                    .formatted(normal, meanwhile));
            assertThat(state).as("it was in trouble").isNotZero();
            assertThat(meanwhile).as("p99 in microseconds").isLessThanOrEqualTo(2 * normal);
            Eventually.is(
                    "its events came home",
                    Duration.ofMinutes(2),
                    () -> relay.gauge("unsettled") == 0 && isEmpty(orders));
            assertThat(orders.number("select count(*) from dead_letter")).isZero();
        }
    }

    private static boolean isEmpty(TestOrders orders) {
        try {
            return orders.number("select count(*) from redelivery") == 0;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private CompletableFuture<Boolean> note(UUID order, int version, String type) {
        if (type.equals(EventTypes.PLACED)) {
            arrived.put(order, System.nanoTime());
        }
        return CompletableFuture.completedFuture(true);
    }

    /** 100 orders a second, each followed by a payment; answers the p99 from commit to arrival, in microseconds. */
    private long measure(TestOrders orders, int count) throws SQLException {
        var micros = new ArrayList<Long>(count);
        var committed = new ConcurrentHashMap<UUID, Long>();
        long next = System.nanoTime();
        for (int i = 0; i < count; i++) {
            var id = UUID.randomUUID();
            orders.place(id);
            committed.put(id, System.nanoTime());
            orders.askForPayment(id);
            next += PAUSE.toNanos();
            LockSupport.parkNanos(next - System.nanoTime());
        }
        Eventually.is("all have arrived", () -> arrived.keySet().containsAll(committed.keySet()));
        committed.forEach((id, at) -> micros.add(Math.max(0, (arrived.get(id) - at) / 1_000)));
        List<Long> sorted = micros.stream().sorted().toList();
        return sorted.get(count * 99 / 100);
    }
}
