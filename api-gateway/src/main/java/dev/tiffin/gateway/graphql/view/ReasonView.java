package dev.tiffin.gateway.graphql.view;

import dev.tiffin.gateway.order.Why;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;
import org.jspecify.annotations.Nullable;

/** Why an order was refused, ended or waits. */
@Type("Reason")
@Description("Why an order was refused, ended or waits.")
public record ReasonView(
        @Description("For programs, for example CARD_DECLINED or NO_AGENT_FREE.") @NonNull
        String code,

        @Description("A sentence for the customer.") @NonNull
        String message) {

    static @Nullable ReasonView of(@Nullable String code, @Nullable String message) {
        if (code == null) {
            return null;
        }
        var reasons = Why.of(code, message);
        return new ReasonView(
                reasons.getFirst().code(), reasons.stream().map(Why::sentence).collect(Collectors.joining(" ")));
    }

    /** Each on its own. */
    static List<ReasonView> all(@Nullable String code, @Nullable String message) {
        return Why.of(code, message).stream()
                .map(why -> new ReasonView(why.code(), why.sentence()))
                .toList();
    }
}
