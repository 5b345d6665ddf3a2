package dev.tiffin.gateway.feed;

import dev.tiffin.contract.OrderStatus;
import dev.tiffin.gateway.order.Order;
import org.jspecify.annotations.Nullable;

/**
 * One version of an order, and what it was before as far as it matters to whom it concerns.
 *
 * @param order as of this version
 * @param statusBefore null at placement, or where it is not known
 * @param agentBefore null where there was none, or it is not known
 */
record Seen(
        Order order,
        @Nullable OrderStatus statusBefore,
        @Nullable String agentBefore) {}
