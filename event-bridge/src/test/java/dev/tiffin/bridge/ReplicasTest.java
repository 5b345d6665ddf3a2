package dev.tiffin.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.bridge.StubFunctions.Received;
import dev.tiffin.database.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplicasTest {

    private static final Duration OFTEN = Duration.ofMillis(200);

    private final TestDatabase database = TestDatabase.fresh();
    private final StubFunctions broker = StubFunctions.start(TestRelay.VERTX);
    private TestOrders orders;

    @BeforeEach
    void connect() throws SQLException {
        orders = new TestOrders(database);
    }

    @AfterEach
    void disconnect() throws SQLException {
        orders.close();
        broker.close();
        database.close();
    }

    private TestRelay relay() {
        return TestRelay.mortal(database, broker, TestRelay.settings(OFTEN));
    }

    private static void awaitLeases(TestRelay relay, int leases) {
        Eventually.is("it has " + leases + " partitions", () -> relay.gauge("leases.owned") == leases);
    }

    private void assertAllArrivedInOrder() throws SQLException {
        int all = orders.eventIds().size();
        broker.await(
                "all", events -> events.stream().map(Received::id).distinct().count() == all);
        assertThat(broker.ids()).containsExactlyInAnyOrderElementsOf(orders.eventIds());
        broker.firstDeliveries()
                .forEach((order, versions) -> assertThat(versions).isSorted());
    }

    @Test
    void shareThePartitionsFairly() throws SQLException {
        try (var one = relay()) {
            awaitLeases(one, 16);
            try (var two = relay()) {
                awaitLeases(one, 8);
                awaitLeases(two, 8);
                try (var three = relay()) {
                    awaitLeases(three, 4);
                    Eventually.is(
                            "nobody has more than a third, rounded up",
                            () -> one.gauge("leases.owned") <= 6 && two.gauge("leases.owned") <= 6);
                    orders.placeQuickly(200);
                    assertAllArrivedInOrder();
                }
            }
            awaitLeases(one, 16);
        }
        assertThat(broker.received())
                .as("handing over in peace repeats nothing")
                .hasSize(200);
    }

    @Test
    void oneTakesOverWhatAnotherLeftWhenItWasKilled() throws SQLException {
        try (var survivor = relay()) {
            awaitLeases(survivor, 16);
            var killed = relay();
            awaitLeases(survivor, 8);
            awaitLeases(killed, 8);
            orders.placeQuickly(300);
            orders.execute("update orders set payment_method = 'tok_1', changed_by = 'by:customer:u-1'");
            killed.crash();
            orders.execute("update orders set payment_method = 'tok_2', changed_by = 'by:customer:u-1'");
            awaitLeases(survivor, 16);
            assertAllArrivedInOrder();
        }
    }

    @Test
    void oneTakesOverAtOnceWhatAnotherGaveBack() throws SQLException {
        var settings = TestRelay.settings(Duration.ofMinutes(10));
        var first = TestRelay.mortal(database, broker, settings);
        awaitLeases(first, 16);
        try (var second = TestRelay.mortal(database, broker, settings)) {
            second.awaitRest();
            first.close();
            awaitLeases(second, 16);
            orders.placeQuickly(50);
            assertAllArrivedInOrder();
        }
        assertThat(broker.received()).hasSize(50);
    }

    @Test
    void takeTurnsUnderLoad() throws SQLException {
        var ids = orders.place(40);
        try (var steady = relay()) {
            for (int round = 0; round < 4; round++) {
                var other = relay();
                awaitLeases(other, 8);
                for (int i = 0; i < 100; i++) {
                    orders.touch(ids.get(i % ids.size()));
                }
                if (round % 2 == 0) {
                    other.crash();
                } else {
                    other.close();
                }
                awaitLeases(steady, 16);
            }
            assertAllArrivedInOrder();
        }
    }
}
