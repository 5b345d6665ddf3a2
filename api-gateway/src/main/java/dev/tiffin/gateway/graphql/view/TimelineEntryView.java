package dev.tiffin.gateway.graphql.view;

import dev.tiffin.gateway.order.TimelineEntry;
import java.time.Instant;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;
import org.jspecify.annotations.Nullable;

/** One version in an order's history. */
@Type("TimelineEntry")
@Description("One version in an order's history.")
public record TimelineEntryView(
        @Description("Counts from 1.") @NonNull Integer version,
        @Description("Where the order stood.") @NonNull OrderStatusView status,

        @Description("When this version was written.") @NonNull
        Instant at,

        @Description("Who wrote it, for example customer:ada, function:payment-fn, deadline, sql:admin.") @NonNull
        String by,

        @Description("Why, for programs.") @Nullable String reasonCode,

        @Description("Why, as a sentence for the customer.") @Nullable
        String reason) {

    /** The API's view of an entry. */
    public static TimelineEntryView of(TimelineEntry entry) {
        var reason = ReasonView.of(entry.reasonCode(), entry.reason());
        return new TimelineEntryView(
                entry.version(),
                OrderStatusView.of(entry.status()),
                entry.at(),
                entry.by(),
                reason == null ? null : reason.code(),
                reason == null ? null : reason.message());
    }
}
