package dev.tiffin.gateway.graphql.view;

import dev.tiffin.contract.OrderLine;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;

/** One dish of an order. */
@Type("OrderLine")
@Description("One dish of an order.")
public record OrderLineView(
        @Description("The dish on the restaurant's menu.") @Id @NonNull
        String itemId,

        @Description("Its name when the order was placed.") @NonNull
        String name,

        @Description("Names of the options chosen; their prices are part of unitPrice.") @NonNull
        List<@NonNull String> options,

        @Description("How many, 1 or more.") @NonNull Integer quantity,

        @Description("Price of one by the menu when the order was placed.") @NonNull
        MoneyView unitPrice) {

    static OrderLineView of(OrderLine line, String currency) {
        return new OrderLineView(
                line.itemId(), line.name(), line.options(), line.quantity(), new MoneyView(line.unitPrice(), currency));
    }
}
