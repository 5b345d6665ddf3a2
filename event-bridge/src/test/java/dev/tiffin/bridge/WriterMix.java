package dev.tiffin.bridge;

import dev.tiffin.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Writers that provoke everything that makes a reader of a growing table miss rows: transactions that got their
 * number early and wrote late, two orders in either order, savepoints, rollbacks, pauses inside transactions, and one
 * transaction that wrote and stays open all the time.
 */
final class WriterMix implements AutoCloseable {

    private final TestDatabase database;
    private final List<UUID> orders;
    private final ExecutorService threads;
    private final List<Future<?>> writers = new ArrayList<>();
    private volatile boolean ended;

    WriterMix(TestDatabase database, int writers, int orders) throws SQLException {
        this.database = database;
        try (var placed = new TestOrders(database)) {
            this.orders = placed.place(orders);
        }
        this.threads = Executors.newFixedThreadPool(writers + 1);
        this.writers.add(threads.submit(this::stayOpen));
        for (int writer = 0; writer < writers; writer++) {
            int kind = writer;
            this.writers.add(threads.submit(() -> write(kind % 5)));
        }
    }

    /** Whether all are at work; a failure would go unnoticed otherwise. */
    boolean areWriting() {
        return writers.stream().noneMatch(Future::isDone);
    }

    private Void stayOpen() throws SQLException {
        try (var own = new TestOrders(database)) {
            own.connection().setAutoCommit(false);
            own.place();
            while (!ended) {
                pause();
            }
            own.connection().commit();
        }
        return null;
    }

    private Void write(int kind) throws SQLException {
        try (var own = new TestOrders(database)) {
            own.connection().setAutoCommit(false);
            while (!ended) {
                write(own, own.connection(), kind);
            }
        }
        return null;
    }

    private void write(TestOrders own, Connection connection, int kind) throws SQLException {
        switch (kind) {
            case 0 -> own.touch(any());
            case 1 -> {
                own.execute("select pg_current_xact_id()");
                pause();
                own.touch(any());
            }
            case 2 -> {
                // The greater first half of the time; of one pair always in the same order, lest they deadlock.
                var pair = new ArrayList<>(List.of(any(), any()));
                pair.sort(UUID::compareTo);
                own.touch(pair.getFirst());
                pause();
                if (!pair.getFirst().equals(pair.getLast())) {
                    own.touch(pair.getLast());
                }
            }
            case 3 -> {
                var savepoint = connection.setSavepoint();
                own.touch(any());
                connection.rollback(savepoint);
                pause();
                own.touch(any());
            }
            default -> {
                own.touch(any());
                pause();
                connection.rollback();
                own.place();
            }
        }
        pause();
        connection.commit();
    }

    private UUID any() {
        return orders.get(ThreadLocalRandom.current().nextInt(orders.size()));
    }

    private static void pause() {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(3_000_000));
    }

    @Override
    public void close() {
        ended = true;
        threads.shutdown();
        for (Future<?> writer : writers) {
            try {
                writer.get();
            } catch (InterruptedException | ExecutionException e) {
                throw new AssertionError("a writer failed", e);
            }
        }
    }
}
