package dev.tiffin.gateway.store;

import dev.tiffin.contract.OrderStatus;
import dev.tiffin.gateway.order.Progress;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One version of an order in the log.
 *
 * @param orderId the order
 * @param seq order of the entries of one order
 * @param fromStatus the status before; null for the first version
 * @param progress the order's moving part as of that version
 */
public record LogEntry(UUID orderId, long seq, @Nullable OrderStatus fromStatus, Progress progress) {}
