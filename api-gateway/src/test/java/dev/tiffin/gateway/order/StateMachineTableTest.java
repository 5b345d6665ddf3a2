package dev.tiffin.gateway.order;

import static dev.tiffin.gateway.order.Sample.ATTEMPT;
import static dev.tiffin.gateway.order.Sample.CARD;
import static dev.tiffin.gateway.order.Sample.CUSTOMER;
import static dev.tiffin.gateway.order.Sample.ID;
import static dev.tiffin.gateway.order.Sample.NOW;
import static dev.tiffin.gateway.order.Sample.OPERATOR;
import static dev.tiffin.gateway.order.Sample.REFERENCE;
import static dev.tiffin.gateway.order.Sample.RESTAURANT;
import static dev.tiffin.gateway.order.Sample.STATUS_VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.contract.OrderStatus;
import dev.tiffin.contract.Role;
import dev.tiffin.contract.StepResults.ApprovalDecision;
import dev.tiffin.contract.StepResults.ApprovalResult;
import dev.tiffin.contract.StepResults.AssignmentResult;
import dev.tiffin.contract.StepResults.ChargeOutcome;
import dev.tiffin.contract.StepResults.Outcome;
import dev.tiffin.contract.StepResults.PaymentResult;
import dev.tiffin.contract.StepResults.RefundOutcome;
import dev.tiffin.contract.StepResults.RefundResult;
import dev.tiffin.contract.StepResults.ValidationResult;
import dev.tiffin.contract.StepResults.Violation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command in every status. */
class StateMachineTableTest {

    /**
     * A status: the order moves there (its own: it changes and stays). <code>=</code> the effect holds, nothing
     * changes. <code>~</code> too late, nothing changes. <code>-</code> refused. <code>?</code> an agent with room is
     * looked for. <code>!</code> a problem is raised. <code>p</code> the order moves if a problem has been raised.
     */
    private static final String TABLE = """
            command              | PLA VAL PRQ PAI AWR APR ASG PIC DEL REJ CAN RRQ REF
            ---------------------+----------------------------------------------------
            pay                  |  -  PRQ  =   =   =   =   =   =   =   -   -   -   -
            pay by another card  |  -  PRQ  -   -   -   -   -   -   -   -   -   -   -
            cancel by customer   | CAN CAN PRQ RRQ RRQ  -   -   -   -   -   =   =   =
            cancel by restaurant | CAN CAN PRQ RRQ RRQ RRQ RRQ  -   -   -   =   =   =
            cancel by operator   | CAN CAN PRQ RRQ RRQ RRQ RRQ  -   -   -   =   =   =
            approve              |  -   -   -   -  APR  =   =   =   =   -   -   -   -
            estimate             |  -   -   -   -   -  APR ASG PIC  -   -   -   -   -
            decline              |  -   -   -   -  RRQ  -   -   -   -   -   -   -   -
            pick up              |  -   -   -   -   -   -  PIC  =   =   -   -   -   -
            deliver              |  -   -   -   -   -   -   -  DEL  =   -   -   -   -
            reassign             |  -   -   -   -   -   =  APR  -   -   -   -   -   -
            refund               |  -   -   -   -   -   -   -  RRQ RRQ  -   -   =   =
            settle as charged    |  -   -   p   =   =   =   =   =   =   -   -   =   =
            settle as not charged|  -   -   p   -   -   -   -   -   -   -   -   -   -
            confirm refund       |  -   -   -   -   -   -   -   -   -   -   -   p   -
            expire               | REJ REJ RRQ RRQ RRQ RRQ  !   !   ~   ~   ~   !   ~
            found valid          | VAL  =   =   =   =   =   =   =   =   ~   =   =   =
            found invalid        | REJ  ~   ~   ~   ~   ~   ~   ~   ~   ~   ~   ~   ~
            charged              | RRQ RRQ PAI  =   =   =   =   =   =  RRQ RRQ  =   =
            charged once more    | RRQ RRQ PAI RRQ RRQ RRQ RRQ RRQ RRQ RRQ RRQ RRQ RRQ
            charge declined      |  ~   ~  VAL  ~   ~   ~   ~   ~   ~   ~   ~   ~   ~
            charge unknown       |  ~   ~   !   ~   ~   ~   ~   ~   ~   ~   ~   ~   ~
            approved by policy   |  ~   ~   ~  APR  ~   =   =   =   =   ~   ~   ~   ~
            needs a person       |  ~   ~   ~  AWR  =   ~   ~   ~   ~   ~   ~   ~   ~
            declined by policy   |  ~   ~   ~  RRQ  ~   ~   ~   ~   ~   ~   ~   =   =
            agents ranked        |  ~   ~   ~   ~   ~   ?   =   =   =   ~   ~   ~   ~
            refunded             |  ~   ~   ~   ~   ~   ~   ~   ~   ~   ~   ~  REF  =
            refused for good     |  ~   ~   ~   ~   ~   ~   ~   ~   ~   ~   ~   !   ~
            """;

    private record Asked(Command command, Actor actor) {}

    private static final Map<String, Asked> COMMANDS = Map.ofEntries(
            asked("pay", new Command.Pay(CARD), CUSTOMER),
            asked("pay by another card", new Command.Pay("tok_other"), CUSTOMER),
            asked("cancel by customer", new Command.Cancel(null), CUSTOMER),
            asked("cancel by restaurant", new Command.Cancel(null), RESTAURANT),
            asked("cancel by operator", new Command.Cancel(null), OPERATOR),
            asked("approve", new Command.Approve(30), RESTAURANT),
            asked("estimate", new Command.Estimate(45), RESTAURANT),
            asked("decline", new Command.Decline("Sold out."), RESTAURANT),
            asked("pick up", new Command.PickUp(), OPERATOR),
            asked("deliver", new Command.Deliver(), OPERATOR),
            asked("reassign", new Command.Reassign(), OPERATOR),
            asked("refund", new Command.Refund("Cold."), OPERATOR),
            asked("settle as charged", new Command.Settle(REFERENCE), OPERATOR),
            asked("settle as not charged", new Command.Settle(null), OPERATOR),
            asked("confirm refund", new Command.ConfirmRefund("In cash."), OPERATOR),
            asked("expire", new Command.Expire(STATUS_VERSION), Actor.DEADLINE),
            validation("found valid", List.of()),
            validation("found invalid", List.of(new Violation("TOO_FAR", "Too far."))),
            payment("charged", ChargeOutcome.CHARGED, REFERENCE),
            payment("charged once more", ChargeOutcome.CHARGED, "charge-2"),
            payment("charge declined", ChargeOutcome.DECLINED, null),
            payment("charge unknown", ChargeOutcome.UNKNOWN, null),
            approval("approved by policy", ApprovalDecision.APPROVED),
            approval("needs a person", ApprovalDecision.NEEDS_PERSON),
            approval("declined by policy", ApprovalDecision.DECLINED),
            asked(
                    "agents ranked",
                    new Command.RecordAssignment(new AssignmentResult(ID, STATUS_VERSION, List.of("agent-01"))),
                    Actor.function(Role.AGENT_ASSIGNMENT_FN)),
            refund("refunded", RefundOutcome.REFUNDED),
            refund("refused for good", RefundOutcome.REFUSED));

    static Stream<Arguments> cells() {
        List<String> rows = TABLE.lines().toList();
        List<String> statuses = words(rows.getFirst());
        return rows.stream().skip(2).flatMap(row -> {
            String command = row.substring(0, row.indexOf('|')).trim();
            List<String> cells = words(row);
            return Stream.iterate(0, i -> i < cells.size(), i -> i + 1)
                    .map(i -> Arguments.of(command, status(statuses.get(i)), cells.get(i)));
        });
    }

    @ParameterizedTest(name = "{0} in {1}: {2}")
    @MethodSource("cells")
    void decidesAsTheTableSays(String command, OrderStatus status, String expected) {
        Asked asked = COMMANDS.get(command);

        Decision decision = StateMachine.decide(Sample.in(status), asked.command(), asked.actor(), NOW);

        assertThat(described(decision)).isEqualTo(expected);
    }

    @Test
    void theTableNamesEveryStatusAndEveryCommand() {
        assertThat(words(TABLE.lines().toList().getFirst()).stream().map(StateMachineTableTest::status))
                .containsExactlyInAnyOrder(OrderStatus.values());
        Set<Class<?>> commands = COMMANDS.values().stream()
                .map(asked -> asked.command().getClass())
                .collect(Collectors.toSet());
        assertThat(commands).containsAll(concrete(Command.class).toList());
    }

    private static Stream<Class<?>> concrete(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(StateMachineTableTest::concrete)
                : Stream.of(type);
    }

    private static String described(Decision decision) {
        return switch (decision) {
            case Decision.Change change -> shortName(change.next().status());
            case Decision.Unchanged unchanged -> unchanged.outcome() == Outcome.ALREADY_APPLIED ? "=" : "~";
            case Decision.Raise raise -> "!";
            case Decision.Claim claim -> "?";
            case Decision.Cook cook -> "k";
            case Decision.OnceRaised once -> "p";
            case Decision.Refused refused -> "-";
        };
    }

    private static List<String> words(String row) {
        return List.of(row.substring(row.indexOf('|') + 1).trim().split(" +"));
    }

    private static OrderStatus status(String shortName) {
        return Arrays.stream(OrderStatus.values())
                .filter(status -> shortName(status).equals(shortName))
                .findFirst()
                .orElseThrow();
    }

    private static String shortName(OrderStatus status) {
        return switch (status) {
            case PAYMENT_REQUESTED -> "PRQ";
            case AWAITING_RESTAURANT -> "AWR";
            case ASSIGNED -> "ASG";
            case APPROVED -> "APR";
            case REFUND_REQUESTED -> "RRQ";
            default -> status.name().substring(0, 3);
        };
    }

    private static Map.Entry<String, Asked> asked(String name, Command command, Actor actor) {
        return Map.entry(name, new Asked(command, actor));
    }

    private static Map.Entry<String, Asked> validation(String name, List<Violation> violations) {
        var result = new ValidationResult(ID, STATUS_VERSION, violations);
        return asked(name, new Command.RecordValidation(result), Actor.function(Role.ORDER_VALIDATION_FN));
    }

    private static Map.Entry<String, Asked> payment(String name, ChargeOutcome outcome, @Nullable String reference) {
        var result = new PaymentResult(ID, STATUS_VERSION, ATTEMPT, outcome, reference, 1_900, "EUR", null, null);
        return asked(name, new Command.RecordPayment(result), Actor.function(Role.PAYMENT_FN));
    }

    private static Map.Entry<String, Asked> approval(String name, ApprovalDecision decision) {
        var result = new ApprovalResult(ID, STATUS_VERSION, decision, 25, null, null);
        return asked(name, new Command.RecordApproval(result), Actor.function(Role.RESTAURANT_APPROVAL_FN));
    }

    private static Map.Entry<String, Asked> refund(String name, RefundOutcome outcome) {
        var result = new RefundResult(ID, STATUS_VERSION, outcome, 1_900, "EUR", null, null);
        return asked(name, new Command.RecordRefund(result), Actor.function(Role.PAYMENT_FN));
    }
}
