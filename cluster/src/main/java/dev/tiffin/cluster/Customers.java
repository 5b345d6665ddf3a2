package dev.tiffin.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tiffin.contract.OrderStatus;
import dev.tiffin.contract.OrderStatus.Owner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One customer with a large appetite: places orders, insists until each is accepted, and looks after them. */
final class Customers {

    private static final int AT_ONCE = 50;

    /** To the door. The customer is not waited for, who pays at once, nor the restaurant, which approves by itself. */
    private static final List<String> WAY = Arrays.stream(OrderStatus.values())
            .filter(status -> status.compareTo(OrderStatus.DELIVERED) <= 0)
            .filter(status -> status.owner() != Owner.CUSTOMER && status.owner() != Owner.RESTAURANT)
            .map(Enum::name)
            .toList();

    private static final String PLACE = "mutation P($order: NewOrderInput!) { placeOrder(order: $order) { id } }";
    private static final String PLACE_MANY =
            "mutation P($orders: [NewOrderInput!]!) { placeOrders(orders: $orders) { id error { code } } }";
    private static final String COUNT = "{ statistics { byStatus { status count } } }";
    private static final String READ = "query R($id: ID!) { order(id: $id) {"
            + " id status version waitingFor timeline { version status at by } } }";

    private final Api api;
    private final Tokens tokens;

    Customers(Api api, Tokens tokens) {
        this.api = api;
        this.tokens = tokens;
    }

    private static Map<String, Object> lunch(UUID id) {
        var order = new HashMap<String, Object>();
        order.put("id", id.toString());
        order.put("restaurantId", "spice-garden");
        order.put("paymentMethod", "tok_visa");
        order.put("address", Map.of("text", "Alexanderplatz 1", "latitude", 52.5219, "longitude", 13.4132));
        order.put("lines", List.of(Map.of("itemId", "spice-garden-2", "quantity", 2)));
        return order;
    }

    UUID place() throws InterruptedException {
        var id = UUID.randomUUID();
        var unused = api.insist(tokens.customer(), PLACE, Map.of("order", lunch(id)));
        return id;
    }

    /** As many as asked for, in lists; every one is accepted when this returns. */
    List<UUID> place(int count) throws InterruptedException {
        var ids = new ArrayList<UUID>();
        while (ids.size() < count) {
            var some = new ArrayList<UUID>();
            for (var left = Math.min(AT_ONCE, count - ids.size()); left > 0; left--) {
                some.add(UUID.randomUUID());
            }
            placeAll(some);
            ids.addAll(some);
        }
        return ids;
    }

    private void placeAll(List<UUID> ids) throws InterruptedException {
        var orders = ids.stream().map(Customers::lunch).toList();
        Until.holds("the orders are accepted", Duration.ofMinutes(3), () -> {
            for (var placed : api.insist(tokens.customer(), PLACE_MANY, Map.of("orders", orders))
                    .path("placeOrders")) {
                var code = placed.at("/error/code").asText();
                if (code.equals("UNAVAILABLE")) {
                    return false;
                }
                if (!code.isEmpty()) {
                    throw new Failure("An order is refused: " + placed);
                }
            }
            return true;
        });
    }

    /** Orders of everybody that have not come to an end. */
    long underWay() throws InterruptedException {
        long underWay = 0;
        for (var counted : api.insist(tokens.operator(), COUNT, Map.of()).at("/statistics/byStatus")) {
            var status = OrderStatus.valueOf(counted.path("status").asText());
            underWay += status.terminal() ? 0 : counted.path("count").asLong();
        }
        return underWay;
    }

    JsonNode read(UUID id) throws InterruptedException {
        return api.insist(tokens.customer(), READ, Map.of("id", id.toString())).path("order");
    }

    /** Waits until the order has been in a status; returns the order. */
    JsonNode await(UUID id, String status, Duration atMost) throws InterruptedException {
        Until.holds(
                "order " + id + " is " + status, atMost, () -> history(read(id)).contains(status));
        return read(id);
    }

    /** Waits until all are delivered, and checks that each took every step exactly once. */
    Duration awaitAllDelivered(List<UUID> ids, Duration atMost) throws InterruptedException {
        var open = new ArrayList<>(ids);
        var took = Until.holds("all " + ids.size() + " orders are delivered", atMost, () -> {
            var deliveredNow = new ArrayList<UUID>();
            for (var id : open.subList(0, Math.min(AT_ONCE, open.size()))) {
                if (history(read(id)).contains("DELIVERED")) {
                    deliveredNow.add(id);
                }
            }
            open.removeAll(deliveredNow);
            return open.isEmpty();
        });
        for (var id : ids) {
            mustBeWhole(read(id));
        }
        return took;
    }

    /** The way, each status once; changes that enter no status (an agent is waited for) may lie between. */
    static void mustBeWhole(JsonNode order) {
        var entered = new ArrayList<String>();
        for (var status : history(order)) {
            if (entered.isEmpty() || !entered.getLast().equals(status)) {
                entered.add(status);
            }
        }
        if (!entered.equals(WAY)) {
            throw new Failure("Order " + order.path("id").asText() + " went " + entered);
        }
    }

    static List<String> history(JsonNode order) {
        return order.path("timeline").findValuesAsText("status");
    }
}
