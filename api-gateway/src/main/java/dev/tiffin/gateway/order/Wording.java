package dev.tiffin.gateway.order;

import dev.tiffin.contract.OrderStatus;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a person is told that something is not possible. */
final class Wording {

    /** Why a payment cannot be settled while payment-fn is at it. */
    static final String MAY_STILL_BE_CHARGED = "The card may still be charged: the payment can be settled as soon as "
            + "orderProblems names the order as UNDECIDED.";

    /** Why a refund cannot be confirmed while payment-fn is at it. */
    static final String MAY_STILL_GO_BACK = "The money may still go back by itself: the order can be marked as "
            + "refunded as soon as orderProblems names it as REFUND_FAILED.";

    private Wording() {}

    /** What cannot be done; null for what no person asks. */
    static @Nullable String verb(Command command) {
        return switch (command) {
            case Command.Pay pay -> "be paid";
            case Command.Cancel cancel -> "be cancelled";
            case Command.Approve approve -> "be approved";
            case Command.Decline decline -> "be declined";
            case Command.Estimate estimate -> "be given a new estimate";
            case Command.PickUp pickUp -> "be picked up";
            case Command.Deliver deliver -> "be delivered";
            case Command.Reassign reassign -> "be given to another agent";
            case Command.Refund refund -> "be refunded";
            case Command.Settle settle -> "have its payment settled";
            case Command.ConfirmRefund confirmed -> "be marked as refunded";
            case Command.Expire expire -> null;
            case Command.Recorded recorded -> null;
        };
    }

    /** One sentence. */
    static String notNow(OrderStatus status, String verb) {
        String state = status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return "The order is in status \"" + state + "\" and cannot " + verb + ".";
    }
}
