package dev.tiffin.gateway.order;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Why an order ended or waits, where the gateway itself knows; steps bring reasons of their own. */
public enum Reason {
    /** The customer called it off. */
    CANCELLED_BY_CUSTOMER("You cancelled the order."),
    /** The restaurant called it off. */
    CANCELLED_BY_RESTAURANT("The restaurant cancelled the order."),
    /** An operator called it off. */
    CANCELLED_BY_OPERATOR("We had to cancel the order."),
    /** An operator gave the money back. */
    REFUNDED_BY_OPERATOR("We are giving your money back."),
    /** The restaurant, or its policy, said no. */
    DECLINED_BY_RESTAURANT("The restaurant cannot take the order."),
    /** The provider said no and gave no reason. */
    PAYMENT_DECLINED("The payment was declined. Please try another payment method."),
    /** An operator looked, and there was no charge. */
    PAYMENT_NOT_FOUND("Your payment did not go through, and nothing was charged. Please pay again."),
    /** A charge was recorded for an order that did not expect one. */
    UNEXPECTED_CHARGE("A payment arrived that the order did not expect any more. We are giving your money back."),
    /** A second charge was recorded for a paid order. */
    CHARGED_TWICE("The order was charged more than once. We are giving your money back."),
    /** The restaurant prepares as many orders as it can; approval is tried again. */
    KITCHEN_FULL("The restaurant's kitchen is full. Your order is taken up as soon as there is room."),
    /** Every agent is busy; assignment is tried again. */
    NO_AGENT_FREE("All our delivery agents are busy. We keep looking for one."),
    /** The agent could not carry it after all; assignment is tried again. */
    REASSIGNED("We are looking for another delivery agent."),
    /** Time passed in PLACED. */
    NOT_VALIDATED_IN_TIME("We could not check the order in time. Nothing was charged."),
    /** Time passed in VALIDATED. */
    NOT_PAID_IN_TIME("The order was not paid in time. Nothing was charged."),
    /** Time passed in PAYMENT_REQUESTED. */
    PAYMENT_NOT_CONFIRMED_IN_TIME("The payment was not confirmed in time. Whatever was charged goes back to you."),
    /** Time passed in PAID or AWAITING_RESTAURANT. */
    NOT_APPROVED_IN_TIME("The restaurant did not answer in time. We are giving your money back."),
    /** Time passed in APPROVED. */
    NO_AGENT_IN_TIME("No delivery agent became free in time. We are giving your money back.");

    private static final Set<String> CALLED_OFF = Set.of(
            CANCELLED_BY_CUSTOMER.name(),
            CANCELLED_BY_RESTAURANT.name(),
            CANCELLED_BY_OPERATOR.name(),
            REFUNDED_BY_OPERATOR.name());

    private final String sentence;

    Reason(String sentence) {
        this.sentence = sentence;
    }

    /** For the customer, when nobody wrote a better one. */
    public String sentence() {
        return sentence;
    }

    /** Whether somebody called the order off, as opposed to a decline or a deadline that ended it. */
    static boolean isCalledOff(@Nullable String code) {
        return code != null && CALLED_OFF.contains(code);
    }
}
