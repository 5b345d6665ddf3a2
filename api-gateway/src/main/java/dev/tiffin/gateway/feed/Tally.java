package dev.tiffin.gateway.feed;

import dev.tiffin.contract.OrderStatus;
import dev.tiffin.gateway.order.Counts;
import dev.tiffin.gateway.order.Progress;
import dev.tiffin.gateway.store.LogEntry;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All orders, counted: begun with a count of the table, carried on by what the log has after that count's own cursor,
 * and by nothing else, so that nothing counts twice. On the hub's thread only.
 */
final class Tally {

    private final Map<OrderStatus, Long> byStatus = new EnumMap<>(OrderStatus.class);
    private long validated;
    private long paid;
    private long approved;
    private long assigned;
    private Instant at;
    private long revision;

    Tally(Counts counts) {
        byStatus.putAll(counts.byStatus());
        validated = counts.validated();
        paid = counts.paid();
        approved = counts.approved();
        assigned = counts.assigned();
        at = counts.at();
    }

    /** Changes with every change of the count. */
    long revision() {
        return revision;
    }

    Statistics now() {
        return new Statistics(at, byStatus, validated, paid, approved, assigned);
    }

    /**
     * Whether only the version before tells if the order had been paid: it has ended, or is being refunded. Everywhere
     * else the table's checks tie the flags to the status.
     */
    static boolean needsVersionBefore(LogEntry entry) {
        var from = entry.fromStatus();
        return entry.progress().paidAt() != null
                && (from == OrderStatus.REJECTED
                        || from == OrderStatus.CANCELLED
                        || from == OrderStatus.REFUND_REQUESTED
                        || from == OrderStatus.REFUNDED);
    }

    /**
     * Counts one version.
     *
     * @param before the version before, where it is needed
     */
    void count(LogEntry entry, @Nullable Progress before) {
        var now = entry.progress();
        var from = entry.fromStatus();
        if (from != null) {
            byStatus.merge(from, -1L, Long::sum);
        }
        byStatus.merge(now.status(), 1L, Long::sum);
        boolean ended = from != null && hasEnded(from);
        validated += change(ended ? now.validatedAt() != null : wasValidated(from), now.validatedAt() != null);
        approved += change(ended ? now.approvedAt() != null : wasApproved(from), now.approvedAt() != null);
        assigned += change(ended ? now.agentAssignedAt() != null : wasAssigned(from), now.agentAssignedAt() != null);
        boolean wasPaid = ended ? before == null ? now.paidAt() != null : before.paidAt() != null : wasPaid(from);
        paid += change(wasPaid, now.paidAt() != null);
        at = at.isAfter(now.changedAt()) ? at : now.changedAt();
        revision++;
    }

    private static int change(boolean before, boolean now) {
        return before == now ? 0 : now ? 1 : -1;
    }

    // From here on an order keeps its flags; only a charge that lands late may still be added.
    private static boolean hasEnded(OrderStatus from) {
        return switch (from) {
            case REJECTED, CANCELLED, REFUND_REQUESTED, REFUNDED -> true;
            case PLACED, VALIDATED, PAYMENT_REQUESTED, PAID, AWAITING_RESTAURANT -> false;
            case APPROVED, ASSIGNED, PICKED_UP, DELIVERED -> false;
        };
    }

    private static boolean wasValidated(@Nullable OrderStatus from) {
        return from != null && from != OrderStatus.PLACED;
    }

    private static boolean wasPaid(@Nullable OrderStatus from) {
        return from == OrderStatus.PAID || from == OrderStatus.AWAITING_RESTAURANT || wasApproved(from);
    }

    private static boolean wasApproved(@Nullable OrderStatus from) {
        return from == OrderStatus.APPROVED || wasAssigned(from);
    }

    private static boolean wasAssigned(@Nullable OrderStatus from) {
        return from == OrderStatus.ASSIGNED || from == OrderStatus.PICKED_UP || from == OrderStatus.DELIVERED;
    }
}
