package dev.tiffin.gateway.order;

import dev.tiffin.contract.StepResults.ApprovalResult;
import dev.tiffin.contract.StepResults.AssignmentResult;
import dev.tiffin.contract.StepResults.PaymentResult;
import dev.tiffin.contract.StepResults.RefundResult;
import dev.tiffin.contract.StepResults.StepResult;
import dev.tiffin.contract.StepResults.ValidationResult;
import org.jspecify.annotations.Nullable;

/** What can be asked of an order that exists. */
public sealed interface Command {

    /** The customer chooses a payment method. */
    record Pay(String paymentMethod) implements Command {}

    /** Call the order off. */
    record Cancel(@Nullable String reason) implements Command {}

    /** The restaurant will cook it; {@code promisedMinutes} from now to the door. */
    record Approve(int promisedMinutes) implements Command {}

    /** The restaurant will not. */
    record Decline(String reason) implements Command {}

    /** The agent has the food. */
    record PickUp() implements Command {}

    /** The customer has the food. */
    record Deliver() implements Command {}

    /** The agent cannot carry it after all: another one is looked for. */
    record Reassign() implements Command {}

    /** The operator gives the money back for an order under way or delivered. */
    record Refund(String reason) implements Command {}

    /** The time limit of the status that was entered at {@code statusVersion} has passed. */
    record Expire(int statusVersion) implements Command {}

    /** A step's result; nothing but a compare-and-set lets it take effect. */
    sealed interface Recorded extends Command {
        /** What the step found out. */
        StepResult result();
    }

    /** Of order-validation-fn. */
    record RecordValidation(ValidationResult result) implements Recorded {}

    /** Of payment-fn, for a charge. */
    record RecordPayment(PaymentResult result) implements Recorded {}

    /** Of payment-fn, for a refund. */
    record RecordRefund(RefundResult result) implements Recorded {}

    /** Of restaurant-approval-fn. */
    record RecordApproval(ApprovalResult result) implements Recorded {}

    /** Of agent-assignment-fn. */
    record RecordAssignment(AssignmentResult result) implements Recorded {}
}
