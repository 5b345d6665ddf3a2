package dev.tiffin.gateway.store;

import dev.tiffin.gateway.order.Actor;
import dev.tiffin.gateway.order.NewOrder;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A checked request to place an order.
 *
 * @param id the client's or made by the gateway; the request may be repeated under it
 * @param order what is ordered
 * @param digest of {@code order}
 * @param customer who orders
 * @param traceparent W3C trace context
 */
public record PlacementRequest(
        UUID id,
        NewOrder order,
        String digest,
        Actor customer,
        @Nullable String traceparent) {}
