package dev.tiffin.local;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A customer of the city: orders a dish that can be had, pays at once with a good card or first with a bad one, and
 * sometimes changes their mind.
 */
final class Eater {

    static final String GOOD_CARD = "tok_visa";
    static final List<String> BAD_CARDS = List.of("tok_declined", "tok_insufficient_funds", "tok_expired");

    private static final int MOST_OF_ONE = 3;
    private static final String TOO_LATE = "NOT_ALLOWED_NOW";

    private static final String PLACE = "mutation Place($order: NewOrderInput!) { placeOrder(order: $order) { id } }";
    private static final String PAY = "mutation Pay($card: String!) { payAllOrders(paymentMethod: $card) { count } }";
    private static final String CANCEL = "mutation Cancel($id: ID!) { cancelOrder(id: $id) { id } }";

    private final GraphQl api;
    private final String token;
    private final Habits habits;

    /**
     * Somebody.
     *
     * @param token says who
     */
    Eater(GraphQl api, String token, Habits habits) {
        this.api = api;
        this.token = token;
        this.habits = habits;
    }

    /** Orders something; nothing when the whole city is closed. */
    Optional<UUID> order() throws IOException, InterruptedException {
        var dishes = Menus.dishes(api.ask(token, Menus.QUERY, Map.of()).path("restaurants"), Instant.now());
        if (dishes.isEmpty()) {
            return Optional.empty();
        }
        var dish = oneOf(dishes);
        var with = dish.options().isEmpty() || habits.chance().nextBoolean()
                ? List.<String>of()
                : List.of(oneOf(dish.options()));
        var order = dish.order(card(), 1 + habits.chance().nextInt(MOST_OF_ONE), with);
        var placed = api.ask(token, PLACE, Map.of("order", order))
                .at("/placeOrder/id")
                .asText();
        if (habits.mood().cancels(habits.chance())) {
            callOff(placed);
        }
        return Optional.of(UUID.fromString(placed));
    }

    private void callOff(String order) throws IOException, InterruptedException {
        try {
            api.ask(token, CANCEL, Map.of("id", order));
        } catch (GraphQl.Refused refused) {
            if (!refused.code().equals(TOO_LATE)) {
                throw refused;
            }
        }
    }

    /** Pays what a bad card has left unpaid. */
    void settle() throws IOException, InterruptedException {
        api.ask(token, PAY, Map.of("card", GOOD_CARD));
    }

    private String card() {
        return habits.mood().hasABadCard(habits.chance()) ? oneOf(BAD_CARDS) : GOOD_CARD;
    }

    private <T> T oneOf(List<T> things) {
        return things.get(habits.chance().nextInt(things.size()));
    }
}
