package dev.tiffin.bridge;

import dev.tiffin.bridge.StubFunctions.Received;
import dev.tiffin.contract.EventTypes;
import dev.tiffin.database.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Steps that take effect as those of the functions do: by compare-and-set in the database, which makes the next event.
 * PLACED becomes PAYMENT_REQUESTED, that PAID, that AWAITING_RESTAURANT, where a person is waited for.
 */
final class Steps implements AutoCloseable {

    /** Where orders end here. */
    static final String END = "AWAITING_RESTAURANT";

    private static final int BATCH = 200;

    private static final Map<String, String> CHANGES = Map.of(
            EventTypes.PLACED,
            "status = 'PAYMENT_REQUESTED', validated_at = now(), payment_method = 'tok_visa', payment_attempt = 1",
            EventTypes.PAYMENT_REQUESTED,
            "status = 'PAID', paid_at = now(), payment_reference = 'charge-' || o.id",
            EventTypes.PAID,
            "status = '" + END + "'");

    private final TestDatabase database;
    private final LinkedBlockingQueue<Step> queue = new LinkedBlockingQueue<>();
    private final Map<UUID, AtomicInteger> charges = new ConcurrentHashMap<>();
    private final AtomicLong finished = new AtomicLong();
    private final Thread writer = new Thread(this::write, "steps");
    private volatile boolean ended;
    private volatile long lastCommit = System.nanoTime();
    private volatile long longestGap;

    private record Step(UUID order, int version, String type, CompletableFuture<Boolean> done) {}

    Steps(TestDatabase database) {
        this.database = database;
        writer.start();
    }

    /** Completes when the effect is committed, also if it was before; false if the database cannot be asked. */
    CompletableFuture<Boolean> take(Received event) {
        return take(event.order(), event.version(), event.type());
    }

    CompletableFuture<Boolean> take(UUID order, int version, String type) {
        var done = new CompletableFuture<Boolean>();
        queue.add(new Step(order, version, type, done));
        return done;
    }

    /** Orders that have come to the end. */
    long finished() {
        return finished.get();
    }

    /** From now on gaps are measured anew. */
    void measureGaps() {
        longestGap = 0;
    }

    /** The longest time without an effect since {@link #measureGaps()}, in milliseconds; the present one included. */
    long longestGapMillis() {
        return Math.max(longestGap, System.nanoTime() - lastCommit) / 1_000_000;
    }

    /** Orders whose payment took effect more than once. */
    long chargedTwice() {
        return charges.values().stream().filter(times -> times.get() > 1).count();
    }

    private void write() {
        Connection connection = null;
        while (!ended) {
            var batch = next();
            try {
                if (connection == null) {
                    connection = database.connect();
                    recount(connection);
                }
                apply(connection, batch);
                batch.forEach(step -> step.done.complete(true));
            } catch (SQLException e) {
                // Asked again, as a function's caller does.
                close(connection);
                connection = null;
                batch.forEach(step -> step.done.complete(false));
            }
        }
        close(connection);
    }

    /** What was committed although it was not answered is found in the table only. */
    private void recount(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from orders where status = '" + END + "'")) {
            rows.next();
            finished.set(rows.getLong(1));
        }
    }

    private List<Step> next() {
        var batch = new ArrayList<Step>();
        try {
            batch.add(queue.take());
            queue.drainTo(batch, BATCH);
        } catch (InterruptedException e) {
            ended = true;
        }
        return batch;
    }

    private void apply(Connection connection, List<Step> batch) throws SQLException {
        var byType = new HashMap<String, List<Step>>();
        batch.forEach(step ->
                byType.computeIfAbsent(step.type, type -> new ArrayList<>()).add(step));
        for (var steps : byType.entrySet()) {
            var change = CHANGES.get(steps.getKey());
            if (change == null) {
                continue;
            }
            try (PreparedStatement update = connection.prepareStatement("update orders o set " + change
                    + ", changed_by = 'by:function:test' from unnest(?, ?) s (id, version)"
                    + " where o.id = s.id and o.status_version = s.version returning o.id")) {
                update.setArray(
                        1,
                        connection.createArrayOf(
                                "uuid",
                                steps.getValue().stream().map(Step::order).toArray()));
                update.setArray(
                        2,
                        connection.createArrayOf(
                                "int4",
                                steps.getValue().stream().map(Step::version).toArray()));
                took(steps.getKey(), update);
            }
        }
    }

    private void took(String type, PreparedStatement update) throws SQLException {
        try (var rows = update.executeQuery()) {
            while (rows.next()) {
                var order = rows.getObject(1, UUID.class);
                if (type.equals(EventTypes.PAYMENT_REQUESTED)) {
                    charges.computeIfAbsent(order, id -> new AtomicInteger()).incrementAndGet();
                }
                if (type.equals(EventTypes.PAID)) {
                    finished.incrementAndGet();
                }
                long now = System.nanoTime();
                longestGap = Math.max(longestGap, now - lastCommit);
                lastCommit = now;
            }
        }
    }

    private static void close(Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        ended = true;
        writer.interrupt();
        try {
            writer.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
