package dev.tiffin.local;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tiffin.contract.Role;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Somebody who orders and watches, with a token of their own and nothing but the public API. */
final class Customer {

    static final String PAYING_CARD = "tok_visa";
    static final String DECLINED_CARD = "tok_declined";

    private static final String FIELDS = "id version status waitingFor isValidated isPaid isApproved isAgentAssigned"
            + " agent { id name } reason { code message } total { amount currency }";

    private final RunningSystem system;
    private final String name;
    private final String token;

    /** What a watcher of one order receives. */
    record Watch(Subscription subscription, BlockingQueue<JsonNode> seen, Callable<JsonNode> read)
            implements AutoCloseable {

        /** The next version; fails, and says how the order stands, if none comes. */
        JsonNode next() throws Exception {
            var next = seen.poll(Duration.ofSeconds(30).toSeconds(), TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("Nothing more was seen. The subscription "
                        + subscription.end().getNow("is open") + ", the order is " + read.call());
            }
            return next;
        }

        @Override
        public void close() {
            subscription.close();
        }
    }

    Customer(RunningSystem system, String prefix) throws IOException {
        this.system = system;
        this.name = prefix + "-" + UUID.randomUUID();
        this.token = system.tokens().of(Role.CUSTOMER, name);
    }

    String name() {
        return name;
    }

    /** A lunch for two from Spice Garden, which approves by itself and is never closed. */
    static Map<String, Object> lunch(UUID id) {
        return lunch(id, "spice-garden", "spice-garden-2");
    }

    static Map<String, Object> lunch(UUID id, String restaurant, String dish) {
        var order = new HashMap<String, Object>();
        order.put("id", id.toString());
        order.put("restaurantId", restaurant);
        order.put("paymentMethod", PAYING_CARD);
        order.put("address", Map.of("text", "Alexanderplatz 1", "latitude", 52.5219, "longitude", 13.4132));
        order.put("lines", List.of(Map.of("itemId", dish, "quantity", 2)));
        return order;
    }

    JsonNode place(Map<String, Object> order) throws IOException, InterruptedException {
        return ask(
                        "mutation P($order: NewOrderInput!) { placeOrder(order: $order) { " + FIELDS + " } }",
                        "order",
                        order)
                .path("placeOrder");
    }

    /** Places many; repeats the same list, with the same ids, until it is answered. */
    List<UUID> placeMany(int count) throws Exception {
        var orders = new ArrayList<Map<String, Object>>();
        var ids = new ArrayList<UUID>();
        for (var at = 0; at < count; at++) {
            var id = UUID.randomUUID();
            ids.add(id);
            orders.add(lunch(id));
        }
        var document =
                "mutation P($orders: [NewOrderInput!]!) { placeOrders(orders: $orders) { id error { code message } } }";
        Until.holds("the orders are accepted", Duration.ofMinutes(1), () -> {
            try {
                for (var placed : ask(document, "orders", orders).path("placeOrders")) {
                    if (!placed.path("error").isMissingNode()
                            && !placed.path("error").isNull()) {
                        return retry(placed.path("error"));
                    }
                }
                return true;
            } catch (IOException e) {
                return false; // the answer was lost: the same ids make it safe to ask again
            }
        });
        return ids;
    }

    Watch watch(UUID order) throws IOException, InterruptedException {
        var seen = new LinkedBlockingQueue<JsonNode>();
        var document = "subscription W($id: ID!) { orderChanged(id: $id, afterVersion: 0) { " + FIELDS + " } }";
        var subscription = system.api()
                .watch(token, document, Map.of("id", order.toString()), data -> seen.add(data.path("orderChanged")));
        return new Watch(subscription, seen, () -> read(order));
    }

    JsonNode read(UUID order) throws IOException, InterruptedException {
        var fields = FIELDS + " timeline { version status by }";
        return ask("query R($id: ID!) { order(id: $id) { " + fields + " } }", "id", order.toString())
                .path("order");
    }

    JsonNode pay(UUID order, String card) throws IOException, InterruptedException {
        var document =
                "mutation P($id: ID!, $card: String!) { payOrder(id: $id, paymentMethod: $card) { " + FIELDS + " } }";
        return system.api()
                .ask(token, document, Map.of("id", order.toString(), "card", card))
                .path("payOrder");
    }

    JsonNode cancel(UUID order) throws IOException, InterruptedException {
        return ask("mutation C($id: ID!) { cancelOrder(id: $id) { " + FIELDS + " } }", "id", order.toString())
                .path("cancelOrder");
    }

    private static boolean retry(JsonNode error) {
        if (error.path("code").asText().equals("UNAVAILABLE")) {
            return false;
        }
        throw new AssertionError("An order was refused: " + error);
    }

    private JsonNode ask(String document, String name, Object value) throws IOException, InterruptedException {
        return system.api().ask(token, document, Map.of(name, value));
    }
}
