package dev.tiffin.gateway.graphql.view;

import dev.tiffin.gateway.order.Problem;
import java.time.Instant;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Enum;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;

/** An order with which something is wrong. */
@Type("OrderProblem")
@Description("An order with which something is wrong.")
public record OrderProblemView(
        @Description("What is wrong.") @NonNull Kind kind,
        @Description("Since when.") @NonNull Instant since,
        @Description("The order as it is.") @NonNull OrderView order) {

    /** What is wrong. */
    @Enum("OrderProblemKind")
    @Description("What is wrong with an order; customers are told of the first three, operators of the others.")
    public enum Kind {
        @Description("It was refused, and nothing was kept.")
        REJECTED,
        @Description("The money is on its way back.")
        REFUND_REQUESTED,
        @Description("The money went back.")
        REFUNDED,
        @Description("A person has let it wait for too long, and no rule can help.")
        OVERDUE,
        @Description("Nobody knows whether it was charged.")
        UNDECIDED,
        @Description("The money should go back and does not.")
        REFUND_FAILED,
        @Description("Its function could not work on it: a dead letter.")
        STALLED
    }

    /** The API's view of a problem. */
    public static OrderProblemView of(Problem problem) {
        return new OrderProblemView(
                Kind.valueOf(problem.kind().name()), problem.since(), OrderView.of(problem.order()));
    }
}
