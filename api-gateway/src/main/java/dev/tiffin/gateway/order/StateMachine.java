package dev.tiffin.gateway.order;

import dev.tiffin.contract.OrderStatus;
import dev.tiffin.contract.Role;
import dev.tiffin.contract.StepResults.ApprovalResult;
import dev.tiffin.contract.StepResults.ChargeOutcome;
import dev.tiffin.contract.StepResults.Outcome;
import dev.tiffin.contract.StepResults.PaymentResult;
import dev.tiffin.contract.StepResults.RefundResult;
import dev.tiffin.contract.StepResults.ValidationResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What may happen to an order, and what becomes of it then.
 *
 * <pre>
 *            place                      pay                                no longer wanted
 *              |                     .--------.                                    :
 *              v                     |        v                                    :
 *   .------ PLACED ----ok----> VALIDATED    PAYMENT_REQUESTED ---late------------->:
 *   |          |                ^    |        |    ^    |                          :
 *   |          '---ok, with a payment method--+----'    |                          :
 *   |                           |    |        |         | declined after           :
 *   |                           '----+-declined         | a wish to cancel         :
 *   |                                |        | charged v                          :
 *   | invalid, late             late |        |       CANCELLED                    :
 *   v                                v        v            ^                       :
 * REJECTED <-------------------------'      PAID ----------+------cancel, declined,>:
 *                                           |   |          |      late             :
 *                           needs a person  |   | approved |                       :
 *                                           v   |          | cancel (PLACED,       :
 *                         AWAITING_RESTAURANT   |          | VALIDATED)            :
 *                                           |   |          |                       :
 *                                  approved v   v          '  ----cancel, declined,>:
 *                                         APPROVED -------------- late------------->:
 *                                           |   ^                                  v
 *                                 assigned  v   | reassign               REFUND_REQUESTED
 *                                         ASSIGNED ---------cancel---------------->|  |
 *                                           |                                      |  | none found: CANCELLED
 *                                 picked up v                                      |  | or REJECTED
 *                                         PICKED_UP --------refund---------------->|  '------------------
 *                                           |                                      |
 *                                 delivered v                                      | refunded
 *                                         DELIVERED --------refund---------------->v
 *                                                                              REFUNDED
 * </pre>
 *
 * and from every status: a charge that lands although none is expected leads to REFUND_REQUESTED, also from there.
 *
 * <p>Four questions are asked in turn: may this actor do this to this order; can the command be used at all; does its
 * effect hold already; and then the one switch over the statuses. A step's result is a compare-and-set: unless it answers
 * the very entry into the status that the order is in, it changes nothing. Only money is never too late.
 */
public final class StateMachine {

    private final Order order;
    private final Progress progress;
    private final Actor actor;
    private final Instant now;

    private StateMachine(Order order, Actor actor, Instant now) {
        this.order = order;
        this.progress = order.progress();
        this.actor = actor;
        this.now = now;
    }

    /** What is to be made of the command; {@code now} is the database's. */
    public static Decision decide(Order order, Command command, Actor actor, Instant now) {
        return new StateMachine(order, actor, now).decide(command);
    }

    /** The agent has room and takes the order. */
    public static Decision.Change assigned(Order order, String agentId, Actor actor, Instant now) {
        return new Edit(order.progress(), actor)
                .to(OrderStatus.ASSIGNED)
                .assigned(agentId, now)
                .withoutReason()
                .done();
    }

    /** Nobody has room. Said to the customer once per entry into APPROVED; the reason tells whether it has been. */
    public static Decision noAgentFree(Order order, Actor actor) {
        if (Reason.NO_AGENT_FREE.name().equals(order.progress().reasonCode())) {
            return new Decision.Unchanged(Outcome.ALREADY_APPLIED);
        }
        return new Edit(order.progress(), actor).because(Reason.NO_AGENT_FREE).done();
    }

    private Decision decide(Command command) {
        if (!order.visibleTo(actor) && !isRepeatedReassign(command)) {
            return new Decision.Refused(Refusal.ORDER_NOT_FOUND, "There is no such order.");
        }
        if (!Permissions.allow(actor, command)) {
            return new Decision.Refused(Refusal.FORBIDDEN, "This is not yours to do.");
        }
        Decision.Refused unusable = Usable.check(order, command);
        if (unusable != null) {
            return unusable;
        }
        if (Effect.holds(order, command)) {
            return new Decision.Unchanged(Outcome.ALREADY_APPLIED);
        }
        if (command instanceof Command.RecordPayment payment && payment.result().outcome() == ChargeOutcome.CHARGED) {
            return charged(payment.result());
        }
        return isLate(command) ? new Decision.Unchanged(Outcome.STALE) : move(command);
    }

    private Decision move(Command command) {
        return switch (order.status()) {
            case PLACED -> placed(command);
            case VALIDATED -> validated(command);
            case PAYMENT_REQUESTED -> paymentRequested(command);
            case PAID -> paid(command);
            case AWAITING_RESTAURANT -> awaitingRestaurant(command);
            case APPROVED -> approved(command);
            case ASSIGNED -> assigned(command);
            case PICKED_UP -> pickedUp(command);
            case DELIVERED -> delivered(command);
            case REFUND_REQUESTED -> refundRequested(command);
            case REJECTED, CANCELLED, REFUNDED -> notNow(command);
        };
    }

    private Decision placed(Command command) {
        return switch (command) {
            case Command.RecordValidation validation -> validation(validation.result());
            case Command.Cancel cancel -> calledOff(cancel, OrderStatus.CANCELLED);
            case Command.Expire expire -> ended(OrderStatus.REJECTED, Reason.NOT_VALIDATED_IN_TIME);
            default -> notNow(command);
        };
    }

    private Decision validated(Command command) {
        return switch (command) {
            case Command.Pay pay ->
                edit().to(OrderStatus.PAYMENT_REQUESTED)
                        .charging(pay.paymentMethod())
                        .withoutReason()
                        .done();
            case Command.Cancel cancel -> calledOff(cancel, OrderStatus.CANCELLED);
            case Command.Expire expire -> ended(OrderStatus.REJECTED, Reason.NOT_PAID_IN_TIME);
            default -> notNow(command);
        };
    }

    /** The provider may be charging at this moment, so a wish to cancel waits for what the charge says. */
    private Decision paymentRequested(Command command) {
        return switch (command) {
            case Command.RecordPayment payment -> declined(payment.result());
            case Command.Cancel cancel ->
                because(edit().cancelRequested(now), cancel).done();
            case Command.Expire expire ->
                progress.cancelRequestedAt() == null
                        ? ended(OrderStatus.REFUND_REQUESTED, Reason.PAYMENT_NOT_CONFIRMED_IN_TIME)
                        : edit().to(OrderStatus.REFUND_REQUESTED).done();
            default -> notNow(command);
        };
    }

    private Decision paid(Command command) {
        return switch (command) {
            case Command.RecordApproval approval -> approval(approval.result());
            case Command.Cancel cancel -> calledOff(cancel, OrderStatus.REFUND_REQUESTED);
            case Command.Expire expire -> ended(OrderStatus.REFUND_REQUESTED, Reason.NOT_APPROVED_IN_TIME);
            default -> notNow(command);
        };
    }

    private Decision awaitingRestaurant(Command command) {
        return switch (command) {
            case Command.Approve approve -> approved(approve.promisedMinutes());
            case Command.Decline decline ->
                edit().to(OrderStatus.REFUND_REQUESTED)
                        .because(Reason.DECLINED_BY_RESTAURANT.name(), decline.reason())
                        .done();
            case Command.Cancel cancel -> calledOff(cancel, OrderStatus.REFUND_REQUESTED);
            case Command.Expire expire -> ended(OrderStatus.REFUND_REQUESTED, Reason.NOT_APPROVED_IN_TIME);
            default -> notNow(command);
        };
    }

    /** The restaurant cooks: the customer cannot call it off any more, the restaurant and an operator can. */
    private Decision approved(Command command) {
        return switch (command) {
            case Command.RecordAssignment assignment ->
                new Decision.Claim(assignment.result().candidates());
            case Command.Cancel cancel when !actor.is(Role.CUSTOMER) -> calledOff(cancel, OrderStatus.REFUND_REQUESTED);
            case Command.Expire expire -> ended(OrderStatus.REFUND_REQUESTED, Reason.NO_AGENT_IN_TIME);
            default -> notNow(command);
        };
    }

    /** From here on food is under way; when time passes, no rule can know what is right. */
    private Decision assigned(Command command) {
        return switch (command) {
            case Command.PickUp pickUp -> edit().to(OrderStatus.PICKED_UP).done();
            case Command.Reassign reassign ->
                edit().to(OrderStatus.APPROVED)
                        .withoutAgent()
                        .because(Reason.REASSIGNED)
                        .done();
            case Command.Cancel cancel when !actor.is(Role.CUSTOMER) -> calledOff(cancel, OrderStatus.REFUND_REQUESTED);
            case Command.Expire expire -> new Decision.Raise();
            default -> notNow(command);
        };
    }

    private Decision pickedUp(Command command) {
        return switch (command) {
            case Command.Deliver deliver -> edit().to(OrderStatus.DELIVERED).done();
            case Command.Refund refund -> refund(refund);
            case Command.Expire expire -> new Decision.Raise();
            default -> notNow(command);
        };
    }

    private Decision delivered(Command command) {
        return command instanceof Command.Refund refund ? refund(refund) : notNow(command);
    }

    private Decision refundRequested(Command command) {
        return switch (command) {
            case Command.RecordRefund refund -> refunded(refund.result());
            case Command.Expire expire -> new Decision.Raise();
            default -> notNow(command);
        };
    }

    private Decision validation(ValidationResult result) {
        if (!result.violations().isEmpty()) {
            var first = result.violations().getFirst();
            return edit().to(OrderStatus.REJECTED)
                    .because(first.code(), first.message())
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
    private Decision declined(PaymentResult result) {
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
     * Money that was taken is never too late to be recorded. If it is not what the order waits for at this moment, all of
     * the order's charges go back; if that is under way already, it begins anew, so that a refund that was looked for
     * before this charge was there cannot close the order.
     */
    private Decision charged(PaymentResult result) {
        Edit charged = edit().charged(result.paymentReference(), now);
        boolean expected = order.status() == OrderStatus.PAYMENT_REQUESTED
                && result.statusVersion() == progress.statusVersion()
                && result.paymentAttempt() == progress.paymentAttempt();
        if (expected && progress.cancelRequestedAt() == null) {
            return charged.to(OrderStatus.PAID).withoutReason().done();
        }
        charged.to(OrderStatus.REFUND_REQUESTED).refunded(null);
        boolean hasAReason = expected || progress.cancelRequestedAt() != null || isOver(order.status());
        if (hasAReason) {
            return charged.done();
        }
        return charged.because(progress.paymentReference() == null ? Reason.UNEXPECTED_CHARGE : Reason.CHARGED_TWICE)
                .done();
    }

    private Decision approval(ApprovalResult result) {
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

    private Decision approved(int promisedMinutes) {
        return edit().to(OrderStatus.APPROVED)
                .approved(now, now.plus(Duration.ofMinutes(promisedMinutes)))
                .withoutReason()
                .done();
    }

    /** A provider that knows no charge although one is on record is not to be believed. */
    private Decision refunded(RefundResult result) {
        return switch (result.outcome()) {
            case REFUNDED -> edit().to(OrderStatus.REFUNDED).refunded(now).done();
            case NONE_FOUND ->
                progress.paymentReference() != null
                        ? new Decision.Raise()
                        : edit().to(
                                        Reason.isCalledOff(progress.reasonCode())
                                                ? OrderStatus.CANCELLED
                                                : OrderStatus.REJECTED)
                                .done();
            case REFUSED -> new Decision.Raise();
        };
    }

    private Decision refund(Command.Refund refund) {
        return edit().to(OrderStatus.REFUND_REQUESTED)
                .because(Reason.REFUNDED_BY_OPERATOR.name(), refund.reason())
                .done();
    }

    private Decision calledOff(Command.Cancel cancel, OrderStatus next) {
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

    private Decision ended(OrderStatus next, Reason reason) {
        return edit().to(next).because(reason).done();
    }

    /** A person is told why not; a step or the clock only that it came too late. */
    private Decision notNow(Command command) {
        @Nullable String verb = Wording.verb(command);
        return verb == null
                ? new Decision.Unchanged(Outcome.STALE)
                : new Decision.Refused(Refusal.NOT_ALLOWED_NOW, Wording.notNow(order.status(), verb));
    }

    private boolean isLate(Command command) {
        return switch (command) {
            case Command.Recorded recorded -> recorded.result().statusVersion() != progress.statusVersion();
            case Command.Expire expire -> expire.statusVersion() != progress.statusVersion();
            default -> false;
        };
    }

    /** After a reassign the order is no longer the agent's; the agent who gave it back still gets the same answer. */
    private boolean isRepeatedReassign(Command command) {
        return command instanceof Command.Reassign
                && order.status() == OrderStatus.APPROVED
                && progress.changedBy().equals(actor.toString());
    }

    private static boolean isOver(OrderStatus status) {
        return status == OrderStatus.REFUND_REQUESTED || (status.terminal() && status != OrderStatus.DELIVERED);
    }

    private Edit edit() {
        return new Edit(progress, actor);
    }
}
