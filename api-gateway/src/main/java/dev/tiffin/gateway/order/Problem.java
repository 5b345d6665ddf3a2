package dev.tiffin.gateway.order;

import java.time.Instant;

/**
 * An order with which something is wrong.
 *
 * @param kind what
 * @param since since when
 * @param order the order as it is
 */
public record Problem(Kind kind, Instant since, Order order) {

    /** What is wrong. The first three are told to customers, the others to operators. */
    public enum Kind {
        /** It was refused, and nothing was kept. */
        REJECTED,
        /** The money is on its way back. */
        REFUND_REQUESTED,
        /** The money went back. */
        REFUNDED,
        /** A person has let it wait for too long, and no rule can help. */
        OVERDUE,
        /** Nobody knows whether it was charged. */
        UNDECIDED,
        /** The money should go back and does not. */
        REFUND_FAILED,
        /** Its function could not work on it: a dead letter. */
        STALLED
    }

    /** What its customer is told of an order that went wrong, by its status. */
    public static Problem toldByStatus(Order order) {
        return new Problem(Kind.valueOf(order.status().name()), order.progress().changedAt(), order);
    }
}
