package dev.tiffin.gateway.feed;

import dev.tiffin.contract.Role;
import dev.tiffin.gateway.order.Actor;
import dev.tiffin.gateway.order.Order;
import dev.tiffin.gateway.order.OrderFilter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who watches all orders that they may see and that pass a filter. Between registering and knowing the present
 * state, later versions are kept back. Touched by the hub's thread only.
 */
final class Browser {

    private final OrderFilter filter;
    private final Actor actor;
    private final Outlet<Order> outlet;

    /** Versions with which it began, until a later one of the order is seen. */
    private final Map<UUID, Integer> begunWith = new HashMap<>();

    private @Nullable List<Seen> keptBack = new ArrayList<>();

    Browser(OrderFilter filter, Actor actor, Outlets<Order, Browser> outlets) {
        this.filter = filter;
        this.actor = actor;
        this.outlet = outlets.outletOf(this);
    }

    OrderFilter filter() {
        return filter;
    }

    Actor actor() {
        return actor;
    }

    Outlet<Order> outlet() {
        return outlet;
    }

    /** The present state, newest first; then what was kept back. */
    void begin(List<Order> present) {
        var later = keptBack == null ? List.<Seen>of() : keptBack;
        keptBack = null;
        for (var order : present) {
            begunWith.put(order.id(), order.version());
            outlet.offer(order);
        }
        later.forEach(this::see);
    }

    /** One more version of some order. */
    void see(Seen seen) {
        if (!filter.matches(seen.order().placement())) {
            return;
        }
        if (keptBack != null) {
            keptBack.add(seen);
            return;
        }
        var order = seen.order();
        Integer begun = begunWith.get(order.id());
        if (begun != null && order.version() <= begun) {
            return;
        }
        if (begun != null) {
            begunWith.remove(order.id());
        }
        // What it began with passed the filter, so whatever comes next is at least the change by which it leaves.
        if (begun != null || concerns(seen)) {
            outlet.offer(order);
        }
    }

    private boolean concerns(Seen seen) {
        var order = seen.order();
        boolean mine = order.visibleTo(actor)
                || (actor.is(Role.AGENT) && actor.subject().equals(seen.agentBefore()));
        boolean passes =
                filter.matches(order.status()) || (seen.statusBefore() != null && filter.matches(seen.statusBefore()));
        return mine && passes;
    }
}
