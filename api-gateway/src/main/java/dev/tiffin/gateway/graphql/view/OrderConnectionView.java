package dev.tiffin.gateway.graphql.view;

import dev.tiffin.gateway.order.Cursor;
import dev.tiffin.gateway.order.Page;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;
import org.jspecify.annotations.Nullable;

/** A page of orders, newest first. */
@Type("OrderConnection")
@Description("A page of orders, newest first.")
public record OrderConnectionView(
        @Description("The orders, each with its cursor.") @NonNull
        List<@NonNull OrderEdgeView> edges,

        @Description("Where to go on.") @NonNull PageInfoView pageInfo) {

    /** The API's view of a page. */
    public static OrderConnectionView of(Page page) {
        var edges = page.orders().stream()
                .map(order ->
                        new OrderEdgeView(OrderView.of(order), Cursor.of(order).text()))
                .toList();
        String end = edges.isEmpty() ? null : edges.getLast().cursor();
        return new OrderConnectionView(edges, new PageInfoView(page.more(), end));
    }

    /** An order on a page. */
    @Type("OrderEdge")
    @Description("An order on a page.")
    public record OrderEdgeView(
            @Description("The order.") @NonNull OrderView node,

            @Description("Its place in the list, for `after`.") @NonNull
            String cursor) {}

    /** Where to go on. */
    @Type("PageInfo")
    @Description("Where to go on.")
    public record PageInfoView(
            @Description("Whether older orders follow.") @NonNull
            Boolean hasNextPage,

            @Description("Cursor of the last order on the page; null on an empty page.") @Nullable
            String endCursor) {}
}
