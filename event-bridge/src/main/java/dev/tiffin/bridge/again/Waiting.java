package dev.tiffin.bridge.again;

import dev.tiffin.bridge.log.Partitions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Which events wait unsettled in the table: known by heart, for every change in the log is asked about. An outage or a
 * pause may make it hundreds of thousands, so an order is no more than an array: its partition, then its versions,
 * ascending.
 */
final class Waiting {

    private static final int FIRST = 1;

    private final Map<UUID, int[]> orders = new HashMap<>();

    void add(UUID order, int version, int partition) {
        int[] waiting = orders.get(order);
        if (waiting == null) {
            orders.put(order, new int[] {partition, version});
            return;
        }
        int place = place(waiting, version);
        if (place < 0) {
            int at = -place - 1;
            int[] more = Arrays.copyOf(waiting, waiting.length + 1);
            System.arraycopy(waiting, at, more, at + 1, waiting.length - at);
            more[at] = version;
            orders.put(order, more);
        }
    }

    /** Answers whether others of the order are left. */
    boolean remove(UUID order, int version) {
        int[] waiting = orders.get(order);
        if (waiting == null) {
            return false;
        }
        int at = place(waiting, version);
        if (at < 0) {
            return true;
        }
        if (waiting.length == FIRST + 1) {
            orders.remove(order);
            return false;
        }
        int[] fewer = Arrays.copyOf(waiting, waiting.length - 1);
        System.arraycopy(waiting, at + 1, fewer, at, fewer.length - at);
        orders.put(order, fewer);
        return true;
    }

    void remove(Partitions partitions) {
        orders.values().removeIf(waiting -> partitions.contains(waiting[0]));
    }

    Standing standing(UUID order, int version) {
        if (orders.isEmpty()) {
            return Standing.FREE;
        }
        int[] waiting = orders.get(order);
        if (waiting == null || waiting[FIRST] > version) {
            return Standing.FREE;
        }
        return place(waiting, version) >= 0 ? Standing.KEPT : Standing.BEHIND;
    }

    private static int place(int[] waiting, int version) {
        return Arrays.binarySearch(waiting, FIRST, waiting.length, version);
    }

    int size() {
        return orders.size();
    }
}
