package dev.tiffin.gateway.graphql.view;

import dev.tiffin.contract.OrderStatus;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Enum;

/** What has to happen next for an order to move on. */
@Enum("WaitingFor")
@Description(
        "What has to happen next for an order to move on: VALIDATION, PAYMENT, APPROVAL, AGENT and REFUND happen by "
                + "themselves; PAYMENT_METHOD waits for the customer, RESTAURANT for the restaurant, PICK_UP and DELIVERY for the "
                + "delivery agent; NOBODY: the order has ended.")
public enum WaitingFor {
    VALIDATION,
    PAYMENT_METHOD,
    PAYMENT,
    APPROVAL,
    RESTAURANT,
    AGENT,
    PICK_UP,
    DELIVERY,
    REFUND,
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
