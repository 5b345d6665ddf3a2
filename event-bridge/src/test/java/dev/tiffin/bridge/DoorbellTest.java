package dev.tiffin.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.database.TestDatabase;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgNotification;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nobody may miss the bell: here the sweep, which would cover it up, comes once an hour. */
class DoorbellTest {

    private static final Duration AN_HOUR = Duration.ofHours(1);
    /** On a busy machine; a session that is idle for 15 s ends, which would cover it up as well. */
    private static final Duration AT_ONCE = Duration.ofSeconds(10);

    private final TestDatabase database = TestDatabase.fresh();
    private final StubFunctions broker = StubFunctions.start(TestRelay.VERTX);
    private final ConcurrentHashMap<String, CompletableFuture<Void>> arrivals = new ConcurrentHashMap<>();
    private TestOrders orders;
    private TestRelay relay;

    @BeforeEach
    void start() throws SQLException {
        orders = new TestOrders(database);
        broker.behave((event, request) -> {
            arrival(event.id()).complete(null);
            request.response().setStatusCode(202).end();
        });
        relay = TestRelay.start(database, TestRelay.broker(broker), TestRelay.settings(AN_HOUR));
        relay.awaitRest();
    }

    @AfterEach
    void stop() throws SQLException {
        relay.close();
        orders.close();
        broker.close();
        database.close();
    }

    private CompletableFuture<Void> arrival(String id) {
        return arrivals.computeIfAbsent(id, unknown -> new CompletableFuture<>());
    }

    private void awaitArrival(UUID id) {
        assertThat(arrival(id + ":1")).succeedsWithin(AT_ONCE);
    }

    @Test
    void noWakeUpIsLostHoweverCommitsAndParkingMeet() throws Exception {
        // Pairs: the first wakes the bridge, the second commits some time while it goes back to sleep.
        try (ExecutorService writers = Executors.newFixedThreadPool(2)) {
            for (int pair = 0; pair < 250; pair++) {
                var both = List.of(writers.submit(this::placeSlowly), writers.submit(this::placeSlowly));
                for (var one : both) {
                    awaitArrival(one.get());
                }
            }
        }
        assertThat(relay.count("parks")).as("it did sleep between").isGreaterThan(50);
        assertThat(relay.count("notify.received")).isPositive();
    }

    private UUID placeSlowly() throws SQLException {
        var chance = ThreadLocalRandom.current();
        LockSupport.parkNanos(chance.nextLong(15_000_000));
        try (var own = new TestOrders(database)) {
            own.connection().setAutoCommit(false);
            var id = own.place();
            LockSupport.parkNanos(chance.nextLong(15_000_000));
            own.connection().commit();
            return id;
        }
    }

    @Test
    void writersAreSilentWhileItIsAwake() throws SQLException {
        relay.close();
        // It never goes to sleep, however long a transaction takes.
        relay = TestRelay.start(database, TestRelay.broker(broker), TestRelay.lingering(AN_HOUR));
        awaitArrival(orders.place());
        double rung = relay.count("notify.received");
        for (int transaction = 0; transaction < 300; transaction++) {
            orders.place(5);
        }
        broker.await(1_501);
        assertThat(relay.count("notify.received") - rung).as("bells").isZero();
    }

    @Test
    void aWriterThatKeepsItsTransactionOpenHoldsUpNobody() throws SQLException {
        try (var idle = new TestOrders(database)) {
            var late = writeSilently(idle, 1).getFirst();
            var latencies = new ArrayList<Duration>();
            for (int i = 0; i < 30; i++) {
                long begin = System.nanoTime();
                awaitArrival(orders.place());
                latencies.add(Duration.ofNanos(System.nanoTime() - begin));
                Eventually.is("it parks what it can", () -> relay.relay().state() == Relay.State.PARKED);
            }
            assertThat(relay.count("park.refused")).isPositive();
            assertThat(latencies.stream().sorted().toList().get(15)).isLessThan(Duration.ofMillis(200));
            assertThat(arrival(late + ":1")).isNotDone();
            idle.connection().commit();
            awaitArrival(late);
        }
    }

    /** Writes while the bridge is awake, so without ringing, and leaves the transaction open. */
    private List<UUID> writeSilently(TestOrders idle, int count) throws SQLException {
        idle.connection().setAutoCommit(false);
        while (true) {
            orders.place();
            var ids = idle.place(count);
            if (idle.number("select count(*) from pg_locks where classid = 7301 and pid = pg_backend_pid() and granted")
                    > 0) {
                return ids;
            }
            idle.connection().rollback();
            relay.awaitRest();
        }
    }

    @Test
    void changesInThePartitionOfAnOpenTransactionAreFoundAsWell() throws SQLException {
        try (var idle = new TestOrders(database)) {
            writeSilently(idle, 200);
            Eventually.is("partitions are refused", () -> relay.count("park.refused") > 20);
            for (int i = 0; i < 10; i++) {
                awaitArrival(orders.place());
            }
            idle.connection().rollback();
        }
        relay.awaitRest();
    }

    @Test
    void tellsTheGatewaysOfEachBatch() throws SQLException {
        var heard = new CompletableFuture<PgNotification>();
        var gateway = PgConnection.connect(TestRelay.VERTX, TestRelay.server(database))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        gateway.notificationHandler(heard::complete);
        gateway.query("listen order_feed")
                .execute()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        awaitArrival(orders.place());
        assertThat(heard)
                .succeedsWithin(AT_ONCE)
                .extracting(PgNotification::getChannel)
                .isEqualTo("order_feed");
        gateway.close();
    }
}
