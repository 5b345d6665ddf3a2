package dev.tiffin.gateway.order;

import dev.tiffin.contract.StepResults.ApprovalResult;
import dev.tiffin.contract.StepResults.AssignmentResult;
import dev.tiffin.contract.StepResults.PaymentResult;
import dev.tiffin.contract.StepResults.RefundResult;
import dev.tiffin.contract.StepResults.StepResult;
import dev.tiffin.contract.StepResults.ValidationResult;
import dev.tiffin.contract.StepResults.Violation;
import org.jspecify.annotations.Nullable;

/** What can be asked of an order that exists. */
public sealed interface Command {

    /** The customer chooses a payment method. */
    record Pay(String paymentMethod) implements Command {
        public Pay {
            Text.required("The payment method", paymentMethod, Text.NAME);
        }
    }

    /** Call the order off. */
    record Cancel(@Nullable String reason) implements Command {
        public Cancel {
            Text.optional("The reason", reason, Text.SENTENCE);
        }
    }

    /** The restaurant will cook it; {@code promisedMinutes} from now to the door. */
    record Approve(int promisedMinutes) implements Command {
        /** A day: whoever promises more has mistyped. */
        static final int MOST_MINUTES = 24 * 60;

        public Approve {
            if (promisedMinutes < 1 || promisedMinutes > MOST_MINUTES) {
                throw Text.invalid("The estimate must be 1 to " + MOST_MINUTES + " minutes.");
            }
        }
    }

    /** When the food will arrive after all; {@code promisedMinutes} from now to the door. */
    record Estimate(int promisedMinutes) implements Command {
        public Estimate {
            if (promisedMinutes < 1 || promisedMinutes > Approve.MOST_MINUTES) {
                throw Text.invalid("The estimate must be 1 to " + Approve.MOST_MINUTES + " minutes.");
            }
        }
    }

    /** The restaurant will not. */
    record Decline(String reason) implements Command {
        public Decline {
            Text.required("The reason", reason, Text.SENTENCE);
        }
    }

    /** The agent has the food. */
    record PickUp() implements Command {}

    /** The customer has the food. */
    record Deliver() implements Command {}

    /** The agent cannot carry it after all: another one is looked for. */
    record Reassign() implements Command {}

    /** The operator gives the money back for an order under way or delivered. */
    record Refund(String reason) implements Command {
        public Refund {
            Text.required("The reason", reason, Text.SENTENCE);
        }
    }

    /** The operator has found out what became of a charge: its reference, or null when there was none. */
    record Settle(@Nullable String paymentReference) implements Command {
        public Settle {
            Text.optional("The payment reference", paymentReference, Text.NAME);
        }
    }

    /** The operator has given the money back another way. */
    record ConfirmRefund(String reason) implements Command {
        public ConfirmRefund {
            Text.required("The reason", reason, Text.SENTENCE);
        }
    }

    /** The time limit of the status that was entered at {@code statusVersion} has passed. */
    record Expire(int statusVersion) implements Command {}

    /** A step's result; nothing but a compare-and-set lets it take effect. */
    sealed interface Recorded extends Command {
        /** What the step found out. */
        StepResult result();
    }

    /** Of order-validation-fn. */
    record RecordValidation(ValidationResult result) implements Recorded {
        public RecordValidation {
            for (Violation violation : result.violations()) {
                Text.required("A violation's code", violation.code(), Text.NAME);
                Text.required("A violation's message", violation.message(), Text.SENTENCE);
            }
        }
    }

    /** Of payment-fn, for a charge. */
    record RecordPayment(PaymentResult result) implements Recorded {
        public RecordPayment {
            Text.optional("The payment reference", result.paymentReference(), Text.NAME);
            Text.optional("The reason code", result.reasonCode(), Text.NAME);
            Text.optional("The reason", result.reason(), Text.SENTENCE);
        }
    }

    /** Of payment-fn, for a refund. */
    record RecordRefund(RefundResult result) implements Recorded {}

    /** Of restaurant-approval-fn. */
    record RecordApproval(ApprovalResult result) implements Recorded {
        public RecordApproval {
            Text.optional("The reason code", result.reasonCode(), Text.NAME);
            Text.optional("The reason", result.reason(), Text.SENTENCE);
        }
    }

    /** Of agent-assignment-fn. */
    record RecordAssignment(AssignmentResult result) implements Recorded {
        /** More would only lock more. */
        static final int MOST_CANDIDATES = 100;

        public RecordAssignment {
            if (result.candidates().size() > MOST_CANDIDATES) {
                throw Text.invalid("At most " + MOST_CANDIDATES + " candidates can be named.");
            }
            result.candidates().forEach(candidate -> Text.required("A candidate", candidate, Text.NAME));
        }
    }
}
