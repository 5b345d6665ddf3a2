package dev.tiffin.gateway.order;

import java.util.List;

/**
 * One page of orders, newest first.
 *
 * @param orders at most as many as asked for
 * @param more whether older ones follow
 */
public record Page(List<Order> orders, boolean more) {
    public Page {
        orders = List.copyOf(orders);
    }
}
