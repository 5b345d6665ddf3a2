package dev.tiffin.bench.load;

import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A system that takes an order through its five steps, opened for one measurement. Safe for use by several threads. */
public interface Contender extends AutoCloseable {

    /** The process groups whose CPU time counts as this contender's. */
    Set<String> processGroups();

    /**
     * Starts one order.
     *
     * @return nanoseconds from this call until the order's agent was known to the one who waits for it; fails with a
     *     {@link dev.tiffin.bench.BenchFailure} if anything about the order was wrong
     */
    CompletableFuture<Long> order();

    @Override
    void close();
}
