package dev.tiffin.gateway.order;

import dev.tiffin.contract.OrderStatus;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which orders are meant, beyond those that one may see. Absent parts let everything pass.
 *
 * @param restaurantId only orders of this restaurant
 * @param statuses only orders in one of these; empty means any
 * @param placedAfter only orders placed later than this
 * @param placedBefore only orders placed earlier than this
 */
public record OrderFilter(
        @Nullable String restaurantId,
        Set<OrderStatus> statuses,
        @Nullable Instant placedAfter,
        @Nullable Instant placedBefore) {

    /** Lets every order pass. */
    public static final OrderFilter ALL = new OrderFilter(null, Set.of(), null, null);

    public OrderFilter {
        statuses = Set.copyOf(statuses);
    }

    /** Whether what is fixed in the order passes; that cannot change any more. */
    public boolean matches(Placement placement) {
        return (restaurantId == null
                        || restaurantId.equals(placement.restaurant().id()))
                && (placedAfter == null || placement.createdAt().isAfter(placedAfter))
                && (placedBefore == null || placement.createdAt().isBefore(placedBefore));
    }

    /** Whether the status passes. */
    public boolean matches(OrderStatus status) {
        return statuses.isEmpty() || statuses.contains(status);
    }
}
