package dev.tiffin.gateway.graphql.input;

import dev.tiffin.gateway.graphql.view.OrderStatusView;
import dev.tiffin.gateway.order.OrderFilter;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Input;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

/** Which orders are meant, beyond those that one may see. */
@Input("OrderFilterInput")
@Description("Which orders are meant, beyond those that the caller may see. What is left out lets everything pass.")
public record OrderFilterInput(
        @Description("Only orders of this restaurant.") @Id @Nullable
        String restaurantId,

        @Description("Only orders in one of these; empty means any.") @io.smallrye.graphql.api.Nullable @Nullable
        List<@NonNull OrderStatusView> statuses,

        @Description("Only orders placed later than this.") @Nullable
        Instant placedAfter,

        @Description("Only orders placed earlier than this.") @Nullable
        Instant placedBefore) {

    /** The domain's filter; everything passes where none is given. */
    public static OrderFilter filter(@Nullable OrderFilterInput given) {
        if (given == null) {
            return OrderFilter.ALL;
        }
        return new OrderFilter(
                Check.optionalName("filter.restaurantId", given.restaurantId),
                given.statuses == null
                        ? Set.of()
                        : given.statuses.stream().map(OrderStatusView::status).collect(Collectors.toUnmodifiableSet()),
                given.placedAfter,
                given.placedBefore);
    }
}
