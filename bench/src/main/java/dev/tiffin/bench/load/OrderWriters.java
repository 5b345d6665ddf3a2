package dev.tiffin.bench.load;

import dev.tiffin.bench.machine.CpuMeter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Writers of orders that know nothing of each other: each order is a transaction of its own, on one of as many
 * connections. What they lose when a bridge is there, or when the trigger looks whether one sleeps, is its price.
 */
public final class OrderWriters implements Contender {

    private final List<OrderWriter> writers = new ArrayList<>();
    private final LinkedBlockingQueue<OrderWriter> free = new LinkedBlockingQueue<>();
    private final ExecutorService threads;
    private final Set<String> groups;

    private OrderWriters(int count, Set<String> groups) {
        this.threads = Executors.newFixedThreadPool(count);
        this.groups = groups;
    }

    /**
     * Connects.
     *
     * @param beside processes that work at the same time and count as well
     */
    public static OrderWriters open(String url, int count, Set<String> beside) {
        var groups = new HashSet<>(beside);
        groups.addAll(List.of(CpuMeter.DRIVER, "postgresql"));
        var all = new OrderWriters(count, groups);
        for (int i = 0; i < count; i++) {
            var writer = OrderWriter.open(url);
            all.writers.add(writer);
            all.free.add(writer);
        }
        return all;
    }

    @Override
    public Set<String> processGroups() {
        return groups;
    }

    @Override
    public CompletableFuture<Long> order() {
        var calledAt = System.nanoTime();
        return CompletableFuture.supplyAsync(
                () -> {
                    write();
                    return System.nanoTime() - calledAt;
                },
                threads);
    }

    private void write() {
        var writer = free.remove();
        try {
            writer.write(List.of(TimeOrderedIds.next()));
        } finally {
            free.add(writer);
        }
    }

    @Override
    public void close() {
        threads.close();
        writers.forEach(OrderWriter::close);
    }
}
