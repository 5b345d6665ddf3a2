package dev.tiffin.bridge;

import dev.tiffin.database.TestDatabase;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Two bridges, a database server of their own, steps, and proxies on every line; orders come in all the time. */
final class ChaosWorld implements AutoCloseable {

    private static final String PLACE = """
            insert into orders (id, customer_id, restaurant_id, restaurant, address, latitude, longitude, lines, total,
                currency, changed_by)
            select id, 'u-1', 'spice-garden', '{"id": "spice-garden", "name": "Spice Garden"}', 'Torstrasse 1', 52.5,
                13.4, '[{"itemId": "spice-garden-1", "name": "Dal", "quantity": 1, "unitPrice": 790}]', 790, 'EUR',
                'by:customer:u-1'
            from unnest(?::uuid[]) id on conflict (id) do nothing""";

    private final TestDatabase database = TestDatabase.onItsOwnServer();
    private final Steps steps = new Steps(database);
    private final StepServer functions = new StepServer(TestRelay.VERTX, steps::take);
    private final Proxy toFunctions = new Proxy(TestRelay.VERTX, functions.address());
    private final List<Proxy> toDatabase = List.of(databaseProxy(), databaseProxy());
    private final List<BridgeProcess> bridges = List.of(bridge(0), bridge(1));
    private final Set<UUID> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicLong placed = new AtomicLong();
    private final Thread placer;
    private final int usual;
    private volatile int perSecond;
    private volatile boolean ended;

    ChaosWorld(int perSecond) {
        this.usual = perSecond;
        this.perSecond = perSecond;
        this.placer = new Thread(this::placeSteadily, "placer");
        placer.start();
    }

    private Proxy databaseProxy() {
        var address = TestRelay.server(database);
        return new Proxy(TestRelay.VERTX, address.getHost(), address.getPort());
    }

    private BridgeProcess bridge(int number) {
        var at = URI.create("postgresql://127.0.0.1:" + toDatabase.get(number).port());
        return new BridgeProcess("bridge-" + number, database, at, toFunctions.address());
    }

    private void placeSteadily() {
        double owed = 0;
        long last = System.nanoTime();
        while (!ended) {
            long now = System.nanoTime();
            owed += (now - last) * perSecond / 1e9;
            last = now;
            if (owed >= 1) {
                int count = (int) Math.min(50, owed);
                place(count);
                owed -= count;
            } else {
                LockSupport.parkNanos(10_000_000);
            }
        }
    }

    /** Repeats until it is acknowledged: what is placed counts. */
    void place(int count) {
        var ids = new UUID[count];
        for (int i = 0; i < count; i++) {
            ids[i] = UUID.randomUUID();
        }
        while (!isPlaced(ids)) {
            LockSupport.parkNanos(100_000_000);
        }
        acknowledged.addAll(List.of(ids));
        placed.addAndGet(count);
    }

    private boolean isPlaced(UUID[] ids) {
        try (Connection connection = database.connect();
                var insert = connection.prepareStatement(PLACE)) {
            insert.setArray(1, connection.createArrayOf("uuid", ids));
            insert.executeUpdate();
            return true;
        } catch (SQLException e) {
            // The database is away: the customer tries again, with the same id.
            return false;
        }
    }

    /** So many orders a second come in from now on, until it heals. */
    void hurry(int orders) {
        perSecond = orders;
    }

    /** Orders that were acknowledged. */
    long placed() {
        return placed.get();
    }

    /** Waits until both bridges have their part of the work. */
    void awaitShares() {
        Eventually.is("both bridges work", Duration.ofSeconds(60), () -> sessions("cardinality(parts) = 8") == 2);
    }

    /** Sessions of bridges for which this holds; 0 while the database is away. */
    long sessions(String condition) {
        try (var orders = new TestOrders(database)) {
            return orders.number("select count(*) from bridge_session where " + condition);
        } catch (SQLException e) {
            return 0;
        }
    }

    long inFlight() {
        return placed.get() - steps.finished();
    }

    TestDatabase database() {
        return database;
    }

    Steps steps() {
        return steps;
    }

    StepServer functions() {
        return functions;
    }

    Proxy toFunctions() {
        return toFunctions;
    }

    Proxy toDatabase(int bridge) {
        return toDatabase.get(bridge);
    }

    BridgeProcess bridge(boolean second) {
        return bridges.get(second ? 1 : 0);
    }

    List<BridgeProcess> bridges() {
        return bridges;
    }

    Set<UUID> acknowledged() {
        return acknowledged;
    }

    /** No more orders from now on. */
    void endPlacing() {
        ended = true;
        try {
            placer.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Everything works again. */
    void heal() {
        perSecond = usual;
        toFunctions.heal();
        toDatabase.forEach(Proxy::heal);
        functions.answer(204);
        bridges.forEach(BridgeProcess::start);
    }

    @Override
    public void close() {
        endPlacing();
        bridges.forEach(BridgeProcess::close);
        toFunctions.close();
        toDatabase.forEach(Proxy::close);
        functions.close();
        steps.close();
        database.stopServer();
    }
}
