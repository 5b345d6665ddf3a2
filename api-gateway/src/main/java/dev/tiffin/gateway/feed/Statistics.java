package dev.tiffin.gateway.feed;

import dev.tiffin.contract.OrderStatus;
import dev.tiffin.gateway.order.Counts;
import java.time.Instant;
import java.util.Map;

/**
 * All orders, counted at one moment.
 *
 * @param at the moment
 * @param byStatus how many are in each status; a status without orders may be absent
 * @param validated how many have passed validation
 * @param paid how many have been charged
 * @param approved how many have been approved
 * @param assigned how many have an agent
 */
public record Statistics(
        Instant at, Map<OrderStatus, Long> byStatus, long validated, long paid, long approved, long assigned) {

    public Statistics {
        byStatus = Map.copyOf(byStatus);
    }

    static Statistics of(Counts counts) {
        return new Statistics(
                counts.at(),
                counts.byStatus(),
                counts.validated(),
                counts.paid(),
                counts.approved(),
                counts.assigned());
    }

    /** How many are in the status. */
    public long in(OrderStatus status) {
        return byStatus.getOrDefault(status, 0L);
    }

    /** How many there are. */
    public long total() {
        return byStatus.values().stream().mapToLong(Long::longValue).sum();
    }
}
