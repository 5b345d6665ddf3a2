package dev.tiffin.gateway.testing;

import static dev.tiffin.gateway.testing.Api.ask;
import static dev.tiffin.gateway.testing.Api.function;

import dev.tiffin.contract.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the functions write back, by the API; each answers the outcome. */
public final class Steps {

    private Steps() {}

    /** The order is valid. */
    public static Answer valid(String id) {
        return record(
                Role.ORDER_VALIDATION_FN,
                "recordValidations",
                "ValidationResultInput",
                Map.of("orderId", id, "statusVersion", 1, "violations", List.of()));
    }

    /** The order breaks a rule. */
    public static Answer invalid(String id) {
        return record(
                Role.ORDER_VALIDATION_FN,
                "recordValidations",
                "ValidationResultInput",
                Map.of(
                        "orderId",
                        id,
                        "statusVersion",
                        1,
                        "violations",
                        List.of(Map.of("code", "RESTAURANT_CLOSED", "message", "It is closed."))));
    }

    /** The card of a valid order was charged. */
    public static Answer charged(String id, long amount) {
        return record(
                Role.PAYMENT_FN,
                "recordPayments",
                "PaymentResultInput",
                payment(id, amount, Map.of("outcome", "CHARGED", "paymentReference", "instant_" + id)));
    }

    /** The card of a valid order was declined. */
    public static Answer declined(String id, long amount) {
        return record(
                Role.PAYMENT_FN,
                "recordPayments",
                "PaymentResultInput",
                payment(
                        id,
                        amount,
                        Map.of("outcome", "DECLINED", "reasonCode", "CARD_DECLINED", "reason", "Declined.")));
    }

    /** Nobody knows whether the card of a valid order was charged. */
    public static Answer undecided(String id, long amount) {
        return record(
                Role.PAYMENT_FN,
                "recordPayments",
                "PaymentResultInput",
                payment(id, amount, Map.of("outcome", "UNKNOWN")));
    }

    /** The charge of an order that was cancelled while it was paid went back. */
    public static Answer refunded(String id, long amount) {
        return record(
                Role.PAYMENT_FN,
                "recordRefunds",
                "RefundResultInput",
                Map.of("orderId", id, "statusVersion", 4, "outcome", "REFUNDED", "amount", amount, "currency", "EUR"));
    }

    /** The restaurant of a paid order approves. */
    public static Answer approved(String id) {
        return record(
                Role.RESTAURANT_APPROVAL_FN,
                "recordApprovals",
                "ApprovalResultInput",
                Map.of("orderId", id, "statusVersion", 3, "decision", "APPROVED", "promisedMinutes", 40));
    }

    /** An approved order is given to this agent. */
    public static Answer assigned(String id, String agent) {
        return record(
                Role.AGENT_ASSIGNMENT_FN,
                "recordAssignments",
                "AssignmentResultInput",
                Map.of("orderId", id, "statusVersion", 4, "candidates", List.of(agent)));
    }

    private static Map<String, Object> payment(String id, long amount, Map<String, Object> outcome) {
        var result = new HashMap<String, Object>(outcome);
        result.putAll(
                Map.of("orderId", id, "statusVersion", 2, "paymentAttempt", 1, "amount", amount, "currency", "EUR"));
        return result;
    }

    private static Answer record(String role, String operation, String input, Map<String, Object> result) {
        return ask(
                        function(role),
                        "mutation R($results: [" + input + "!]!) { " + operation
                                + "(results: $results) { orderId outcome version } }",
                        Map.of("results", List.of(result)))
                .from("data." + operation + "[0]");
    }
}
