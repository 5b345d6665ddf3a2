package dev.tiffin.bench.load;

import dev.tiffin.bench.machine.CpuMeter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Writers of orders that know nothing of each other: each order is a transaction of its own, on one of as many
 * connections. What they lose when a bridge is there, or when the trigger looks whether one sleeps, is its price.
 */
public final class OrderWriters implements Contender {

    private final Crew<OrderWriter> crew;
    private final Set<String> groups;

    private OrderWriters(Crew<OrderWriter> crew, Set<String> groups) {
        this.crew = crew;
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
        return new OrderWriters(new Crew<>(count, () -> OrderWriter.open(url), OrderWriter::close), groups);
    }

    @Override
    public Set<String> processGroups() {
        return groups;
    }

    @Override
    public CompletableFuture<Long> order() {
        return crew.order(writer -> writer.write(List.of(TimeOrderedIds.next())));
    }

    @Override
    public void close() {
        crew.close();
    }
}
