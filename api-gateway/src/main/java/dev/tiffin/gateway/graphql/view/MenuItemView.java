package dev.tiffin.gateway.graphql.view;

import dev.tiffin.gateway.order.MenuItem;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;

/** A dish. */
@Type("MenuItem")
@Description("A dish.")
public record MenuItemView(
        @Description("The dish.") @Id @NonNull String id,
        @Description("Its name.") @NonNull String name,
        @Description("What it is.") @NonNull String description,

        @Description("Where on the menu it stands, for example Mains.") @NonNull
        String category,

        @Description("Price of one, without options.") @NonNull
        MoneyView price,

        @Description("Whether it can be had now.") @NonNull Boolean available,
        @Description("What may be added.") @NonNull List<@NonNull OptionView> options) {

    /** The API's view of a dish. */
    public static MenuItemView of(MenuItem item, String currency) {
        return new MenuItemView(
                item.id(),
                item.name(),
                item.description(),
                item.category(),
                new MoneyView(item.price(), currency),
                item.available(),
                item.options().stream()
                        .map(option -> new OptionView(option.name(), new MoneyView(option.price(), currency)))
                        .toList());
    }

    /** Something that may be added to a dish. */
    @Type("Option")
    @Description("Something that may be added to a dish.")
    public record OptionView(
            @Description("Its name, which a line of an order names it by.") @NonNull
            String name,

            @Description("Added to the price of one.") @NonNull
            MoneyView price) {}
}
