package dev.tiffin.gateway.order;

import dev.tiffin.contract.OrderStatus;
import java.time.Instant;
import java.util.Map;

/**
 * All orders, counted at one moment.
 *
 * @param cursor the database snapshot that was counted; reading the log from here on misses nothing and repeats nothing
 * @param at when
 * @param byStatus how many are in each status; a status without orders may be absent
 * @param validated how many have ever been validated
 * @param paid how many have ever been paid
 * @param approved how many have ever been approved
 * @param assigned how many have an agent
 */
public record Counts(
        String cursor,
        Instant at,
        Map<OrderStatus, Long> byStatus,
        long validated,
        long paid,
        long approved,
        long assigned) {
    public Counts {
        byStatus = Map.copyOf(byStatus);
    }
}
