package dev.tiffin.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.database.TestDatabase;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** More comes than the destination takes, without end: what is due in the table has its turn all the same. */
class StarvationTest {

    private static final int IN_FLIGHT = 4;

    /** More than may wait before the bridge stops taking more of the same from the table. */
    private static final int ALWAYS_WAITING = 2 * Lanes.MOST_WAITING;

    private static final int MOST_EVENTS = 5 * ALWAYS_WAITING;

    @Test
    void whatIsDueIsSentWhileTheBacklogLasts() throws Exception {
        var held = new LinkedBlockingQueue<HttpServerRequest>();
        try (var database = TestDatabase.fresh();
                var orders = new TestOrders(database);
                var broker = StubFunctions.start(TestRelay.VERTX);
                var relay = TestRelay.start(
                        database, TestRelay.broker(broker.address(), IN_FLIGHT), TestRelay.settings())) {
            var again = orders.place();
            broker.awaitId(again + ":1");
            relay.awaitRest();

            broker.behave((event, request) -> held.add(request));
            orders.placeQuickly(ALWAYS_WAITING);
            broker.await(1 + IN_FLIGHT);
            orders.execute("select emit_again('" + again + "', 'TEST')");
            int placed = ALWAYS_WAITING;
            while (times(broker, again + ":1") < 2) {
                acceptNext(held);
                if (placed - broker.received().size() < ALWAYS_WAITING) {
                    orders.placeQuickly(IN_FLIGHT);
                    placed += IN_FLIGHT;
                }
                assertThat(broker.received())
                        .as("events before the one that is due")
                        .hasSizeLessThan(MOST_EVENTS);
            }

            broker.answer(202);
            held.forEach(StarvationTest::accept);
        }
    }

    private static void acceptNext(LinkedBlockingQueue<HttpServerRequest> held) throws InterruptedException {
        var request = held.poll(30, TimeUnit.SECONDS);
        assertThat(request).as("the next event").isNotNull();
        accept(request);
    }

    private static void accept(HttpServerRequest request) {
        request.response().setStatusCode(202).end();
    }

    private static long times(StubFunctions broker, String id) {
        return broker.received().stream().filter(event -> event.id().equals(id)).count();
    }
}
