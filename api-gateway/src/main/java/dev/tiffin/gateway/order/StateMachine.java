package dev.tiffin.gateway.order;

import dev.tiffin.contract.OrderStatus;
import dev.tiffin.contract.Role;
import dev.tiffin.contract.StepResults.ChargeOutcome;
import dev.tiffin.contract.StepResults.Outcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What may happen to an order, and what becomes of it then.
 *
 * <pre>
 *                          PLACED -----------------------.
 *                            | valid                     | valid, with a payment method
 *                            v          pay              v
 *                        VALIDATED -----------------> PAYMENT_REQUESTED
 *                                  &lt;-----------------    |
 *                                       declined         | charged
 *                                                        v
 *           AWAITING_RESTAURANT &lt;------------------- PAID
 *                            |     needs a person        |
 *                            |                           | approved
 *                            | approved                  v
 *                            '----------------------> APPROVED
 *                                                      |    ^
 *                                            assigned  v    |  reassign
 *                                                     ASSIGNED
 *                                                        |  picked up
 *                                                        v
 *                                                    PICKED_UP
 *                                                        |  delivered
 *                                                        v
 *                                                    DELIVERED
 *
 *   invalid, or too late, before a charge was asked for      --> REJECTED
 *   cancelled before a charge was asked for                  --> CANCELLED
 *   declined after a wish to cancel                          --> CANCELLED
 *   cancelled, declined by the restaurant, too late,
 *   refunded by an operator, once a charge was asked for     --> REFUND_REQUESTED
 *   a charge that is not, or no longer, expected,
 *   from any status, REFUND_REQUESTED included               --> REFUND_REQUESTED
 *
 *   REFUND_REQUESTED    refunded                             --> REFUNDED
 *                       nothing to refund, after a cancel    --> CANCELLED
 *                       nothing to refund, otherwise         --> REJECTED
 * </pre>
 *
 * <p>Four questions are asked in turn: may this actor do this to this order; can the command be used at all; does its
 * effect hold already; and then the one switch over the statuses. A step's result is a compare-and-set: unless it
 * answers the very entry into the status that the order is in, it changes nothing. Only money is never too late.
 */
public final class StateMachine {

    private final Order order;
    private final Progress progress;
    private final Actor actor;
    private final Moves moves;

    private StateMachine(Order order, Actor actor, Instant now) {
        this.order = order;
        this.progress = order.progress();
        this.actor = actor;
        this.moves = new Moves(order, actor, now);
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

    /**
     * The restaurant's kitchen has no room. A person is told so; the policy tries again, which is said to the customer
     * once per entry into PAID.
     */
    public static Decision kitchenFull(Order order, Command command, Actor actor) {
        if (!(command instanceof Command.Recorded)) {
            return new Decision.Refused(
                    Refusal.NOT_ALLOWED_NOW, "The kitchen is full: as many orders as it takes are being prepared.");
        }
        if (Reason.KITCHEN_FULL.name().equals(order.progress().reasonCode())) {
            return new Decision.Unchanged(Outcome.ALREADY_APPLIED);
        }
        return new Edit(order.progress(), actor).because(Reason.KITCHEN_FULL).done();
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
            return moves.charged(payment.result());
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
            case Command.RecordValidation validation -> moves.validation(validation.result());
            case Command.Cancel cancel -> moves.calledOff(cancel, OrderStatus.CANCELLED);
            case Command.Expire expire -> moves.ended(OrderStatus.REJECTED, Reason.NOT_VALIDATED_IN_TIME);
            default -> notNow(command);
        };
    }

    private Decision validated(Command command) {
        return switch (command) {
            case Command.Pay pay -> moves.paymentRequested(pay);
            case Command.Cancel cancel -> moves.calledOff(cancel, OrderStatus.CANCELLED);
            case Command.Expire expire -> moves.ended(OrderStatus.REJECTED, Reason.NOT_PAID_IN_TIME);
            default -> notNow(command);
        };
    }

    /** The provider may be charging at this moment, so a wish to cancel waits for what the charge says. */
    private Decision paymentRequested(Command command) {
        return switch (command) {
            case Command.RecordPayment payment ->
                payment.result().outcome() == ChargeOutcome.UNKNOWN
                        ? new Decision.Raise(Outcome.RETRY)
                        : moves.declined(payment.result());
            case Command.Settle settle -> onceRaised(moves.settled(settle), Wording.MAY_STILL_BE_CHARGED);
            case Command.Cancel cancel -> moves.cancelRequested(cancel);
            case Command.Expire expire ->
                progress.cancelRequestedAt() == null
                        ? moves.ended(OrderStatus.REFUND_REQUESTED, Reason.PAYMENT_NOT_CONFIRMED_IN_TIME)
                        : moves.to(OrderStatus.REFUND_REQUESTED);
            default -> notNow(command);
        };
    }

    private Decision paid(Command command) {
        return switch (command) {
            case Command.RecordApproval approval -> ifThereIsRoom(moves.approval(approval.result()));
            case Command.Cancel cancel -> moves.calledOff(cancel, OrderStatus.REFUND_REQUESTED);
            case Command.Expire expire -> moves.ended(OrderStatus.REFUND_REQUESTED, Reason.NOT_APPROVED_IN_TIME);
            default -> notNow(command);
        };
    }

    private Decision awaitingRestaurant(Command command) {
        return switch (command) {
            case Command.Approve approve -> ifThereIsRoom(moves.approved(approve.promisedMinutes()));
            case Command.Decline decline -> moves.declined(decline);
            case Command.Cancel cancel -> moves.calledOff(cancel, OrderStatus.REFUND_REQUESTED);
            case Command.Expire expire -> moves.ended(OrderStatus.REFUND_REQUESTED, Reason.NOT_APPROVED_IN_TIME);
            default -> notNow(command);
        };
    }

    /** Asked only of restaurants that said how much they prepare at once. */
    private Decision ifThereIsRoom(Decision decision) {
        boolean cooks = decision instanceof Decision.Change change
                && change.next().status() == OrderStatus.APPROVED
                && order.placement().restaurant().capacity() != null;
        return cooks ? new Decision.Cook((Decision.Change) decision) : decision;
    }

    /** The restaurant cooks: the customer cannot call it off any more, the restaurant and an operator can. */
    private Decision approved(Command command) {
        return switch (command) {
            case Command.RecordAssignment assignment ->
                new Decision.Claim(assignment.result().candidates());
            case Command.Estimate estimate -> moves.estimated(estimate.promisedMinutes());
            case Command.Cancel cancel
            when !actor.is(Role.CUSTOMER) -> moves.calledOff(cancel, OrderStatus.REFUND_REQUESTED);
            case Command.Expire expire -> moves.ended(OrderStatus.REFUND_REQUESTED, Reason.NO_AGENT_IN_TIME);
            default -> notNow(command);
        };
    }

    /** From here on food is under way; when time passes, no rule can know what is right. */
    private Decision assigned(Command command) {
        return switch (command) {
            case Command.PickUp pickUp -> moves.to(OrderStatus.PICKED_UP);
            case Command.Reassign reassign -> moves.reassigned();
            case Command.Estimate estimate -> moves.estimated(estimate.promisedMinutes());
            case Command.Cancel cancel
            when !actor.is(Role.CUSTOMER) -> moves.calledOff(cancel, OrderStatus.REFUND_REQUESTED);
            case Command.Expire expire -> new Decision.Raise(Outcome.APPLIED);
            default -> notNow(command);
        };
    }

    private Decision pickedUp(Command command) {
        return switch (command) {
            case Command.Deliver deliver -> moves.to(OrderStatus.DELIVERED);
            case Command.Refund refund -> moves.refund(refund);
            case Command.Estimate estimate -> moves.estimated(estimate.promisedMinutes());
            case Command.Expire expire -> new Decision.Raise(Outcome.APPLIED);
            default -> notNow(command);
        };
    }

    private Decision delivered(Command command) {
        return command instanceof Command.Refund refund ? moves.refund(refund) : notNow(command);
    }

    private Decision refundRequested(Command command) {
        return switch (command) {
            case Command.RecordRefund refund -> moves.refunded(refund.result());
            case Command.ConfirmRefund confirmed ->
                onceRaised(moves.refundConfirmed(confirmed), Wording.MAY_STILL_GO_BACK);
            case Command.Expire expire -> new Decision.Raise(Outcome.APPLIED);
            default -> notNow(command);
        };
    }

    /**
     * What a person finds at the provider is the end of it only when payment-fn has given up: until then a card may
     * yet be charged, and money that they give back another way may go back twice.
     */
    private static Decision onceRaised(Decision.Change change, String notBefore) {
        return new Decision.OnceRaised(change, new Decision.Refused(Refusal.NOT_ALLOWED_NOW, notBefore));
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
}
