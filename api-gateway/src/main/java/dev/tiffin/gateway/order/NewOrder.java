package dev.tiffin.gateway.order;

import dev.tiffin.contract.Address;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request to place an order, as it was sent and not yet checked.
 *
 * @param id chosen by the client, or null: then the gateway makes one
 * @param restaurantId where to order
 * @param address where to deliver
 * @param lines what to order
 * @param paymentMethod the payment provider's token; null: the customer will choose later
 */
public record NewOrder(
        @Nullable UUID id,
        String restaurantId,
        Address address,
        List<Line> lines,
        @Nullable String paymentMethod) {

    private static final int MOST_LINES = 100;
    private static final int MOST_OF_ONE = 99;
    private static final int MOST_OPTIONS = 20;

    public NewOrder {
        lines = List.copyOf(lines);
    }

    /**
     * Refuses what no restaurant could make sense of; what a restaurant's rules say is order-validation-fn's to judge.
     */
    public void check() {
        Text.required("The restaurant's id", restaurantId, Text.NAME);
        Text.required("The address", address.text(), Text.SENTENCE);
        Text.optional("The payment method", paymentMethod, Text.NAME);
        require(Math.abs(address.latitude()) <= 90, "The latitude must be -90 to 90 degrees.");
        require(Math.abs(address.longitude()) <= 180, "The longitude must be -180 to 180 degrees.");
        require(paymentMethod == null || !paymentMethod.isBlank(), "The payment method must not be empty.");
        require(!lines.isEmpty() && lines.size() <= MOST_LINES, "An order has 1 to " + MOST_LINES + " lines.");
        lines.forEach(NewOrder::check);
    }

    private static void check(Line line) {
        Text.required("A dish's id", line.itemId(), Text.NAME);
        require(
                line.quantity() >= 1 && line.quantity() <= MOST_OF_ONE,
                "The quantity of a dish must be 1 to " + MOST_OF_ONE + ".");
        require(line.options().size() <= MOST_OPTIONS, "A dish has at most " + MOST_OPTIONS + " options.");
        require(Set.copyOf(line.options()).size() == line.options().size(), "An option can be chosen once.");
        line.options().forEach(option -> Text.required("An option", option, Text.NAME));
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw Text.invalid(sentence);
        }
    }

    /**
     * One dish. Its price is the menu's, never the client's.
     *
     * @param itemId dish of the restaurant's menu
     * @param quantity how many
     * @param options names of the options chosen
     */
    public record Line(String itemId, int quantity, List<String> options) {
        public Line {
            options = List.copyOf(options);
        }
    }
}
