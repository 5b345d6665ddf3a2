package dev.tiffin.bench.load;

import dev.tiffin.bench.BenchFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A thread and a writer, which has a connection of its own, for each order in flight.
 *
 * @param <W> the writers; each is used by one thread at a time
 */
final class Crew<W> implements AutoCloseable {

    private final List<W> all = new ArrayList<>();
    private final LinkedBlockingQueue<W> free = new LinkedBlockingQueue<>();
    private final ExecutorService threads;
    private final Consumer<W> dismiss;

    /** So many; if one cannot be hired, those before it are dismissed. */
    Crew(int count, Supplier<W> hire, Consumer<W> dismiss) {
        this.threads = Executors.newFixedThreadPool(count);
        this.dismiss = dismiss;
        try {
            for (int i = 0; i < count; i++) {
                all.add(hire.get());
            }
        } catch (BenchFailure e) {
            close();
            throw e;
        }
        free.addAll(all);
    }

    /** One order, by whoever is free; answers the nanoseconds from this call on. */
    CompletableFuture<Long> order(Consumer<W> write) {
        var calledAt = System.nanoTime();
        return CompletableFuture.supplyAsync(
                () -> {
                    var writer = free.remove();
                    try {
                        write.accept(writer);
                    } finally {
                        free.add(writer);
                    }
                    return System.nanoTime() - calledAt;
                },
                threads);
    }

    @Override
    public void close() {
        threads.close();
        all.forEach(dismiss);
    }
}
