package dev.tiffin.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a step found out, as it is written back to the gateway. Every result names the order and the
 * {@code statusVersion} of the event it answers: the gateway compares and sets, so a repeated or late result changes
 * nothing.
 */
public final class StepResults {

    private StepResults() {}

    /** What all results have in common. */
    public sealed interface StepResult {
        /** The order. */
        UUID orderId();

        /** The {@code statusVersion} of the event that was worked on. */
        int statusVersion();
    }

    /**
     * A rule that an order breaks.
     *
     * @param code machine-readable
     * @param message a sentence fit for the customer
     */
    public record Violation(String code, String message) {}

    /** Of order-validation-fn: valid if no rule is violated. */
    public record ValidationResult(UUID orderId, int statusVersion, List<Violation> violations) implements StepResult {
        public ValidationResult {
            violations = List.copyOf(violations);
        }
    }

    /** How a charge ended. */
    public enum ChargeOutcome {
        /** The money was taken. */
        CHARGED,
        /** The provider said no; another payment method may be tried. */
        DECLINED,
        /** Nobody can tell whether the money was taken: a person has to look, while the step goes on trying. */
        UNKNOWN
    }

    /**
     * Of payment-fn, for a charge.
     *
     * @param paymentAttempt the attempt of the event
     * @param paymentReference the provider's name of the charge; present when charged
     * @param amount what was charged, minor units
     * @param currency ISO 4217 code
     * @param reasonCode why declined
     * @param reason the same as a sentence for the customer
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PaymentResult(
            UUID orderId,
            int statusVersion,
            int paymentAttempt,
            ChargeOutcome outcome,
            @Nullable String paymentReference,
            long amount,
            String currency,
            @Nullable String reasonCode,
            @Nullable String reason)
            implements StepResult {}

    /** What restaurant-approval-fn decided. */
    public enum ApprovalDecision {
        /** Approved on the restaurant's behalf. */
        APPROVED,
        /** A person at the restaurant has to decide. */
        NEEDS_PERSON,
        /** The restaurant cannot take it. */
        DECLINED
    }

    /**
     * Of restaurant-approval-fn.
     *
     * @param promisedMinutes estimate from now to the door; present when approved
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ApprovalResult(
            UUID orderId,
            int statusVersion,
            ApprovalDecision decision,
            @Nullable Integer promisedMinutes,
            @Nullable String reasonCode,
            @Nullable String reason)
            implements StepResult {}

    /**
     * Of agent-assignment-fn.
     *
     * @param candidates agents, best first; the gateway takes the first that has room. Empty: nobody is free
     */
    public record AssignmentResult(UUID orderId, int statusVersion, List<String> candidates) implements StepResult {
        public AssignmentResult {
            candidates = List.copyOf(candidates);
        }
    }

    /** How a refund ended. */
    public enum RefundOutcome {
        /** Every charge that the provider knows for the order went back. */
        REFUNDED,
        /** The provider knows no charge for the order. */
        NONE_FOUND,
        /** The provider refuses for good; a person has to look. */
        REFUSED
    }

    /**
     * Of payment-fn, for a refund.
     *
     * @param amount what went back in all, minor units
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RefundResult(
            UUID orderId,
            int statusVersion,
            RefundOutcome outcome,
            long amount,
            String currency,
            @Nullable String reasonCode,
            @Nullable String reason)
            implements StepResult {}

    /** What the gateway made of a result. */
    public enum Outcome {
        /** The order changed. */
        APPLIED,
        /** The order had changed that way before; nothing was done. */
        ALREADY_APPLIED,
        /** The order has moved on; the result is of no use any more. */
        STALE,
        /** The result could not be used as it is; work again. */
        RETRY,
        /** There is no such order in this database. */
        UNKNOWN_ORDER
    }

    /**
     * The gateway's answer to one result.
     *
     * @param version the order's version now; 0 for an unknown order
     */
    public record RecordOutcome(UUID orderId, Outcome outcome, int version) {}
}
