package dev.tiffin.gateway.graphql.view;

import dev.tiffin.contract.OrderStatus;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Enum;

/** Where an order stands; the same names as {@link OrderStatus}, described for callers. */
@Enum("OrderStatus")
@Description("Where an order stands.")
public enum OrderStatusView {
    @Description("Accepted; being checked.")
    PLACED,
    @Description("Valid, but not paid: a payment method has not been chosen yet, or the last one was declined.")
    VALIDATED,
    @Description("Being charged.")
    PAYMENT_REQUESTED,
    @Description("Charged; the restaurant is being asked.")
    PAID,
    @Description("A person at the restaurant has to approve or decline.")
    AWAITING_RESTAURANT,
    @Description("The restaurant cooks; a delivery agent is being looked for.")
    APPROVED,
    @Description("A delivery agent is on the way to the restaurant.")
    ASSIGNED,
    @Description("A delivery agent is on the way to the customer.")
    PICKED_UP,
    @Description("Delivered; the end.")
    DELIVERED,
    @Description("Refused before any money was kept; the end.")
    REJECTED,
    @Description("Called off before any money was kept; the end.")
    CANCELLED,
    @Description("Called off after a charge was asked for; the money is on its way back.")
    REFUND_REQUESTED,
    @Description("The money went back; the end.")
    REFUNDED;

    /** The API's view of a status. */
    public static OrderStatusView of(OrderStatus status) {
        return valueOf(status.name());
    }

    /** The status it stands for. */
    public OrderStatus status() {
        return OrderStatus.valueOf(name());
    }
}
