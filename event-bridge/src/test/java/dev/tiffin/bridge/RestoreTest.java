package dev.tiffin.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.database.TestDatabase;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A dump of a running system, restored into a new cluster: every order comes to its end there. */
class RestoreTest {

    private static final int ORDERS = 100;

    // In the old cluster many transactions have been, so its cursors are from the future of the new one.
    private static final String AGE = """
            do $$ begin
                for i in 1..30000 loop perform pg_current_xact_id(); commit; end loop;
            end $$""";

    private static TestRelay relay(TestDatabase database, StepServer functions) {
        return TestRelay.start(database, TestRelay.direct(Map.of(), functions.address()), TestRelay.settings());
    }

    @Test
    void ordersComeToTheirEndInANewCluster() throws SQLException {
        try (var old = TestDatabase.fresh();
                var renewed = TestDatabase.onItsOwnServer()) {
            old.execute(AGE);
            Dump dump = interrupted(old);
            dump.restore(renewed);
            try (var orders = new TestOrders(renewed);
                    var steps = new Steps(renewed);
                    var functions = new StepServer(TestRelay.VERTX, steps::take)) {
                try (var refusing = relay(renewed, functions)) {
                    refusing.awaitState(Relay.State.STOPPED);
                    assertThat(refusing.refusals()).singleElement().asString().contains("restore_delivery()");
                }
                assertThat(orders.number("select count(*) from orders where status <> '" + Steps.END + "'"))
                        .as("orders under way")
                        .isGreaterThanOrEqualTo(50);
                renewed.execute("call restore_delivery()");
                try (var relay = relay(renewed, functions)) {
                    Eventually.is("every order has come to its end", () -> left(orders) == 0);
                    orders.placeQuickly(10);
                    Eventually.is("and so do new ones", () -> left(orders) == 0);
                    relay.awaitRest();
                }
                assertThat(orders.number("select count(*) from orders")).isEqualTo(2 * ORDERS + 10);
                assertThat(steps.chargedTwice()).isZero();
            }
        }
    }

    /** Some orders have come to their end, some are in the middle, of some nobody has heard. */
    private static Dump interrupted(TestDatabase database) throws SQLException {
        try (var orders = new TestOrders(database)) {
            try (var steps = new Steps(database);
                    var functions = new StepServer(TestRelay.VERTX, steps::take);
                    var relay = relay(database, functions)) {
                orders.placeQuickly(ORDERS);
                Eventually.is("some have come to their end", () -> steps.finished() > 10);
                assertThat(relay.refusals()).isEmpty();
            }
            orders.placeQuickly(ORDERS);
            return Dump.of(database);
        }
    }

    private static long left(TestOrders orders) {
        try {
            return orders.number("select count(*) from orders where status <> '" + Steps.END + "'");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
