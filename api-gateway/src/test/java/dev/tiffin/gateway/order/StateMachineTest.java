package dev.tiffin.gateway.order;

import static dev.tiffin.gateway.order.Sample.AGENT;
import static dev.tiffin.gateway.order.Sample.CARD;
import static dev.tiffin.gateway.order.Sample.CUSTOMER;
import static dev.tiffin.gateway.order.Sample.ID;
import static dev.tiffin.gateway.order.Sample.NOW;
import static dev.tiffin.gateway.order.Sample.OPERATOR;
import static dev.tiffin.gateway.order.Sample.RESTAURANT;
import static dev.tiffin.gateway.order.Sample.STATUS_VERSION;
import static dev.tiffin.gateway.order.Sample.edit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.contract.OrderStatus;
import dev.tiffin.contract.Role;
import dev.tiffin.contract.StepResults.ApprovalDecision;
import dev.tiffin.contract.StepResults.ApprovalResult;
import dev.tiffin.contract.StepResults.AssignmentResult;
import dev.tiffin.contract.StepResults.Outcome;
import dev.tiffin.contract.StepResults.ValidationResult;
import dev.tiffin.contract.StepResults.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a change changes, and who may ask for it. Money has a test of its own. */
class StateMachineTest {

    private static final Actor VALIDATION = Actor.function(Role.ORDER_VALIDATION_FN);
    private static final Actor APPROVAL = Actor.function(Role.RESTAURANT_APPROVAL_FN);
    private static final Actor ASSIGNMENT = Actor.function(Role.AGENT_ASSIGNMENT_FN);

    @Test
    void aValidOrderWithAPaymentMethodIsChargedAtOnce() {
        Order placed = with(edit(Sample.in(OrderStatus.PLACED)).charging(CARD));

        Progress next = change(placed, new Command.RecordValidation(valid()), VALIDATION);

        assertThat(next.status()).isEqualTo(OrderStatus.PAYMENT_REQUESTED);
        assertThat(next.paymentAttempt()).isEqualTo(placed.progress().paymentAttempt() + 1);
        assertThat(next.validatedAt()).isEqualTo(NOW);
        assertThat(next.changedBy()).isEqualTo("function:order-validation-fn");
    }

    @Test
    void anInvalidOrderSaysEveryReason() {
        var result = new ValidationResult(
                ID, STATUS_VERSION, List.of(new Violation("CLOSED", "Closed."), new Violation("TOO_FAR", "Too far.")));

        Progress next = change(Sample.in(OrderStatus.PLACED), new Command.RecordValidation(result), VALIDATION);

        assertThat(Why.of(next.reasonCode(), next.reason()))
                .containsExactly(new Why("CLOSED", "Closed."), new Why("TOO_FAR", "Too far."));
        assertThat(next.validatedAt()).isNull();
    }

    @Test
    void payingCountsTheAttemptAndForgetsTheLastDecline() {
        Order declined = with(edit(Sample.in(OrderStatus.VALIDATED)).because(Reason.PAYMENT_DECLINED));

        Progress next = change(declined, new Command.Pay(CARD), CUSTOMER);

        assertThat(next.paymentMethod()).isEqualTo(CARD);
        assertThat(next.paymentAttempt()).isEqualTo(1);
        assertThat(next.reasonCode()).isNull();
        assertThat(next.reason()).isNull();
    }

    @Test
    void approvalPromisesATime() {
        Progress byHand = change(Sample.in(OrderStatus.AWAITING_RESTAURANT), new Command.Approve(40), RESTAURANT);
        Progress byPolicy = change(
                Sample.in(OrderStatus.PAID),
                new Command.RecordApproval(
                        new ApprovalResult(ID, STATUS_VERSION, ApprovalDecision.APPROVED, 25, null, null)),
                APPROVAL);

        assertThat(byHand.promisedAt()).isEqualTo(NOW.plus(Duration.ofMinutes(40)));
        assertThat(byPolicy.promisedAt()).isEqualTo(NOW.plus(Duration.ofMinutes(25)));
        assertThat(byPolicy.approvedAt()).isEqualTo(NOW);
    }

    @Test
    void anApprovalWithoutAnEstimateIsRefused() {
        var result = new ApprovalResult(ID, STATUS_VERSION, ApprovalDecision.APPROVED, null, null, null);

        assertThat(refusal(Sample.in(OrderStatus.PAID), new Command.RecordApproval(result), APPROVAL))
                .isEqualTo(Refusal.INVALID_INPUT);
    }

    @Test
    void anAgentWhoTakesTheOrderIsOnRecord() {
        Order waiting = with(edit(Sample.in(OrderStatus.APPROVED)).because(Reason.NO_AGENT_FREE));

        Progress next =
                StateMachine.assigned(waiting, "agent-07", ASSIGNMENT, NOW).next();

        assertThat(next.status()).isEqualTo(OrderStatus.ASSIGNED);
        assertThat(next.agentId()).isEqualTo("agent-07");
        assertThat(next.agentAssignedAt()).isEqualTo(NOW);
        assertThat(next.reasonCode()).isNull();
    }

    @Test
    void thatNoAgentIsFreeIsSaidOnce() {
        Order approved = Sample.in(OrderStatus.APPROVED);

        Decision first = StateMachine.noAgentFree(approved, ASSIGNMENT);
        Decision second = StateMachine.noAgentFree(with(edit(approved).because(Reason.NO_AGENT_FREE)), ASSIGNMENT);

        assertThat(((Decision.Change) first).next().status()).isEqualTo(OrderStatus.APPROVED);
        assertThat(((Decision.Change) first).next().reasonCode()).isEqualTo("NO_AGENT_FREE");
        assertThat(second).isEqualTo(new Decision.Unchanged(Outcome.ALREADY_APPLIED));
    }

    @Test
    void afterAReassignTheOrderIsNoLongerTheAgents() {
        Progress next = change(Sample.in(OrderStatus.ASSIGNED), new Command.Reassign(), AGENT);

        assertThat(next.status()).isEqualTo(OrderStatus.APPROVED);
        assertThat(next.agentId()).isNull();
        assertThat(next.agentAssignedAt()).isNull();
        Order reassigned = new Order(Sample.PLACEMENT, next);
        assertThat(decide(reassigned, new Command.Reassign(), AGENT))
                .as("the agent's own repeat is answered")
                .isEqualTo(new Decision.Unchanged(Outcome.ALREADY_APPLIED));
        assertThat(refusal(reassigned, new Command.Reassign(), Actor.of(Role.AGENT, "agent-02")))
                .as("another agent's is not")
                .isEqualTo(Refusal.ORDER_NOT_FOUND);
    }

    @ParameterizedTest
    @EnumSource
    void aForeignOrderIsAnsweredLikeAnUnknownOne(OrderStatus status) {
        Order order = Sample.in(status);

        assertThat(refusal(order, new Command.Cancel(null), Actor.of(Role.CUSTOMER, "somebody")))
                .isEqualTo(Refusal.ORDER_NOT_FOUND);
        assertThat(refusal(order, new Command.Pay(CARD), Actor.of(Role.CUSTOMER, "somebody")))
                .isEqualTo(Refusal.ORDER_NOT_FOUND);
        assertThat(refusal(order, new Command.Approve(10), Actor.of(Role.RESTAURANT, "somewhere")))
                .isEqualTo(Refusal.ORDER_NOT_FOUND);
        assertThat(refusal(order, new Command.Deliver(), Actor.of(Role.AGENT, "agent-02")))
                .isEqualTo(Refusal.ORDER_NOT_FOUND);
    }

    @ParameterizedTest
    @EnumSource
    void nobodyDoesWhatIsAnothersToDo(OrderStatus status) {
        Order order = Sample.in(status);
        Set<Actor> functions = Set.of(VALIDATION, APPROVAL, ASSIGNMENT, Actor.function(Role.PAYMENT_FN));

        assertThat(refusal(order, new Command.Approve(10), CUSTOMER)).isEqualTo(Refusal.FORBIDDEN);
        assertThat(refusal(order, new Command.PickUp(), CUSTOMER)).isEqualTo(Refusal.FORBIDDEN);
        assertThat(refusal(order, new Command.Refund("Please."), CUSTOMER)).isEqualTo(Refusal.FORBIDDEN);
        assertThat(refusal(order, new Command.Pay(CARD), OPERATOR)).isEqualTo(Refusal.FORBIDDEN);
        assertThat(refusal(order, new Command.Refund("Cold."), RESTAURANT)).isEqualTo(Refusal.FORBIDDEN);
        assertThat(refusal(order, new Command.Expire(STATUS_VERSION), OPERATOR)).isEqualTo(Refusal.FORBIDDEN);
        functions.stream()
                .filter(function -> !function.equals(VALIDATION))
                .forEach(function -> assertThat(refusal(order, new Command.RecordValidation(valid()), function))
                        .isEqualTo(Refusal.FORBIDDEN));
        functions.stream()
                .filter(function -> !function.equals(ASSIGNMENT))
                .forEach(function -> assertThat(refusal(order, ranked(STATUS_VERSION), function))
                        .isEqualTo(Refusal.FORBIDDEN));
    }

    @ParameterizedTest
    @EnumSource
    void aResultForAnEarlierEntryIntoTheStatusChangesNothing(OrderStatus status) {
        Order order = Sample.in(status);
        int earlier = STATUS_VERSION - 1;

        assertThat(decide(
                        order, new Command.RecordValidation(new ValidationResult(ID, earlier, List.of())), VALIDATION))
                .isInstanceOf(Decision.Unchanged.class);
        assertThat(decide(order, ranked(earlier), ASSIGNMENT)).isInstanceOf(Decision.Unchanged.class);
        assertThat(decide(
                        order,
                        new Command.RecordApproval(
                                new ApprovalResult(ID, earlier, ApprovalDecision.DECLINED, null, "NO", "No.")),
                        APPROVAL))
                .isInstanceOf(Decision.Unchanged.class);
        assertThat(decide(order, new Command.Expire(earlier), Actor.DEADLINE))
                .isEqualTo(new Decision.Unchanged(Outcome.STALE));
    }

    @Test
    void aCancelSaysWhoAndWhy() {
        Progress silent = change(Sample.in(OrderStatus.PAID), new Command.Cancel(null), CUSTOMER);
        Progress explained = change(Sample.in(OrderStatus.PAID), new Command.Cancel("No rice."), RESTAURANT);

        assertThat(silent.reasonCode()).isEqualTo("CANCELLED_BY_CUSTOMER");
        assertThat(silent.reason()).isEqualTo("You cancelled the order.");
        assertThat(explained.reasonCode()).isEqualTo("CANCELLED_BY_RESTAURANT");
        assertThat(explained.reason()).isEqualTo("No rice.");
    }

    private static ValidationResult valid() {
        return new ValidationResult(ID, STATUS_VERSION, List.of());
    }

    private static Command ranked(int statusVersion) {
        return new Command.RecordAssignment(new AssignmentResult(ID, statusVersion, List.of("agent-09")));
    }

    private static Order with(Edit edit) {
        return new Order(Sample.PLACEMENT, edit.done().next());
    }

    private static Decision decide(Order order, Command command, Actor actor) {
        return StateMachine.decide(order, command, actor, NOW);
    }

    private static Progress change(Order order, Command command, Actor actor) {
        return ((Decision.Change) decide(order, command, actor)).next();
    }

    private static Refusal refusal(Order order, Command command, Actor actor) {
        return ((Decision.Refused) decide(order, command, actor)).code();
    }
}
