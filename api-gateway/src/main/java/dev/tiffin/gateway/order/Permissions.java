package dev.tiffin.gateway.order;

import dev.tiffin.contract.Role;

/** Who may give which command at all; whose order it is, is another question ({@link Order#visibleTo}). */
final class Permissions {

    private Permissions() {}

    static boolean allow(Actor actor, Command command) {
        return switch (command) {
            case Command.Pay pay -> actor.is(Role.CUSTOMER);
            case Command.Cancel cancel ->
                actor.is(Role.CUSTOMER) || actor.is(Role.RESTAURANT) || actor.is(Role.OPERATOR);
            case Command.Approve approve -> actor.is(Role.RESTAURANT) || actor.is(Role.OPERATOR);
            case Command.Decline decline -> actor.is(Role.RESTAURANT) || actor.is(Role.OPERATOR);
            case Command.Estimate estimate ->
                actor.is(Role.RESTAURANT) || actor.is(Role.AGENT) || actor.is(Role.OPERATOR);
            case Command.PickUp pickUp -> actor.is(Role.AGENT) || actor.is(Role.OPERATOR);
            case Command.Deliver deliver -> actor.is(Role.AGENT) || actor.is(Role.OPERATOR);
            case Command.Reassign reassign -> actor.is(Role.AGENT) || actor.is(Role.OPERATOR);
            case Command.Refund refund -> actor.is(Role.OPERATOR);
            case Command.Settle settle -> actor.is(Role.OPERATOR);
            case Command.ConfirmRefund confirmed -> actor.is(Role.OPERATOR);
            case Command.Expire expire -> actor.equals(Actor.DEADLINE);
            case Command.RecordValidation record -> actor.equals(Actor.function(Role.ORDER_VALIDATION_FN));
            case Command.RecordPayment record -> actor.equals(Actor.function(Role.PAYMENT_FN));
            case Command.RecordRefund record -> actor.equals(Actor.function(Role.PAYMENT_FN));
            case Command.RecordApproval record -> actor.equals(Actor.function(Role.RESTAURANT_APPROVAL_FN));
            case Command.RecordAssignment record -> actor.equals(Actor.function(Role.AGENT_ASSIGNMENT_FN));
        };
    }
}
