package dev.tiffin.gateway.graphql.view;

import dev.tiffin.contract.OrderStatus;
import dev.tiffin.gateway.feed.Statistics;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;

/** All orders, counted. */
@Type("Statistics")
@Description("All orders, counted at one moment. Who changed an order, and through which gateway, makes no difference.")
public record StatisticsView(
        @Description("The moment.") @NonNull Instant at,
        @Description("How many orders there are.") @NonNull Long total,

        @Description("How many are in each status; every status is listed.") @NonNull
        List<@NonNull StatusCountView> byStatus,

        @Description("How many have passed validation, whatever became of them.") @NonNull
        Long validated,

        @Description("How many have been charged, whatever became of them.") @NonNull
        Long paid,

        @Description("How many have been approved by the restaurant, whatever became of them.") @NonNull
        Long approved,

        @Description("How many have a delivery agent.") @NonNull
        Long assigned,

        @Description("How many have been delivered.") @NonNull
        Long delivered) {

    /** The API's view of a count. */
    public static StatisticsView of(Statistics counted) {
        return new StatisticsView(
                counted.at(),
                counted.total(),
                Arrays.stream(OrderStatus.values())
                        .map(status -> new StatusCountView(OrderStatusView.of(status), counted.in(status)))
                        .toList(),
                counted.validated(),
                counted.paid(),
                counted.approved(),
                counted.assigned(),
                counted.in(OrderStatus.DELIVERED));
    }

    /** How many orders are in a status. */
    @Type("StatusCount")
    @Description("How many orders are in a status.")
    public record StatusCountView(
            @Description("The status.") @NonNull OrderStatusView status,

            @Description("How many orders are in it.") @NonNull
            Long count) {}
}
