package dev.tiffin.cluster;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Orders that keep coming while something is broken; but not without end, where little is left to work on them: the
 * question is whether they all arrive, and not how large a backlog can be.
 */
final class Flow implements AutoCloseable {

    private static final int AT_ONCE = 10;
    private static final int MOST_UNDER_WAY = 300;

    private final Customers customers;
    private final List<UUID> placed = new CopyOnWriteArrayList<>();
    private final Thread placing;
    private volatile boolean closed;

    Flow(Customers customers) {
        this.customers = customers;
        this.placing = Thread.ofVirtual().name("flow").start(this::place);
    }

    private void place() {
        try {
            while (!closed) {
                if (customers.underWay() < MOST_UNDER_WAY) {
                    placed.addAll(customers.place(AT_ONCE));
                }
                Thread.sleep(500);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Adds so many at once that a blow falls on many; returns how many are under way. */
    long crowd() throws InterruptedException {
        placed.addAll(customers.place(100));
        return customers.underWay();
    }

    /** Asks the trying-out database, as its owner. */
    static String ask(String query) throws InterruptedException {
        return Kubectl.must(
                        "exec",
                        "postgres-0",
                        "--",
                        "sh",
                        "-c",
                        "psql --no-psqlrc --tuples-only --no-align --username \"$POSTGRES_USER\" \"$POSTGRES_DB\""
                                + " --command \"" + query + "\"")
                .strip();
    }

    /** No more orders; returns all there were. */
    List<UUID> end() throws InterruptedException {
        closed = true;
        placing.join();
        return List.copyOf(placed);
    }

    @Override
    public void close() {
        closed = true;
        placing.interrupt();
    }
}
