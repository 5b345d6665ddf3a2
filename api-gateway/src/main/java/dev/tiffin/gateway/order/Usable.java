package dev.tiffin.gateway.order;

import dev.tiffin.contract.StepResults.ApprovalDecision;
import dev.tiffin.contract.StepResults.ApprovalResult;
import dev.tiffin.contract.StepResults.ChargeOutcome;
import dev.tiffin.contract.StepResults.PaymentResult;
import dev.tiffin.contract.StepResults.RefundOutcome;
import dev.tiffin.contract.StepResults.RefundResult;
import org.jspecify.annotations.Nullable;

/**
 * Whether a result makes sense for the order at all, whatever its status. One that does not is refused, so that its
 * event ends as a dead letter that somebody looks at: money that does not add up must not be explained away by a rule.
 */
final class Usable {

    private Usable() {}

    static Decision.@Nullable Refused check(Order order, Command command) {
        return switch (command) {
            case Command.RecordPayment payment -> check(order.placement(), payment.result());
            case Command.RecordRefund refund -> check(order.placement(), refund.result());
            case Command.RecordApproval approval -> check(approval.result());
            default -> null;
        };
    }

    private static Decision.@Nullable Refused check(Placement placement, PaymentResult result) {
        if (result.outcome() != ChargeOutcome.CHARGED) {
            return null;
        }
        if (result.paymentReference() == null) {
            return refused("A charge needs a reference.");
        }
        return result.amount() == placement.total() && result.currency().equals(placement.currency())
                ? null
                : refused("The charge of %d %s is not the order's total of %d %s."
                        .formatted(result.amount(), result.currency(), placement.total(), placement.currency()));
    }

    /** Several charges may have gone back, so more than the total is in order; less is not. */
    private static Decision.@Nullable Refused check(Placement placement, RefundResult result) {
        if (result.outcome() != RefundOutcome.REFUNDED) {
            return null;
        }
        return result.amount() >= placement.total() && result.currency().equals(placement.currency())
                ? null
                : refused("The refund of %d %s does not cover the order's total of %d %s."
                        .formatted(result.amount(), result.currency(), placement.total(), placement.currency()));
    }

    private static Decision.@Nullable Refused check(ApprovalResult result) {
        if (result.decision() != ApprovalDecision.APPROVED) {
            return null;
        }
        Integer minutes = result.promisedMinutes();
        return minutes != null && minutes > 0 && minutes <= Command.Approve.MOST_MINUTES
                ? null
                : refused("An approval needs an estimate of 1 to " + Command.Approve.MOST_MINUTES + " minutes.");
    }

    private static Decision.Refused refused(String sentence) {
        return new Decision.Refused(Refusal.INVALID_INPUT, sentence);
    }
}
