package dev.tiffin.gateway.graphql.view;

import dev.tiffin.gateway.graphql.ErrorCode;
import dev.tiffin.gateway.order.Placed;
import java.util.UUID;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;
import org.jspecify.annotations.Nullable;

/** What became of one of several orders. */
@Type("PlacedOrder")
@Description("What became of one of several orders: either the order or an error.")
public record PlacedOrderView(
        @Description("The order's id, chosen by the client or made here; null when the one given is no id.")
        @Id
        @Nullable
        UUID id,

        @Description("The order as it stands.") @Nullable OrderView order,
        @Description("Why there is none.") @Nullable PlacementErrorView error) {

    /** The API's view of an answer. */
    public static PlacedOrderView of(Placed placed) {
        var order = placed.order();
        var refused = placed.refused();
        return new PlacedOrderView(
                placed.id(),
                order == null ? null : OrderView.of(order),
                refused == null ? null : new PlacementErrorView(ErrorCode.of(refused.code()), refused.sentence()));
    }

    /** Why an order was not placed. */
    @Type("PlacementError")
    @Description("Why an order was not placed.")
    public record PlacementErrorView(
            @Description("For programs.") @NonNull ErrorCode code,
            @Description("A sentence for people.") @NonNull String message) {}
}
