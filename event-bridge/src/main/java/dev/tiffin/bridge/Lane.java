package dev.tiffin.bridge;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;

/** The events of one order that are in memory: the first is on its way, the others wait for it. */
final class Lane {

    private final UUID order;
    private final int partition;
    private final Lanes owner;
    private final Deque<Item> items = new ArrayDeque<>(4);

    Lane(UUID order, int partition, Lanes owner) {
        this.order = order;
        this.partition = partition;
        this.owner = owner;
    }

    UUID order() {
        return order;
    }

    int partition() {
        return partition;
    }

    Lanes owner() {
        return owner;
    }

    Deque<Item> items() {
        return items;
    }

    Item first() {
        return items.getFirst();
    }
}
