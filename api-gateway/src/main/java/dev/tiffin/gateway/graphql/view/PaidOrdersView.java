package dev.tiffin.gateway.graphql.view;

import dev.tiffin.gateway.order.Order;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;
import org.jspecify.annotations.Nullable;

/** The orders that a payment was asked for. */
@Type("PaidOrders")
@Description("The orders that a payment was asked for.")
public record PaidOrdersView(
        @Description("How many.") @NonNull Integer count,

        @Description("What they cost in all, minor units of `currency`; null when they are in several currencies.")
        @Nullable
        Long total,

        @Description("ISO 4217 code; null when there are none, or several currencies.") @Nullable
        String currency,

        @Description("The orders as they stand now.") @NonNull
        List<@NonNull OrderView> orders) {

    /** The API's view of these orders. */
    public static PaidOrdersView of(List<Order> orders) {
        var currencies = orders.stream()
                .map(order -> order.placement().currency())
                .distinct()
                .toList();
        boolean summable = currencies.size() < 2;
        long total =
                orders.stream().mapToLong(order -> order.placement().total()).sum();
        return new PaidOrdersView(
                orders.size(),
                summable ? total : null,
                currencies.size() == 1 ? currencies.getFirst() : null,
                orders.stream().map(OrderView::of).toList());
    }
}
