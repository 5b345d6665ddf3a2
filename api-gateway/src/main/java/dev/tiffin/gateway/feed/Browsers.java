package dev.tiffin.gateway.feed;

import dev.tiffin.contract.Role;
import dev.tiffin.gateway.order.Actor;
import dev.tiffin.gateway.order.Placement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All browsers, so that a change is looked at by few of them: whose customer or restaurant an order is never changes,
 * so customers and restaurants are found by that. Everybody else (agents, operators) looks at every change. Touched by
 * the hub's thread only.
 */
final class Browsers {

    private final Map<Actor, List<Browser>> owners = new HashMap<>();
    private final List<Browser> others = new ArrayList<>();

    void add(Browser browser) {
        if (!isOwner(browser.actor())) {
            others.add(browser);
            return;
        }
        owners.computeIfAbsent(browser.actor(), actor -> new ArrayList<>(1)).add(browser);
    }

    void remove(Browser browser) {
        if (!isOwner(browser.actor())) {
            others.remove(browser);
            return;
        }
        owners.computeIfPresent(browser.actor(), (actor, own) -> {
            own.remove(browser);
            return own.isEmpty() ? null : own;
        });
    }

    boolean isEmpty() {
        return owners.isEmpty() && others.isEmpty();
    }

    /** Those who may have to be shown the changes of an order. */
    List<Browser> lookingAt(Placement order) {
        var looking = new ArrayList<>(others);
        looking.addAll(owners.getOrDefault(new Actor(Role.CUSTOMER, order.customerId()), List.of()));
        looking.addAll(owners.getOrDefault(
                new Actor(Role.RESTAURANT, order.restaurant().id()), List.of()));
        return looking;
    }

    private static boolean isOwner(Actor actor) {
        return actor.is(Role.CUSTOMER) || actor.is(Role.RESTAURANT);
    }
}
