package dev.tiffin.gateway.graphql.input;

import dev.tiffin.contract.StepResults.ApprovalDecision;
import dev.tiffin.contract.StepResults.ApprovalResult;
import dev.tiffin.contract.StepResults.AssignmentResult;
import dev.tiffin.contract.StepResults.ChargeOutcome;
import dev.tiffin.contract.StepResults.PaymentResult;
import dev.tiffin.contract.StepResults.RefundOutcome;
import dev.tiffin.contract.StepResults.RefundResult;
import dev.tiffin.contract.StepResults.ValidationResult;
import dev.tiffin.contract.StepResults.Violation;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Enum;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Input;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

/** What the steps found out, field by field as in {@link dev.tiffin.contract.StepResults}. */
public final class StepInputs {

    private static final int VIOLATIONS = 100;
    private static final int CANDIDATES = 100;
    private static final int A_WEEK = 7 * 24 * 60;

    private StepInputs() {}

    /** Of order-validation-fn. */
    @Input("ValidationResultInput")
    @Description("What order-validation-fn found out: valid if no rule is violated.")
    public record ValidationResultInput(
            @Description("The order.") @Id @NonNull String orderId,

            @Description("The statusVersion of the event that was worked on.") @NonNull
            Integer statusVersion,

            @Description("The rules that the order breaks.") @NonNull
            List<@NonNull ViolationInput> violations) {

        /** The contract's result. */
        public ValidationResult result(String field) {
            Check.atMost(field + ".violations", violations, VIOLATIONS);
            return new ValidationResult(
                    Check.orderId(field + ".orderId", orderId),
                    statusVersion,
                    violations.stream()
                            .map(violation -> violation.violation(field + ".violations"))
                            .toList());
        }
    }

    /** A rule that an order breaks. */
    @Input("ViolationInput")
    @Description("A rule that an order breaks.")
    public record ViolationInput(
            @Description("For programs.") @NonNull String code,

            @Description("A sentence for the customer.") @NonNull
            String message) {

        Violation violation(String field) {
            return new Violation(Check.name(field + ".code", code), Check.sentence(field + ".message", message));
        }
    }

    /** Of payment-fn, for a charge. */
    @Input("PaymentResultInput")
    @Description("What payment-fn found out about a charge.")
    public record PaymentResultInput(
            @Description("The order.") @Id @NonNull String orderId,

            @Description("The statusVersion of the event that was worked on.") @NonNull
            Integer statusVersion,

            @Description("The paymentAttempt of the event.") @NonNull
            Integer paymentAttempt,

            @Description("How it ended.") @NonNull ChargeOutcomeInput outcome,

            @Description("The provider's name of the charge; present when charged.") @Nullable
            String paymentReference,

            @Description("What was charged, minor units.") @NonNull
            Long amount,

            @Description("ISO 4217 code.") @NonNull String currency,

            @Description("Why declined, for programs.") @Nullable
            String reasonCode,

            @Description("Why declined, as a sentence for the customer.") @Nullable
            String reason) {

        /** The contract's result. */
        public PaymentResult result(String field) {
            return new PaymentResult(
                    Check.orderId(field + ".orderId", orderId),
                    statusVersion,
                    paymentAttempt,
                    ChargeOutcome.valueOf(outcome.name()),
                    Check.optionalName(field + ".paymentReference", paymentReference),
                    amount,
                    Check.name(field + ".currency", currency),
                    Check.optionalName(field + ".reasonCode", reasonCode),
                    Check.optionalSentence(field + ".reason", reason));
        }
    }

    /** How a charge ended. */
    @Enum("ChargeOutcome")
    @Description("How a charge ended.")
    public enum ChargeOutcomeInput {
        @Description("The money was taken.")
        CHARGED,
        @Description("The provider said no; another payment method may be tried.")
        DECLINED,
        @Description("Nobody can tell whether the money was taken: a person has to look.")
        UNKNOWN
    }

    /** Of payment-fn, for a refund. */
    @Input("RefundResultInput")
    @Description("What payment-fn found out about a refund.")
    public record RefundResultInput(
            @Description("The order.") @Id @NonNull String orderId,

            @Description("The statusVersion of the event that was worked on.") @NonNull
            Integer statusVersion,

            @Description("How it ended.") @NonNull RefundOutcomeInput outcome,

            @Description("What went back in all, minor units.") @NonNull
            Long amount,

            @Description("ISO 4217 code.") @NonNull String currency,

            @Description("Why refused, for programs.") @Nullable
            String reasonCode,

            @Description("Why refused, as a sentence for the customer.") @Nullable
            String reason) {

        /** The contract's result. */
        public RefundResult result(String field) {
            return new RefundResult(
                    Check.orderId(field + ".orderId", orderId),
                    statusVersion,
                    RefundOutcome.valueOf(outcome.name()),
                    amount,
                    Check.name(field + ".currency", currency),
                    Check.optionalName(field + ".reasonCode", reasonCode),
                    Check.optionalSentence(field + ".reason", reason));
        }
    }

    /** How a refund ended. */
    @Enum("RefundOutcome")
    @Description("How a refund ended.")
    public enum RefundOutcomeInput {
        @Description("Every charge that the provider knows for the order went back.")
        REFUNDED,
        @Description("The provider knows no charge for the order.")
        NONE_FOUND,
        @Description("The provider refuses for good; a person has to look.")
        REFUSED
    }

    /** Of restaurant-approval-fn. */
    @Input("ApprovalResultInput")
    @Description("What restaurant-approval-fn decided.")
    public record ApprovalResultInput(
            @Description("The order.") @Id @NonNull String orderId,

            @Description("The statusVersion of the event that was worked on.") @NonNull
            Integer statusVersion,

            @Description("The decision.") @NonNull ApprovalDecisionInput decision,

            @Description("Estimate from now to the door, in minutes, 1 to 10,080; present when approved.") @Nullable
            Integer promisedMinutes,

            @Description("Why declined, for programs.") @Nullable
            String reasonCode,

            @Description("Why declined, as a sentence for the customer.") @Nullable
            String reason) {

        /** The contract's result. */
        public ApprovalResult result(String field) {
            return new ApprovalResult(
                    Check.orderId(field + ".orderId", orderId),
                    statusVersion,
                    ApprovalDecision.valueOf(decision.name()),
                    promisedMinutes == null
                            ? null
                            : Integer.valueOf(Check.between(field + ".promisedMinutes", promisedMinutes, 1, A_WEEK)),
                    Check.optionalName(field + ".reasonCode", reasonCode),
                    Check.optionalSentence(field + ".reason", reason));
        }
    }

    /** What was decided. */
    @Enum("ApprovalDecision")
    @Description("What was decided about an order.")
    public enum ApprovalDecisionInput {
        @Description("Approved on the restaurant's behalf.")
        APPROVED,
        @Description("A person at the restaurant has to decide.")
        NEEDS_PERSON,
        @Description("The restaurant cannot take it.")
        DECLINED
    }

    /** Of agent-assignment-fn. */
    @Input("AssignmentResultInput")
    @Description("What agent-assignment-fn found out.")
    public record AssignmentResultInput(
            @Description("The order.") @Id @NonNull String orderId,

            @Description("The statusVersion of the event that was worked on.") @NonNull
            Integer statusVersion,

            @Description("Agents, best first, at most 100; the first that has room takes the order. "
                    + "Empty: nobody is free.")
            @NonNull
            List<@NonNull String> candidates) {

        /** The contract's result. */
        public AssignmentResult result(String field) {
            Check.atMost(field + ".candidates", candidates, CANDIDATES);
            return new AssignmentResult(
                    Check.orderId(field + ".orderId", orderId),
                    statusVersion,
                    candidates.stream()
                            .map(agent -> Check.name(field + ".candidates", agent))
                            .toList());
        }
    }
}
