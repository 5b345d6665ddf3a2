package dev.tiffin.gateway.graphql.view;

import dev.tiffin.contract.OrderStatus;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Enum;

/** What has to happen next for an order to move on. */
@Enum("WaitingFor")
@Description("What has to happen next for an order to move on.")
public enum WaitingFor {
    @Description("The order is checked; happens by itself.")
    VALIDATION,
    @Description("The customer chooses a payment method.")
    PAYMENT_METHOD,
    @Description("The charge; happens by itself.")
    PAYMENT,
    @Description("The restaurant's policy is asked; happens by itself.")
    APPROVAL,
    @Description("A person at the restaurant approves or declines.")
    RESTAURANT,
    @Description("A delivery agent is found; happens by itself, once one is free.")
    AGENT,
    @Description("The delivery agent picks the food up.")
    PICK_UP,
    @Description("The delivery agent delivers the food.")
    DELIVERY,
    @Description("The money goes back; happens by itself.")
    REFUND,
    @Description("Nothing: the order has ended.")
    NOBODY;

    static WaitingFor in(OrderStatus status) {
        return switch (status) {
            case PLACED -> VALIDATION;
            case VALIDATED -> PAYMENT_METHOD;
            case PAYMENT_REQUESTED -> PAYMENT;
            case PAID -> APPROVAL;
            case AWAITING_RESTAURANT -> RESTAURANT;
            case APPROVED -> AGENT;
            case ASSIGNED -> PICK_UP;
            case PICKED_UP -> DELIVERY;
            case REFUND_REQUESTED -> REFUND;
            case DELIVERED, REJECTED, CANCELLED, REFUNDED -> NOBODY;
        };
    }
}
