package dev.tiffin.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.bridge.StubFunctions.Received;
import dev.tiffin.database.TestDatabase;
import io.vertx.core.http.HttpServerRequest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SessionLossTest {

    private static final String END_BRIDGES = "select count(pg_terminate_backend(pid)) from pg_stat_activity"
            + " where application_name = 'tiffin-event-bridge'"
            + " and datname = current_database()";

    /** Longer than a look, so that it is seen to linger. */
    private static final Duration LONG = Duration.ofMillis(200);

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

    private void endBridges() throws SQLException {
        assertThat(orders.number(END_BRIDGES)).as("the blow fell").isPositive();
    }

    private void assertAllArrivedInOrder() throws SQLException {
        assertThat(broker.ids()).containsExactlyInAnyOrderElementsOf(orders.eventIds());
        broker.firstDeliveries()
                .forEach((order, versions) -> assertThat(versions).isSorted());
    }

    @Test
    void whileParked() throws SQLException {
        try (var relay = TestRelay.toBroker(database, broker)) {
            for (int blow = 0; blow < 5; blow++) {
                relay.awaitRest();
                endBridges();
                broker.awaitId(orders.place() + ":1");
            }
            relay.awaitRest();
        }
        assertAllArrivedInOrder();
    }

    @Test
    void whileItWaitsForRoomToReadOn() throws SQLException {
        Queue<HttpServerRequest> held = new ConcurrentLinkedQueue<>();
        broker.behave((event, request) -> held.add(request));
        orders.placeQuickly(5_000);
        try (var relay = TestRelay.toBroker(database, broker)) {
            broker.await(512);
            Eventually.is("it stopped reading", () -> relay.relay().state() == Relay.State.DRAIN);
            endBridges();
            broker.answer(202);
            held.forEach(request -> request.response().setStatusCode(202).end());
            broker.await(
                    "all",
                    events -> events.stream().map(Received::id).distinct().count() == 5_000);
            relay.awaitRest();
        }
        assertAllArrivedInOrder();
    }

    @Test
    void underLoadAtAnyMoment() throws SQLException {
        try (var relay = TestRelay.toBroker(database, broker)) {
            var ids = orders.place(50);
            for (int round = 0; round < 6; round++) {
                for (int i = 0; i < 40; i++) {
                    orders.touch(ids.get(ThreadLocalRandom.current().nextInt(ids.size())));
                }
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(30_000_000));
                orders.number(END_BRIDGES);
                Eventually.is("it is back", () -> relay.relay().state() != Relay.State.CONNECT);
            }
            int all = orders.eventIds().size();
            broker.await(
                    "all",
                    events -> events.stream().map(Received::id).distinct().count() == all);
            relay.awaitRest();
        }
        assertAllArrivedInOrder();
    }

    /** Everything takes 20 ms to and from the database, so that no state is over before the blow falls. */
    @ParameterizedTest
    @EnumSource(names = {"CONNECT", "LEASE", "DRAIN", "LINGER", "PARK", "PARKED"})
    void inEachState(Relay.State state) throws SQLException {
        var server = TestRelay.server(database);
        try (var proxy = new Proxy(TestRelay.VERTX, server.getHost(), server.getPort())) {
            server.setHost("127.0.0.1").setPort(proxy.port());
            proxy.delay(Duration.ofMillis(20));
            try (var relay = TestRelay.start(server, TestRelay.broker(broker), TestRelay.lingering(LONG))) {
                orders.place(60);
                for (int blow = 0; blow < 3; blow++) {
                    relay.awaitRest();
                    orders.execute("update orders set payment_method = 'tok_' || version");
                    if (state == Relay.State.CONNECT || state == Relay.State.LEASE) {
                        endBridges();
                    }
                    Eventually.is("it is in " + state, () -> relay.relay().state() == state);
                    Eventually.is("it has a session to lose", () -> bridgesEnded() > 0);
                }
                int all = orders.eventIds().size();
                broker.await(
                        "all",
                        events -> events.stream().map(Received::id).distinct().count() == all);
                relay.awaitRest();
            }
        }
        assertAllArrivedInOrder();
    }

    private long bridgesEnded() {
        try {
            return orders.number(END_BRIDGES);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whenTheServerCrashesUnderLoad() throws SQLException {
        try (var own = TestDatabase.onItsOwnServer()) {
            TestRelay relay;
            try (var writer = new TestOrders(own)) {
                relay = TestRelay.toBroker(own, broker);
                writer.placeQuickly(2_000);
                broker.await(100);
            }
            int before = broker.ids().size();
            own.crashServer();
            assertThat(2_000 - before).as("orders in flight at the blow").isGreaterThanOrEqualTo(50);
            Eventually.is("it noticed", () -> relay.relay().state() == Relay.State.CONNECT);
            own.startServer();
            try (relay;
                    var writer = new TestOrders(own)) {
                var last = writer.place();
                broker.awaitId(last + ":1");
                broker.await(
                        "all",
                        events -> events.stream().map(Received::id).distinct().count() == 2_001);
                relay.awaitRest();
                assertThat(broker.ids()).containsExactlyInAnyOrderElementsOf(writer.eventIds());
            }
        }
    }

    @Test
    void aCrashAfterDeliveryAndBeforeTheCheckpointRepeatsTheSameIds() throws SQLException {
        var crashed = TestRelay.mortal(database, broker, TestRelay.settings());
        crashed.awaitRest();
        var first = orders.place();
        broker.awaitId(first + ":1");
        crashed.awaitRest();
        Eventually.is("its checkpoint is written", () -> isSettled(first));
        var ids = orders.place(20);
        broker.await(21);
        crashed.crash();

        try (var relay = TestRelay.toBroker(database, broker)) {
            relay.awaitRest();
            broker.awaitId(orders.place() + ":1");
            relay.awaitRest();
        }
        assertThat(broker.ids()).containsExactlyInAnyOrderElementsOf(orders.eventIds());
        assertThat(broker.received())
                .filteredOn(event -> event.order().equals(first))
                .hasSize(1);
        assertThat(broker.received()).hasSizeLessThanOrEqualTo(1 + 2 * ids.size() + 1);
    }

    private boolean isSettled(UUID order) {
        try {
            return orders.number("""
                            select count(*) from order_log l where order_id = '%s' and pg_visible_in_snapshot(xid,
                                (select cursor from delivery_checkpoint where l.part = any(parts)
                                    order by gen desc limit 1))""".formatted(order)) == 1;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whenNothingComesBackFromTheServerAnyMore() throws SQLException {
        var server = TestRelay.server(database);
        try (var proxy = new Proxy(TestRelay.VERTX, server.getHost(), server.getPort())) {
            var settings = TestRelay.settings(Duration.ofMillis(500));
            server.setHost("127.0.0.1").setPort(proxy.port());
            try (var relay = TestRelay.start(server, TestRelay.broker(broker), settings)) {
                relay.awaitRest();
                proxy.fallSilent();
                var unheard = orders.place();
                Eventually.is("it gives the session up", () -> relay.relay().state() == Relay.State.CONNECT);
                proxy.heal();
                broker.awaitId(unheard + ":1");
                relay.awaitRest();
            }
        }
    }

    @Test
    void refusesToRunOnACursorOfAnotherCluster() throws SQLException {
        orders.execute("""
                insert into delivery_checkpoint (reader, parts, cursor, owner)
                values ('delivery', array(select generate_series(0, 15)::smallint), '99999999:99999999:',
                    'elsewhere')""");
        try (var relay = TestRelay.toBroker(database, broker)) {
            relay.awaitState(Relay.State.STOPPED);
            assertThat(relay.refusals()).singleElement().asString().contains("call restore_delivery()");
        }
    }

    @Test
    void waitsForADatabaseThatIsNotThereYet() throws SQLException {
        try (var own = TestDatabase.onItsOwnServer()) {
            own.stopServer();
            try (var relay = TestRelay.toBroker(own, broker)) {
                relay.awaitState(Relay.State.CONNECT);
                own.startServer();
                Eventually.is(
                        "it is back",
                        Duration.ofSeconds(20),
                        () -> relay.relay().state() == Relay.State.PARKED);
            }
        }
    }
}
