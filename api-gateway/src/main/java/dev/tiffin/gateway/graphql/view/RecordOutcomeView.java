package dev.tiffin.gateway.graphql.view;

import dev.tiffin.contract.StepResults.RecordOutcome;
import java.util.UUID;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Enum;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;

/** What was made of a step's result. */
@Type("RecordOutcome")
@Description("What was made of a step's result.")
public record RecordOutcomeView(
        @Description("The order.") @Id @NonNull UUID orderId,

        @Description("What was made of the result.") @NonNull
        OutcomeView outcome,

        @Description("The order's version now; 0 for an unknown order.") @NonNull
        Integer version) {

    /** The API's view of an outcome. */
    public static RecordOutcomeView of(RecordOutcome outcome) {
        return new RecordOutcomeView(
                outcome.orderId(), OutcomeView.valueOf(outcome.outcome().name()), outcome.version());
    }

    /** What was made of a result; the same names as {@link dev.tiffin.contract.StepResults.Outcome}. */
    @Enum("Outcome")
    @Description("What was made of a result.")
    public enum OutcomeView {
        @Description("The order changed.")
        APPLIED,
        @Description("The order had changed that way before; nothing was done.")
        ALREADY_APPLIED,
        @Description("The order has moved on; the result is of no use any more.")
        STALE,
        @Description("The result could not be used as it is; work again.")
        RETRY,
        @Description("There is no such order in this database.")
        UNKNOWN_ORDER
    }
}
