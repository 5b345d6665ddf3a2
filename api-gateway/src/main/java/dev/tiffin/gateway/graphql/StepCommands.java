package dev.tiffin.gateway.graphql;

import dev.tiffin.contract.Role;
import dev.tiffin.contract.StepResults.RecordOutcome;
import dev.tiffin.gateway.Orders;
import dev.tiffin.gateway.graphql.input.Check;
import dev.tiffin.gateway.graphql.input.StepInputs.ApprovalResultInput;
import dev.tiffin.gateway.graphql.input.StepInputs.AssignmentResultInput;
import dev.tiffin.gateway.graphql.input.StepInputs.PaymentResultInput;
import dev.tiffin.gateway.graphql.input.StepInputs.RefundResultInput;
import dev.tiffin.gateway.graphql.input.StepInputs.ValidationResultInput;
import dev.tiffin.gateway.graphql.view.RecordOutcomeView;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.BiFunction;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/**
 * What the steps write back. Each result is compared with the order and then set, so a repeated or late one changes
 * nothing; answers are in the order of the results. A malformed result refuses the list: the caller then sends each
 * alone.
 */
@GraphQLApi
@ApplicationScoped
public class StepCommands {

    private static final int MOST = 100;

    private final Orders orders;

    StepCommands(Orders orders) {
        this.orders = orders;
    }

    @Mutation
    @RolesAllowed(Role.ORDER_VALIDATION_FN)
    @Description("Records what order-validation-fn found out, at most 100 results.")
    public @NonNull Uni<List<@NonNull RecordOutcomeView>> recordValidations(
            @Name("results") @Description("The results.") @NonNull List<@NonNull ValidationResultInput> results) {
        return answer(orders.recordValidations(each(results, ValidationResultInput::result)));
    }

    @Mutation
    @RolesAllowed(Role.PAYMENT_FN)
    @Description(
            "Records how charges ended, at most 100 results. A charge that was made always lands: an order that does "
                    + "not expect it any more enters REFUND_REQUESTED.")
    public @NonNull Uni<List<@NonNull RecordOutcomeView>> recordPayments(
            @Name("results") @Description("The results.") @NonNull List<@NonNull PaymentResultInput> results) {
        return answer(orders.recordPayments(each(results, PaymentResultInput::result)));
    }

    @Mutation
    @RolesAllowed(Role.PAYMENT_FN)
    @Description("Records how refunds ended, at most 100 results.")
    public @NonNull Uni<List<@NonNull RecordOutcomeView>> recordRefunds(
            @Name("results") @Description("The results.") @NonNull List<@NonNull RefundResultInput> results) {
        return answer(orders.recordRefunds(each(results, RefundResultInput::result)));
    }

    @Mutation
    @RolesAllowed(Role.RESTAURANT_APPROVAL_FN)
    @Description("Records what restaurant-approval-fn decided, at most 100 results.")
    public @NonNull Uni<List<@NonNull RecordOutcomeView>> recordApprovals(
            @Name("results") @Description("The results.") @NonNull List<@NonNull ApprovalResultInput> results) {
        return answer(orders.recordApprovals(each(results, ApprovalResultInput::result)));
    }

    @Mutation
    @RolesAllowed(Role.AGENT_ASSIGNMENT_FN)
    @Description("Records which agents may carry orders, at most 100 results; the first that has room takes the order.")
    public @NonNull Uni<List<@NonNull RecordOutcomeView>> recordAssignments(
            @Name("results") @Description("The results.") @NonNull List<@NonNull AssignmentResultInput> results) {
        return answer(orders.recordAssignments(each(results, AssignmentResultInput::result)));
    }

    private static <I, R> List<R> each(List<I> given, BiFunction<I, String, R> read) {
        return Check.each("results", Check.atMost("results", given, MOST), read);
    }

    private static Uni<List<RecordOutcomeView>> answer(Uni<List<RecordOutcome>> outcomes) {
        return outcomes.map(list -> list.stream().map(RecordOutcomeView::of).toList());
    }
}
