package dev.tiffin.gateway.order;

import dev.tiffin.contract.OrderStatus;
import dev.tiffin.contract.Role;
import java.util.UUID;

/**
 * An order as it stood at one version.
 *
 * @param placement what was fixed when it was placed
 * @param progress what moves
 */
public record Order(Placement placement, Progress progress) {

    /** The order's id. */
    public UUID id() {
        return placement.id();
    }

    /** Its status. */
    public OrderStatus status() {
        return progress.status();
    }

    /** Its version. */
    public int version() {
        return progress.version();
    }

    /**
     * Whether the actor may see the order and touch it: customers, restaurants and agents their own, everybody else
     * all. A foreign order is answered exactly like an unknown one, so that ids cannot be probed.
     */
    public boolean visibleTo(Actor actor) {
        return switch (actor.role()) {
            case Role.CUSTOMER -> placement.customerId().equals(actor.subject());
            case Role.RESTAURANT -> placement.restaurant().id().equals(actor.subject());
            case Role.AGENT -> actor.subject().equals(progress.agentId());
            default -> true;
        };
    }
}
