package dev.tiffin.bridge.again;

import dev.tiffin.bridge.log.Partitions;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.UUID;

/** Which events wait unsettled in the table: known by heart, for every change in the log is asked about. */
final class Waiting {

    private final Map<UUID, Order> orders = new HashMap<>();

    private record Order(int partition, NavigableSet<Integer> versions) {}

    void add(UUID order, int version, int partition) {
        orders.computeIfAbsent(order, id -> new Order(partition, new TreeSet<>()))
                .versions
                .add(version);
    }

    /** Answers whether others of the order are left. */
    boolean remove(UUID order, int version) {
        var waiting = orders.get(order);
        if (waiting == null) {
            return false;
        }
        waiting.versions.remove(version);
        if (waiting.versions.isEmpty()) {
            orders.remove(order);
            return false;
        }
        return true;
    }

    void remove(Partitions partitions) {
        orders.values().removeIf(order -> partitions.contains(order.partition));
    }

    Standing standing(UUID order, int version) {
        if (orders.isEmpty()) {
            return Standing.FREE;
        }
        var waiting = orders.get(order);
        if (waiting == null || waiting.versions.first() > version) {
            return Standing.FREE;
        }
        return waiting.versions.contains(version) ? Standing.KEPT : Standing.BEHIND;
    }

    int size() {
        return orders.size();
    }
}
