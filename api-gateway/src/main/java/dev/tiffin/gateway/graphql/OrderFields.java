package dev.tiffin.gateway.graphql;

import dev.tiffin.gateway.City;
import dev.tiffin.gateway.Orders;
import dev.tiffin.gateway.graphql.view.OrderAgentView;
import dev.tiffin.gateway.graphql.view.OrderView;
import dev.tiffin.gateway.graphql.view.TimelineEntryView;
import dev.tiffin.gateway.order.Deadline;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Source;
import org.jspecify.annotations.Nullable;

/**
 * Fields of an order that are not in its row. Each is asked once for all orders of an answer, and once for all
 * subscribers that are told of the same change. They can be reached only through an order that the caller may see,
 * which is why everybody may ask.
 */
@GraphQLApi
@ApplicationScoped
@PermitAll
public class OrderFields {

    private final Orders orders;
    private final City city;

    OrderFields(Orders orders, City city) {
        this.orders = orders;
        this.city = city;
    }

    @Name("timeline")
    @Description("The order's history up to this version, oldest first.")
    public @NonNull Uni<List<@NonNull List<@NonNull TimelineEntryView>>> timeline(@Source List<OrderView> asked) {
        return orders.timelines(ids(asked))
                .map(histories -> asked.stream()
                        .map(order -> histories.getOrDefault(order.id(), List.of()).stream()
                                .filter(entry -> entry.version() <= order.version())
                                .map(TimelineEntryView::of)
                                .toList())
                        .toList());
    }

    @Name("deadline")
    @Description("Until when it may stay as it is; null when it has ended.")
    public Uni<List<@Nullable Instant>> deadline(@Source List<OrderView> asked) {
        return orders.deadlines(ids(asked))
                .map(deadlines -> asked.stream()
                        .map(order -> deadlines.get(order.id()))
                        .<@Nullable Instant>map(OrderFields::dueAt)
                        .toList());
    }

    @Name("agent")
    @Description("Who carries it; null while nobody does.")
    public Uni<List<@Nullable OrderAgentView>> agent(@Source List<OrderView> asked) {
        var ids =
                asked.stream().map(OrderView::agentId).filter(Objects::nonNull).collect(Collectors.toSet());
        if (ids.isEmpty()) {
            return Uni.createFrom()
                    .item(asked.stream()
                            .<@Nullable OrderAgentView>map(order -> null)
                            .toList());
        }
        return city.agents(ids)
                .map(agents -> asked.stream()
                        .map(OrderView::agentId)
                        .<@Nullable OrderAgentView>map(id -> {
                            if (id == null) {
                                return null;
                            }
                            var agent = agents.get(id);
                            return new OrderAgentView(id, agent == null ? id : agent.name());
                        })
                        .toList());
    }

    private static @Nullable Instant dueAt(@Nullable Deadline deadline) {
        return deadline == null ? null : deadline.dueAt();
    }

    private static Set<UUID> ids(List<OrderView> orders) {
        return orders.stream().map(OrderView::id).collect(Collectors.toUnmodifiableSet());
    }
}
