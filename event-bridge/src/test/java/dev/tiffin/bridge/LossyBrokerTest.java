package dev.tiffin.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.database.TestDatabase;
import java.sql.SQLException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A Broker that says 202 and then loses, doubles, delays and shuffles: every order comes to its end all the same. */
class LossyBrokerTest {

    private static final int ORDERS = 300;

    @Test
    void losesNoOrder() throws SQLException {
        var chance = new Random(7);
        try (var database = TestDatabase.fresh();
                var orders = new TestOrders(database);
                var steps = new Steps(database);
                var broker = StubFunctions.start(TestRelay.VERTX)) {
            broker.behave((event, request) -> {
                request.response().setStatusCode(202).end();
                for (int copies = chance.nextInt(4); copies > 1; copies--) {
                    TestRelay.VERTX.setTimer(1 + chance.nextInt(200), late -> {
                        var unused = steps.take(event);
                    });
                }
            });
            try (var relay = TestRelay.toBroker(database, broker)) {
                orders.placeQuickly(ORDERS);
                broker.await(ORDERS);
                relay.awaitRest();
                assertThat(steps.finished()).as("half of what it took is lost").isLessThan(ORDERS);
                Eventually.is("all have come to their end", () -> {
                    look(database);
                    return steps.finished() == ORDERS;
                });
            }
            assertThat(orders.number("select count(*) from orders where status = '" + Steps.END + "'"))
                    .isEqualTo(ORDERS);
            assertThat(steps.chargedTwice()).isZero();
            assertThat(orders.number("select max(versions) from (select count(*) versions from order_log"
                            + " group by order_id, status) s"))
                    .isEqualTo(1);
        }
    }

    /** As time passes: everything settled is old enough, every order found is due. */
    private static void look(TestDatabase database) {
        database.execute("update delivery_checkpoint set at = at - interval '3 minutes' where reader = 'delivery'");
        database.execute("update watch set next_at = now()");
        database.execute("select watch_delivery()");
    }
}
