package dev.tiffin.gateway.graphql.view;

import dev.tiffin.gateway.order.Order;
import java.util.UUID;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;

/** Where an order stands, as much as a step may know. */
@Type("Standing")
@Description("Where an order stands, as much as a step may know.")
public record StandingView(
        @Description("The order.") @Id @NonNull UUID id,
        @Description("Its status.") @NonNull OrderStatusView status,

        @Description("The version at which that status was entered, or entered anew; results carry it.") @NonNull
        Integer statusVersion) {

    /** The API's view of an order, for a step. */
    public static StandingView of(Order order) {
        return new StandingView(
                order.id(), OrderStatusView.of(order.status()), order.progress().statusVersion());
    }
}
