package dev.tiffin.contract;

import java.util.Locale;

/**
 * The states of an order. Each has exactly one {@link Owner}, so that "waiting" and "lost" never look alike: a function
 * that is due to act, a person who is waited for, or nobody because the order has ended.
 */
public enum OrderStatus {
    /** Accepted by the gateway; order-validation-fn checks it. */
    PLACED(Owner.FUNCTION),
    /** Valid, but not paid: the customer has not chosen a payment method yet, or the last one was declined. */
    VALIDATED(Owner.CUSTOMER),
    /** payment-fn is to charge the chosen payment method. */
    PAYMENT_REQUESTED(Owner.FUNCTION),
    /** Charged; restaurant-approval-fn decides, or finds that a person has to. */
    PAID(Owner.FUNCTION),
    /** The restaurant has to approve or decline by hand. */
    AWAITING_RESTAURANT(Owner.RESTAURANT),
    /** The restaurant cooks; agent-assignment-fn looks for a delivery agent. */
    APPROVED(Owner.FUNCTION),
    /** An agent is on the way to the restaurant. */
    ASSIGNED(Owner.AGENT),
    /** An agent is on the way to the customer. */
    PICKED_UP(Owner.AGENT),
    /** Delivered. Terminal. */
    DELIVERED(Owner.NOBODY),
    /** Refused by a rule, the restaurant or a deadline before any money was kept. Terminal. */
    REJECTED(Owner.NOBODY),
    /** Called off before any money was kept. Terminal. */
    CANCELLED(Owner.NOBODY),
    /** Called off after a charge was asked for; payment-fn is to refund every charge there is. */
    REFUND_REQUESTED(Owner.FUNCTION),
    /** The money went back. Terminal. */
    REFUNDED(Owner.NOBODY);

    /** Who has to act next on an order in a status. */
    public enum Owner {
        /** One of the step functions. */
        FUNCTION,
        /** The customer who placed the order. */
        CUSTOMER,
        /** The restaurant that cooks it. */
        RESTAURANT,
        /** The delivery agent who carries it. */
        AGENT,
        /** Nobody: the order has ended. */
        NOBODY
    }

    private final Owner owner;
    private final String eventType;

    OrderStatus(Owner owner) {
        this.owner = owner;
        this.eventType = EventTypes.PREFIX + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Who has to act next. */
    public Owner owner() {
        return owner;
    }

    /** The CloudEvents type of the event that says that an order entered this status. */
    public String eventType() {
        return eventType;
    }

    /** Whether the order has ended: nobody is waited for. */
    public boolean terminal() {
        return owner == Owner.NOBODY;
    }
}
