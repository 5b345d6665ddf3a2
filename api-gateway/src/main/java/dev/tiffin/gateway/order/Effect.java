package dev.tiffin.gateway.order;

import dev.tiffin.contract.OrderStatus;
import dev.tiffin.contract.StepResults.ApprovalResult;
import dev.tiffin.contract.StepResults.PaymentResult;
import dev.tiffin.contract.StepResults.ValidationResult;
import java.util.EnumSet;
import java.util.Set;

/**
 * Whether what a command is after is so already. Callers repeat what they got no answer to, often much later, when the
 * order has gone on: then the order is the right answer, not an error.
 */
final class Effect {

    private static final Set<OrderStatus> GIVEN_BACK = EnumSet.of(OrderStatus.REFUND_REQUESTED, OrderStatus.REFUNDED);
    private static final Set<OrderStatus> CALLED_OFF =
            EnumSet.of(OrderStatus.CANCELLED, OrderStatus.REFUND_REQUESTED, OrderStatus.REFUNDED);
    private static final Set<OrderStatus> APPROVED =
            EnumSet.of(OrderStatus.APPROVED, OrderStatus.ASSIGNED, OrderStatus.PICKED_UP, OrderStatus.DELIVERED);
    private static final Set<OrderStatus> CHARGEABLE = EnumSet.of(
            OrderStatus.PLACED,
            OrderStatus.PAYMENT_REQUESTED,
            OrderStatus.PAID,
            OrderStatus.AWAITING_RESTAURANT,
            OrderStatus.APPROVED,
            OrderStatus.ASSIGNED,
            OrderStatus.PICKED_UP,
            OrderStatus.DELIVERED);

    private Effect() {}

    static boolean holds(Order order, Command command) {
        Progress progress = order.progress();
        OrderStatus status = order.status();
        return switch (command) {
            case Command.Pay pay ->
                CHARGEABLE.contains(status) && pay.paymentMethod().equals(progress.paymentMethod());
            case Command.Cancel cancel -> CALLED_OFF.contains(status) || progress.cancelRequestedAt() != null;
            case Command.Approve approve -> APPROVED.contains(status);
            case Command.Decline decline -> Reason.DECLINED_BY_RESTAURANT.name().equals(progress.reasonCode());
            case Command.PickUp pickUp -> status == OrderStatus.PICKED_UP || status == OrderStatus.DELIVERED;
            case Command.Deliver deliver -> status == OrderStatus.DELIVERED;
            case Command.Reassign reassign -> status == OrderStatus.APPROVED;
            case Command.Refund refund -> GIVEN_BACK.contains(status);
            case Command.Settle settle ->
                settle.paymentReference() == null
                        ? Reason.PAYMENT_NOT_FOUND.name().equals(progress.reasonCode())
                        : settle.paymentReference().equals(progress.paymentReference());
            // If the provider gave it back after all, the person has to hear that it went back twice.
            case Command.ConfirmRefund confirmed ->
                status == OrderStatus.REFUNDED
                        && Reason.REFUNDED_BY_OPERATOR.name().equals(progress.reasonCode())
                        && confirmed.reason().equals(progress.reason());
            case Command.Estimate estimate -> false;
            case Command.Expire expire -> false;
            case Command.RecordValidation validation -> holds(progress, validation.result());
            case Command.RecordPayment payment -> holds(progress, payment.result());
            case Command.RecordApproval approval -> holds(progress, approval.result());
            case Command.RecordAssignment assignment ->
                progress.agentId() != null && assignment.result().candidates().contains(progress.agentId());
            case Command.RecordRefund refund ->
                switch (refund.result().outcome()) {
                    case REFUNDED -> status == OrderStatus.REFUNDED;
                    case NONE_FOUND -> status == OrderStatus.CANCELLED || status == OrderStatus.REJECTED;
                    case REFUSED -> false;
                };
        };
    }

    private static boolean holds(Progress progress, ValidationResult result) {
        if (result.violations().isEmpty()) {
            return progress.validatedAt() != null;
        }
        return progress.status() == OrderStatus.REJECTED
                && Why.codes(result.violations()).equals(progress.reasonCode());
    }

    private static boolean holds(Progress progress, PaymentResult result) {
        return switch (result.outcome()) {
            case CHARGED ->
                result.paymentReference() != null && result.paymentReference().equals(progress.paymentReference());
            case DECLINED ->
                result.paymentAttempt() == progress.paymentAttempt()
                        && (progress.status() == OrderStatus.VALIDATED || progress.status() == OrderStatus.CANCELLED);
            case UNKNOWN -> false;
        };
    }

    private static boolean holds(Progress progress, ApprovalResult result) {
        return switch (result.decision()) {
            case APPROVED -> APPROVED.contains(progress.status());
            case NEEDS_PERSON -> progress.status() == OrderStatus.AWAITING_RESTAURANT;
            case DECLINED -> GIVEN_BACK.contains(progress.status());
        };
    }
}
