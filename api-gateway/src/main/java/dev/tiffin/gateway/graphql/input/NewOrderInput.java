package dev.tiffin.gateway.graphql.input;

import dev.tiffin.contract.Address;
import dev.tiffin.gateway.order.NewOrder;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Input;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

/** An order to place. */
@Input("NewOrderInput")
@Description("An order to place. Prices come from the menu.")
public record NewOrderInput(
        @Description("A UUID chosen by the caller, so that repeating the request places one order only; "
                + "left out: one is made.")
        @Id
        @Nullable
        String id,

        @Description("Where to order.") @Id @NonNull String restaurantId,
        @Description("Where to deliver.") @NonNull AddressInput address,

        @Description("What to order, 1 to 100 lines.") @NonNull
        List<@NonNull LineInput> lines,

        @Description("The payment provider's token, at most 200 characters; left out: the order waits for payOrder.")
        @Nullable
        String paymentMethod) {

    private static final int LINES = 100;

    /**
     * The domain's request.
     *
     * @param field how the caller names this order, for refusals
     */
    public NewOrder request(String field) {
        return new NewOrder(
                id == null ? null : Check.orderId(field + ".id", id),
                Check.name(field + ".restaurantId", restaurantId),
                address.address(field + ".address"),
                lines(field + ".lines"),
                Check.optionalName(field + ".paymentMethod", paymentMethod));
    }

    private List<NewOrder.Line> lines(String field) {
        Check.between("The number of " + field, lines.size(), 1, LINES);
        return Check.each(field, lines, LineInput::line);
    }

    /** Where to deliver. */
    @Input("AddressInput")
    @Description("Where to deliver.")
    public record AddressInput(
            @Description("Street, number, floor; at most 1,000 characters.") @NonNull
            String text,

            @Description("Degrees, -90 to 90.") @NonNull Double latitude,
            @Description("Degrees, -180 to 180.") @NonNull Double longitude) {

        Address address(String field) {
            return new Address(
                    Check.sentence(field + ".text", text),
                    Check.between(field + ".latitude", latitude, -90, 90),
                    Check.between(field + ".longitude", longitude, -180, 180));
        }
    }

    /** One dish. */
    @Input("LineInput")
    @Description("One dish.")
    public record LineInput(
            @Description("A dish on the restaurant's menu.") @Id @NonNull
            String itemId,

            @Description("How many, 1 to 99.") @NonNull Integer quantity,

            @Description("Names of the options wanted, at most 20.") @io.smallrye.graphql.api.Nullable @Nullable
            List<@NonNull String> options) {

        private static final int QUANTITY = 99;
        private static final int OPTIONS = 20;

        NewOrder.Line line(String field) {
            var chosen = options == null ? List.<String>of() : options;
            Check.between("The number of " + field + ".options", chosen.size(), 0, OPTIONS);
            return new NewOrder.Line(
                    Check.name(field + ".itemId", itemId),
                    Check.between(field + ".quantity", quantity, 1, QUANTITY),
                    chosen.stream()
                            .map(option -> Check.name(field + ".options", option))
                            .toList());
        }
    }
}
