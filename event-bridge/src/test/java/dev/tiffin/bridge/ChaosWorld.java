package dev.tiffin.bridge;

import dev.tiffin.bridge.Proxy.Fault;
import dev.tiffin.database.TestDatabase;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
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
    private final int perSecond;
    private volatile boolean ended;

    ChaosWorld(int perSecond) {
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
        long start = System.nanoTime();
        long sent = 0;
        while (!ended) {
            long due = (System.nanoTime() - start) * perSecond / 1_000_000_000;
            if (due > sent) {
                place((int) Math.min(50, due - sent));
                sent += Math.min(50, due - sent);
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
        toFunctions.suffer(Fault.NONE);
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
