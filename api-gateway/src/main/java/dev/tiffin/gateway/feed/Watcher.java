package dev.tiffin.gateway.feed;

import dev.tiffin.gateway.order.Actor;
import dev.tiffin.gateway.order.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who watches one order. Between registering and knowing the present state, later versions are kept back.
 * Touched by the hub's thread only.
 */
final class Watcher {

    private final UUID orderId;
    private final Actor actor;
    private final @Nullable Integer afterVersion;
    private final Outlet<Order> outlet;

    private @Nullable List<Order> keptBack = new ArrayList<>(1);
    private int last;

    /**
     * A watcher.
     *
     * @param afterVersion the last version that was seen before; null: the present state is wanted first
     */
    Watcher(UUID orderId, Actor actor, @Nullable Integer afterVersion, Outlets<Order, Watcher> outlets) {
        this.orderId = orderId;
        this.actor = actor;
        this.afterVersion = afterVersion;
        this.outlet = outlets.outletOf(this);
    }

    UUID orderId() {
        return orderId;
    }

    Outlet<Order> outlet() {
        return outlet;
    }

    boolean maySee(Order order) {
        return order.visibleTo(actor);
    }

    /** The first version wanted, given the present one. A future version is nobody's: the present one counts. */
    int firstWanted(Order present) {
        return afterVersion == null ? present.version() : Math.min(afterVersion, present.version()) + 1;
    }

    /** What is known when it begins: one version or several, the oldest first. Then what was kept back. */
    void begin(int firstWanted, List<Order> known) {
        var later = keptBack == null ? List.<Order>of() : keptBack;
        keptBack = null;
        last = firstWanted - 1;
        known.forEach(this::see);
        later.forEach(this::see);
    }

    /** One more version; the hub shows them in order. */
    void see(Order order) {
        if (keptBack != null) {
            keptBack.add(order);
            return;
        }
        if (order.version() <= last) {
            return;
        }
        last = order.version();
        outlet.offer(order);
        // An agent whose order was given to somebody else sees the change by which it left, and no more.
        if (!maySee(order)) {
            outlet.complete();
        }
    }
}
