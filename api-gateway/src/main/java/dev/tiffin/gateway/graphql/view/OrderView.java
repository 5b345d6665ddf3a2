package dev.tiffin.gateway.graphql.view;

import dev.tiffin.gateway.order.Order;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Ignore;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;
import org.jspecify.annotations.Nullable;

/** An order as it stood at one version. {@code timeline}, {@code deadline} and {@code agent} are resolved apart. */
@Type("Order")
@Description("An order as it stood at one version. A flag is a fact with a time: isPaid says that paidAt is there.")
public record OrderView(
        @Description("The order.") @Id @NonNull UUID id,
        @Description("Where it stands.") @NonNull OrderStatusView status,
        @Description("What has to happen next.") @NonNull WaitingFor waitingFor,

        @Description("Counts the order's changes from 1, without gaps.") @NonNull
        Integer version,

        @Description("Passed validation.") @Name("isValidated") @NonNull
        Boolean isValidated,

        @Description("Was charged.") @Name("isPaid") @NonNull
        Boolean isPaid,

        @Description("Was approved by the restaurant.") @Name("isApproved") @NonNull
        Boolean isApproved,

        @Description("Has a delivery agent.") @Name("isAgentAssigned") @NonNull
        Boolean isAgentAssigned,

        @Description("When it passed validation.") @Nullable Instant validatedAt,
        @Description("When it was charged.") @Nullable Instant paidAt,

        @Description("When the restaurant approved it.") @Nullable
        Instant approvedAt,

        @Description("When the present delivery agent was assigned.") @Nullable
        Instant agentAssignedAt,

        @Description("When the money went back.") @Nullable Instant refundedAt,

        @Description("When somebody wished to cancel while a charge was under way; the charge's result decides.")
        @Nullable
        Instant cancelRequestedAt,

        @Description("When it was placed, by the database's clock.") @NonNull
        Instant createdAt,

        @Description("When this version was written, by the database's clock.") @NonNull
        Instant changedAt,

        @Description("When the food is estimated to arrive.") @Nullable
        Instant promisedAt,

        @Description("Who placed it.") @Id @NonNull String customerId,
        @Description("Who cooks it.") @NonNull OrderRestaurantView restaurant,
        @Description("Where it is delivered.") @NonNull AddressView address,

        @Description("What was ordered, priced by the menu when the order was placed.") @NonNull
        List<@NonNull OrderLineView> lines,

        @Description("What it costs in all.") @NonNull MoneyView total,

        @Description("Why it was refused, ended or waits; null while all is well.") @Nullable
        ReasonView reason,

        @Description("The same, each reason on its own: validation names every rule that the order breaks.") @NonNull
        List<@NonNull ReasonView> reasons,

        @Ignore @Nullable String agentId) {

    /** The API's view of an order. */
    public static OrderView of(Order order) {
        var placement = order.placement();
        var progress = order.progress();
        String currency = placement.currency();
        return new OrderView(
                placement.id(),
                OrderStatusView.of(progress.status()),
                WaitingFor.in(progress.status()),
                progress.version(),
                progress.validatedAt() != null,
                progress.paidAt() != null,
                progress.approvedAt() != null,
                progress.agentAssignedAt() != null,
                progress.validatedAt(),
                progress.paidAt(),
                progress.approvedAt(),
                progress.agentAssignedAt(),
                progress.refundedAt(),
                progress.cancelRequestedAt(),
                placement.createdAt(),
                progress.changedAt(),
                progress.promisedAt(),
                placement.customerId(),
                new OrderRestaurantView(
                        placement.restaurant().id(), placement.restaurant().name()),
                AddressView.of(placement.address()),
                placement.lines().stream()
                        .map(line -> OrderLineView.of(line, currency))
                        .toList(),
                new MoneyView(placement.total(), currency),
                ReasonView.of(progress.reasonCode(), progress.reason()),
                ReasonView.all(progress.reasonCode(), progress.reason()),
                progress.agentId());
    }
}
