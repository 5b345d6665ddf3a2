package dev.tiffin.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.bridge.StubFunctions.Received;
import dev.tiffin.bridge.again.RetryPolicy;
import dev.tiffin.database.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedeliveryTest {

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
        return TestRelay.toBroker(database, broker);
    }

    private long count(String table) {
        try {
            return orders.number("select count(*) from " + table);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private void failFor(UUID order, int status, int times) {
        var left = new AtomicInteger(times);
        broker.behave((event, request) -> {
            boolean fails = event.order().equals(order) && left.getAndDecrement() > 0;
            request.response().setStatusCode(fails ? status : 202).end();
        });
    }

    @Test
    void repeatsUntilItIsTaken() throws SQLException {
        var order = orders.place();
        failFor(order, 503, 3);
        try (var relay = relay()) {
            broker.await(4);
            relay.awaitRest();
        }
        assertThat(broker.ids()).containsExactly(order + ":1");
        assertThat(orders.number("select count(*) from delivery_attempt where status = 503 and destination = 'broker'"))
                .isEqualTo(3);
        assertThat(count("redelivery")).isZero();
    }

    @Test
    void laterEventsOfAFailingOrderWaitAndOtherOrdersPass() throws SQLException {
        var failing = orders.place();
        failFor(failing, 500, 7);
        try (var relay = relay()) {
            orders.touch(failing);
            for (int i = 0; i < 50; i++) {
                broker.awaitId(orders.place() + ":1");
            }
            assertThat(broker.firstDeliveries().get(failing)).containsExactly(1);
            Eventually.is("it waits in the table", () -> count("redelivery where why = 'FAILED'") == 1);
            orders.touch(failing);
            Eventually.is("the others wait behind it", () -> count("redelivery where why = 'BEHIND'") == 2);
            broker.awaitId(failing + ":3");
            relay.awaitRest();
            Eventually.is("the table is empty", () -> count("redelivery") == 0);
        }
        var order = broker.received().stream()
                .filter(event -> event.order().equals(failing))
                .map(Received::version);
        assertThat(order).isSorted().endsWith(1, 2, 3);
    }

    @Test
    void waitsAcrossACrash() throws SQLException {
        var failing = orders.place();
        failFor(failing, 500, Integer.MAX_VALUE);
        var crashed = TestRelay.mortal(database, broker, TestRelay.settings());
        Eventually.is("it waits in the table", () -> count("redelivery where why = 'FAILED'") == 1);
        orders.touch(failing);
        Eventually.is("the next one waits behind it", () -> count("redelivery where why = 'BEHIND'") == 1);
        crashed.crash();
        broker.answer(202);
        try (var relay = relay()) {
            broker.awaitId(failing + ":2");
            relay.awaitRest();
            Eventually.is("the table is empty", () -> count("redelivery") == 0);
        }
        assertThat(broker.firstDeliveries().get(failing)).containsExactly(1, 2);
    }

    @Test
    void whatIsRefusedIsADeadLetterAndTheNextOnePasses() throws SQLException {
        broker.behave((event, request) -> request.response()
                .setStatusCode(event.version() == 1 ? 422 : 202)
                .end("no such order, Torstraße 1, 10119 Berlin, tok_1\u0000"));
        var order = orders.place();
        orders.touch(order);
        try (var relay = relay()) {
            broker.awaitId(order + ":2");
            relay.awaitRest();
        }
        assertThat(broker.received()).hasSize(2);
        assertThat(orders.text(
                        "select event_type || ' ' || attempts || ' ' || last_status || ' ' || state from dead_letter"))
                .isEqualTo("dev.tiffin.order.placed 1 422 OPEN");
        assertThat(orders.text("select answer from dead_letter")).isEqualTo("no such order, ***, tok_1");
    }

    @Test
    void whatFailsTooOftenIsADeadLetter() throws SQLException {
        var settings = TestRelay.settings(Duration.ofSeconds(5), new RetryPolicy(3, Duration.ofHours(1)));
        var poison = orders.place();
        failFor(poison, 500, Integer.MAX_VALUE);
        orders.touch(poison);
        try (var relay = TestRelay.start(database, TestRelay.broker(broker), settings)) {
            Eventually.is("it is dead", () -> count("dead_letter where attempts = 3 and state = 'OPEN'") == 2);
            broker.awaitId(orders.place() + ":1");
            relay.awaitRest();
        }
        assertThat(count("redelivery")).isZero();
    }

    @Test
    void sendsAgainWhatWasEmittedAgain() throws SQLException {
        try (var relay = relay()) {
            var order = orders.place();
            broker.awaitId(order + ":1");
            relay.awaitRest();
            orders.execute("select emit_again('" + order + "', 'NO_AGENT_FREE', now() + interval '300 ms')");
            broker.await(2);
            relay.awaitRest();
            Eventually.is("the row is gone", () -> count("redelivery") == 0);
            assertThat(broker.ids()).containsExactly(order + ":1");
        }
    }

    @Test
    void sendsOnceMoreWhatWasAskedForWhileItWasOnItsWay() throws SQLException {
        var emitted = new ConcurrentHashMap<UUID, Boolean>();
        var order = orders.place();
        broker.behave((event, request) -> TestRelay.VERTX
                .executeBlocking(() -> {
                    boolean second = broker.received().size() == 2;
                    if (second && emitted.putIfAbsent(event.order(), true) == null) {
                        database.execute("select emit_again('" + event.order() + "', 'NO_AGENT_FREE')");
                    }
                    return second;
                })
                .onSuccess(done -> request.response().setStatusCode(202).end()));
        try (var relay = relay()) {
            broker.await(1);
            orders.execute("select emit_again('" + order + "', 'TEST')");
            broker.await(3);
            relay.awaitRest();
            Eventually.is("the row is gone", () -> count("redelivery") == 0);
        }
        assertThat(broker.received()).hasSize(3);
    }

    @Test
    void anEventThatIsSentAgainHoldsNothingUp() throws SQLException {
        var order = orders.place();
        try (var relay = relay()) {
            broker.awaitId(order + ":1");
            relay.awaitRest();
            orders.execute("select emit_again('" + order + "', 'NO_AGENT_FREE', now() + interval '1 hour')");
            orders.touch(order);
            broker.awaitId(order + ":2");
            relay.awaitRest();
            assertThat(count("redelivery where event_type is null")).isEqualTo(1);
        }
    }

    @Test
    void aRowThatSomebodyHasLockedStopsNobody() throws SQLException {
        var order = orders.place();
        try (var relay = relay();
                var other = new TestOrders(database)) {
            broker.awaitId(order + ":1");
            relay.awaitRest();
            orders.execute("select emit_again('" + order + "', 'TEST', now() + interval '1 hour')");
            orders.execute("update redelivery set next_at = now()");
            other.connection().setAutoCommit(false);
            other.execute("select 1 from redelivery for update");
            orders.execute("notify order_log_ctl");
            broker.await(2);
            broker.awaitId(orders.place() + ":1");
            other.connection().commit();
            Eventually.is("the row is gone", () -> count("redelivery") == 0);
        }
    }
}
