package dev.tiffin.gateway.order;

import dev.tiffin.contract.Address;
import java.util.List;
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

    public NewOrder {
        lines = List.copyOf(lines);
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
