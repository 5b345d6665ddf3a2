package dev.tiffin.bench.load;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What the driver sends to place orders, and to call one off. Put together as text: the driver's CPU time counts, and
 * it knows all its values to be free of anything that JSON would have to escape.
 */
final class Placement {

    /** How many restaurants the bench's city has. */
    private static final int RESTAURANTS = 8;

    private Placement() {}

    static String one(UUID order) {
        return """
                {"query":"mutation($order: NewOrderInput!) { placeOrder(order: $order) { id version status } }",\
                "variables":{"order":%s}}""".formatted(order(order));
    }

    static String many(List<UUID> orders) {
        var list = orders.stream().map(Placement::order).collect(Collectors.joining(","));
        return """
                {"query":"mutation($orders: [NewOrderInput!]!) { placeOrders(orders: $orders) { \
                id error { code message } } }",\
                "variables":{"orders":[%s]}}""".formatted(list);
    }

    static String cancel(UUID order) {
        return """
                {"query":"mutation($id: ID!) { cancelOrder(id: $id) { id } }",\
                "variables":{"id":"%s"}}""".formatted(order);
    }

    private static String order(UUID order) {
        var restaurant = Math.floorMod(order.hashCode(), RESTAURANTS) + 1;
        return """
                {"id":"%s","restaurantId":"bench-restaurant-%d","paymentMethod":"tok_visa",\
                "address":{"text":"Floor 1, Example Street 1","latitude":52.52,"longitude":13.405},\
                "lines":[{"itemId":"bench-restaurant-%d-1","quantity":2}]}""".formatted(order, restaurant, restaurant);
    }
}
