package dev.tiffin.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.database.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a bridge costs that has nothing to do: a look around now and then, in one round trip, and nothing else. */
class IdleTest {

    private static final Duration SWEEP = Duration.ofMillis(250);

    // Of a look around: what is new, and how many bridges there are.
    private static final int STATEMENTS_OF_A_LOOK = 2;

    @Test
    void asksNothingBetweenTwoLooksAround() throws SQLException {
        try (var database = TestDatabase.fresh();
                var orders = new TestOrders(database);
                var functions = StubFunctions.start(TestRelay.VERTX);
                var relay = TestRelay.start(database, TestRelay.broker(functions), TestRelay.settings(SWEEP))) {
            var order = orders.place();
            functions.awaitId(order + ":1");
            orders.execute("select emit_again('" + order + "', 'TEST', now() + interval '1 hour')");
            relay.awaitRest();
            Eventually.is("its checkpoint is written", () -> relay.gauge("delivery.lag.seconds") == 0);
            double fetches = relay.timed("fetch");
            long begin = relay.statements();
            Eventually.is("it looked around ten times", () -> relay.timed("fetch") >= fetches + 10);
            long asked = relay.statements() - begin;
            assertThat(relay.relay().state()).isEqualTo(Relay.State.PARKED);
            assertThat(asked).isLessThanOrEqualTo(11 * STATEMENTS_OF_A_LOOK + 2);
            assertThat(relay.count("parks")).isLessThan(5);
        }
    }
}
