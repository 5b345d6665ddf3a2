package dev.tiffin.local;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tiffin.contract.Role;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The city's customers. Now and then one of them orders a dish that can be had, pays at once or later, with a good card
 * or first with a bad one, and sometimes changes their mind.
 */
final class Eaters implements AutoCloseable {

    private static final int CUSTOMERS = 20;
    private static final int MOST_OF_ONE = 3;
    private static final String GOOD_CARD = "tok_visa";
    private static final List<String> BAD_CARDS = List.of("tok_declined", "tok_insufficient_funds", "tok_expired");

    private static final String MENUS =
            "{ restaurants { id address { latitude longitude } minimumOrder { amount } menu { id available price"
                    + " { amount } } } }";
    private static final String PLACE = "mutation Place($order: NewOrderInput!) { placeOrder(order: $order) { id } }";
    private static final String PAY = "mutation Pay($card: String!) { payAllOrders(paymentMethod: $card) { count } }";
    private static final String CANCEL = "mutation Cancel($id: ID!) { cancelOrder(id: $id) { id } }";

    private final GraphQl api;
    private final Tokens tokens;
    private final Duration pause;
    private final Mood mood;
    private final RandomGenerator chance;
    private final Thread orders;
    private volatile boolean closed;

    private Eaters(GraphQl api, Tokens tokens, Settings settings, RandomGenerator chance) {
        this.api = api;
        this.tokens = tokens;
        this.pause = Duration.ofMinutes(1).dividedBy(settings.ordersAMinute());
        this.mood = settings.mood();
        this.chance = chance;
        this.orders = Thread.ofVirtual().name("eaters").unstarted(this::keepOrdering);
    }

    /** Begins to order, {@link Settings#ordersAMinute()} times a minute. */
    static Eaters hungry(GraphQl api, Tokens tokens, Settings settings, RandomGenerator chance) {
        var eaters = new Eaters(api, tokens, settings, chance);
        eaters.orders.start();
        return eaters;
    }

    @Override
    public void close() {
        closed = true;
        orders.interrupt();
    }

    private void keepOrdering() {
        try {
            while (!closed) {
                Thread.sleep(pause);
                orderOnce();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void orderOnce() throws InterruptedException {
        var customer = tokens.keptFor(Role.CUSTOMER, "eater-" + chance.nextInt(CUSTOMERS));
        try {
            var dishes = dishes(api.ask(customer, MENUS, Map.of()).path("restaurants"));
            if (dishes.isEmpty()) {
                return;
            }
            var order = dishes.get(chance.nextInt(dishes.size())).order(card(), 1 + chance.nextInt(MOST_OF_ONE));
            var placed = api.ask(customer, PLACE, Map.of("order", order)).path("placeOrder");
            if (mood.cancels(chance)) {
                api.ask(customer, CANCEL, Map.of("id", placed.path("id").asText()));
            }
            api.ask(customer, PAY, Map.of("card", GOOD_CARD)); // what an earlier bad card left unpaid
        } catch (IOException | GraphQl.Refused e) {
            return; // the gateway is away, or the dish ran out: there will be another lunch
        }
    }

    private String card() {
        return mood.hasABadCard(chance) ? BAD_CARDS.get(chance.nextInt(BAD_CARDS.size())) : GOOD_CARD;
    }

    /** A dish, and where it is eaten: around the corner of its restaurant. */
    private record Dish(String restaurant, String id, int atLeast, double latitude, double longitude) {

        Map<String, Object> order(String card, int quantity) {
            return Map.of(
                    "restaurantId",
                    restaurant,
                    "paymentMethod",
                    card,
                    "address",
                    Map.of("text", "Around the corner 1", "latitude", latitude + 0.004, "longitude", longitude),
                    "lines",
                    List.of(Map.of("itemId", id, "quantity", Math.max(quantity, atLeast))));
        }
    }

    private static List<Dish> dishes(JsonNode restaurants) {
        var dishes = new ArrayList<Dish>();
        for (var restaurant : restaurants) {
            long minimum = restaurant.at("/minimumOrder/amount").asLong();
            for (var item : restaurant.path("menu")) {
                if (item.path("available").asBoolean()) {
                    long price = item.at("/price/amount").asLong();
                    dishes.add(new Dish(
                            restaurant.path("id").asText(),
                            item.path("id").asText(),
                            Math.toIntExact((minimum + price - 1) / price),
                            restaurant.at("/address/latitude").asDouble(),
                            restaurant.at("/address/longitude").asDouble()));
                }
            }
        }
        return dishes;
    }
}
