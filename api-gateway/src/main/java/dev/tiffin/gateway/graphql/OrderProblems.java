package dev.tiffin.gateway.graphql;

import dev.tiffin.contract.Role;
import dev.tiffin.gateway.Orders;
import dev.tiffin.gateway.Problems;
import dev.tiffin.gateway.feed.Feed;
import dev.tiffin.gateway.graphql.engine.Caller;
import dev.tiffin.gateway.graphql.input.Check;
import dev.tiffin.gateway.graphql.view.OrderProblemView;
import dev.tiffin.gateway.order.Order;
import dev.tiffin.gateway.order.Problem;
import io.smallrye.graphql.api.Subscription;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;

/** What went wrong, asked or watched. */
@GraphQLApi
@ApplicationScoped
public class OrderProblems {

    private static final int PAGE = 100;
    private static final String WHICH = "for an operator everything that needs one; for a customer their own orders "
            + "that were refused or are paid back";

    private final Orders orders;
    private final Problems problems;
    private final Feed feed;
    private final Caller caller;

    OrderProblems(Orders orders, Problems problems, Feed feed, Caller caller) {
        this.orders = orders;
        this.problems = problems;
        this.feed = feed;
        this.caller = caller;
    }

    @Query("orderProblems")
    @RolesAllowed({Role.CUSTOMER, Role.OPERATOR})
    @Description("What went wrong: " + WHICH + ".")
    public @NonNull Uni<List<@NonNull OrderProblemView>> problems(
            @Name("first") @DefaultValue("50") @Description("How many at most, 1 to 100.") int first) {
        return orders.problems(caller.actor(), Check.between("first", first, 1, PAGE))
                .map(found -> found.stream().map(OrderProblemView::of).toList());
    }

    @Subscription("orderProblems")
    @RolesAllowed({Role.CUSTOMER, Role.OPERATOR})
    @Description("What went wrong, each once, those that are there first: " + WHICH + ".")
    public @NonNull Multi<OrderProblemView> watchProblems() {
        var actor = caller.actor();
        if (actor.is(Role.OPERATOR)) {
            return problems.watch().map(OrderProblemView::of);
        }
        return toldOnce(feed.orders(Orders.GONE_WRONG, actor))
                .map(Problem::toldByStatus)
                .map(OrderProblemView::of);
    }

    /** The feed also tells of changes within a status, and of the one by which an order leaves. */
    private static Multi<Order> toldOnce(Multi<Order> changes) {
        return Multi.createFrom().deferred(() -> {
            Map<UUID, Integer> told = new HashMap<>();
            return changes.filter(order -> {
                int entered = order.progress().statusVersion();
                return Orders.GONE_WRONG.matches(order.status())
                        && !Objects.equals(told.put(order.id(), entered), entered);
            });
        });
    }
}
