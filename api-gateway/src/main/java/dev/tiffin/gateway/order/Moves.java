package dev.tiffin.gateway.order;

import dev.tiffin.contract.OrderStatus;
import dev.tiffin.contract.Role;
import dev.tiffin.contract.StepResults.ApprovalResult;
import dev.tiffin.contract.StepResults.Outcome;
import dev.tiffin.contract.StepResults.PaymentResult;
import dev.tiffin.contract.StepResults.RefundResult;
import dev.tiffin.contract.StepResults.ValidationResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** What becomes of an order by each move; which moves are allowed when, is the {@link StateMachine}'s to say. */
final class Moves {

    private static final Duration SAME_ESTIMATE = Duration.ofSeconds(30);

    private final Order order;
    private final Progress progress;
    private final Actor actor;
    private final Instant now;

    Moves(Order order, Actor actor, Instant now) {
        this.order = order;
        this.progress = order.progress();
        this.actor = actor;
        this.now = now;
    }

    /** The order as it is, about to be changed by the actor. */
    Edit edit() {
        return new Edit(progress, actor);
    }

    /** The customer chooses a payment method. */
    Decision paymentRequested(Command.Pay pay) {
        return edit().to(OrderStatus.PAYMENT_REQUESTED)
                .charging(pay.paymentMethod())
                .withoutReason()
                .done();
    }

    /** A wish: the charge that is under way decides. */
    Decision cancelRequested(Command.Cancel cancel) {
        return because(edit().cancelRequested(now), cancel).done();
    }

    /** By the restaurant, by hand. */
    Decision declined(Command.Decline decline) {
        return edit().to(OrderStatus.REFUND_REQUESTED)
                .because(Reason.DECLINED_BY_RESTAURANT.name(), decline.reason())
                .done();
    }

    /** The agent gives it back. */
    Decision reassigned() {
        return edit().to(OrderStatus.APPROVED)
                .withoutAgent()
                .because(Reason.REASSIGNED)
                .done();
    }

    /** Nothing but the status. */
    Decision to(OrderStatus next) {
        return edit().to(next).done();
    }

    Decision validation(ValidationResult result) {
        if (!result.violations().isEmpty()) {
            return edit().to(OrderStatus.REJECTED)
                    .because(Why.codes(result.violations()), Why.sentences(result.violations()))
                    .done();
        }
        Edit valid = edit().validated(now);
        return progress.paymentMethod() == null
                ? valid.to(OrderStatus.VALIDATED).done()
                : valid.to(OrderStatus.PAYMENT_REQUESTED)
                        .charging(progress.paymentMethod())
                        .done();
    }

    /** Another card may be tried, unless the customer wishes to cancel anyhow. */
    Decision declined(PaymentResult result) {
        Edit declined = edit().withoutPaymentMethod();
        if (progress.cancelRequestedAt() != null) {
            return declined.to(OrderStatus.CANCELLED).done();
        }
        return declined.to(OrderStatus.VALIDATED)
                .because(
                        Objects.requireNonNullElse(result.reasonCode(), Reason.PAYMENT_DECLINED.name()),
                        Objects.requireNonNullElse(result.reason(), Reason.PAYMENT_DECLINED.sentence()))
                .done();
    }

    /**
     * Money that was taken is never too late to be recorded. If it is not what the order waits for at this moment,
     * all of the order's charges go back; if that is under way already, it begins anew, so that a refund that was
     * looked for before this charge was there cannot close the order.
     */
    Decision charged(PaymentResult result) {
        Edit charged = edit().charged(result.paymentReference(), now);
        boolean expected = order.status() == OrderStatus.PAYMENT_REQUESTED
                && result.statusVersion() == progress.statusVersion()
                && result.paymentAttempt() == progress.paymentAttempt();
        if (expected && progress.cancelRequestedAt() == null) {
            return paid(charged);
        }
        charged.to(OrderStatus.REFUND_REQUESTED).refunded(null);
        boolean hasAReason = expected || progress.cancelRequestedAt() != null || isOver(order.status());
        if (hasAReason) {
            return charged.done();
        }
        return charged.because(progress.paymentReference() == null ? Reason.UNEXPECTED_CHARGE : Reason.CHARGED_TWICE)
                .done();
    }

    /** The money is there: on to the next step. */
    private static Decision.Change paid(Edit charged) {
        return charged.to(OrderStatus.PAID).withoutReason().done();
    }

    /** What an operator found in the provider's books counts like the provider's own answer. */
    Decision.Change settled(Command.Settle settle) {
        boolean calledOff = progress.cancelRequestedAt() != null;
        if (settle.paymentReference() != null) {
            Edit charged = edit().charged(settle.paymentReference(), now);
            return calledOff ? charged.to(OrderStatus.REFUND_REQUESTED).done() : paid(charged);
        }
        Edit free = edit().withoutPaymentMethod();
        return calledOff
                ? free.to(OrderStatus.CANCELLED).done()
                : free.to(OrderStatus.VALIDATED)
                        .because(Reason.PAYMENT_NOT_FOUND)
                        .done();
    }

    Decision approval(ApprovalResult result) {
        return switch (result.decision()) {
            case APPROVED -> approved(Objects.requireNonNull(result.promisedMinutes()));
            case NEEDS_PERSON -> edit().to(OrderStatus.AWAITING_RESTAURANT).done();
            case DECLINED ->
                edit().to(OrderStatus.REFUND_REQUESTED)
                        .because(
                                Objects.requireNonNullElse(result.reasonCode(), Reason.DECLINED_BY_RESTAURANT.name()),
                                Objects.requireNonNullElse(result.reason(), Reason.DECLINED_BY_RESTAURANT.sentence()))
                        .done();
        };
    }

    Decision approved(int promisedMinutes) {
        return edit().to(OrderStatus.APPROVED)
                .approved(now, now.plus(Duration.ofMinutes(promisedMinutes)))
                .withoutReason()
                .done();
    }

    /** Said anew; what differs by less than half a minute is the same estimate. */
    Decision estimated(int promisedMinutes) {
        Instant promised = now.plus(Duration.ofMinutes(promisedMinutes));
        Instant before = progress.promisedAt();
        boolean same =
                before != null && Duration.between(before, promised).abs().compareTo(SAME_ESTIMATE) < 0;
        return same
                ? new Decision.Unchanged(Outcome.ALREADY_APPLIED)
                : edit().promised(promised).done();
    }

    /** A provider that knows no charge although one is on record is not to be believed. */
    Decision refunded(RefundResult result) {
        return switch (result.outcome()) {
            case REFUNDED -> edit().to(OrderStatus.REFUNDED).refunded(now).done();
            case NONE_FOUND ->
                progress.paymentReference() != null
                        ? new Decision.Raise(Outcome.APPLIED)
                        : edit().to(
                                        Reason.isCalledOff(progress.reasonCode())
                                                ? OrderStatus.CANCELLED
                                                : OrderStatus.REJECTED)
                                .done();
            case REFUSED -> new Decision.Raise(Outcome.APPLIED);
        };
    }

    /** Given back by a person, where the provider would not. */
    Decision.Change refundConfirmed(Command.ConfirmRefund confirmed) {
        return edit().to(OrderStatus.REFUNDED)
                .refunded(now)
                .because(Reason.REFUNDED_BY_OPERATOR.name(), confirmed.reason())
                .done();
    }

    Decision refund(Command.Refund refund) {
        return edit().to(OrderStatus.REFUND_REQUESTED)
                .because(Reason.REFUNDED_BY_OPERATOR.name(), refund.reason())
                .done();
    }

    Decision calledOff(Command.Cancel cancel, OrderStatus next) {
        return because(edit().to(next), cancel).done();
    }

    private Edit because(Edit edit, Command.Cancel cancel) {
        Reason reason = switch (actor.role()) {
            case Role.CUSTOMER -> Reason.CANCELLED_BY_CUSTOMER;
            case Role.RESTAURANT -> Reason.CANCELLED_BY_RESTAURANT;
            default -> Reason.CANCELLED_BY_OPERATOR;
        };
        return edit.because(reason.name(), Objects.requireNonNullElse(cancel.reason(), reason.sentence()));
    }

    Decision ended(OrderStatus next, Reason reason) {
        return edit().to(next).because(reason).done();
    }

    private static boolean isOver(OrderStatus status) {
        return status == OrderStatus.REFUND_REQUESTED || (status.terminal() && status != OrderStatus.DELIVERED);
    }
}
