package dev.tiffin.gateway.order;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of one of several requests to place an order; either the order or the refusal is present.
 *
 * @param id the order's id, chosen by the client or made by the gateway
 * @param order the order as it stands
 * @param refused why there is none
 */
public record Placed(
        UUID id, @Nullable Order order, @Nullable OrderRefused refused) {}
