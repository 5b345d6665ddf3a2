package dev.tiffin.gateway.graphql;

import dev.tiffin.contract.Role;
import dev.tiffin.gateway.feed.Feed;
import dev.tiffin.gateway.graphql.engine.Caller;
import dev.tiffin.gateway.graphql.input.Check;
import dev.tiffin.gateway.graphql.input.OrderFilterInput;
import dev.tiffin.gateway.graphql.view.OrderView;
import dev.tiffin.gateway.graphql.view.StatisticsView;
import io.smallrye.graphql.api.Subscription;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.jspecify.annotations.Nullable;

/** What can be watched live, and the count that goes with it. */
@GraphQLApi
@ApplicationScoped
public class OrderSubscriptions {

    private static final int LEAST_MILLIS = 250;
    private static final int MOST_MILLIS = 60_000;

    private final Feed feed;
    private final Caller caller;

    OrderSubscriptions(Feed feed, Caller caller) {
        this.feed = feed;
        this.caller = caller;
    }

    @Subscription
    @RolesAllowed({Role.CUSTOMER, Role.RESTAURANT, Role.AGENT, Role.OPERATOR})
    @Description(
            "The order as it stands, then every later version once, in order. After a lost connection name the last "
                    + "version seen in afterVersion: then what was missed comes first. Errors: ORDER_NOT_FOUND, "
                    + "TOO_SLOW.")
    public @NonNull Multi<OrderView> orderChanged(
            @Name("id") @Description("The order.") @Id @NonNull String id,
            @Name("afterVersion")
                    @Description("Only versions after this one, but all of them; 0 for the whole history.")
                    @Nullable
                    Integer afterVersion) {
        return feed.order(
                        Check.orderId("id", id),
                        caller.actor(),
                        afterVersion == null
                                ? null
                                : Integer.valueOf(Check.between("afterVersion", afterVersion, 0, Integer.MAX_VALUE)))
                .map(OrderView::of);
    }

    @Subscription
    @RolesAllowed({Role.CUSTOMER, Role.RESTAURANT, Role.AGENT, Role.OPERATOR})
    @Description(
            "The orders that the caller may see: at most 500 as they stand, newest first, then every later version of "
                    + "every order that passes the filter, old or new; by statuses also the change with which an order "
                    + "leaves them. Errors: TOO_SLOW.")
    public @NonNull Multi<OrderView> ordersChanged(
            @Name("filter") @Description("Only these.") @Nullable OrderFilterInput filter) {
        return feed.orders(OrderFilterInput.filter(filter), caller.actor()).map(OrderView::of);
    }

    @Subscription
    @RolesAllowed(Role.OPERATOR)
    @Description("All orders counted now, then again whenever the count has changed, at most this often.")
    public @NonNull Multi<StatisticsView> statisticsChanged(
            @Name("everyMillis") @DefaultValue("1000") @Description("Milliseconds, 250 to 60,000.") int everyMillis) {
        return feed.statistics(Duration.ofMillis(Check.between("everyMillis", everyMillis, LEAST_MILLIS, MOST_MILLIS)))
                .map(StatisticsView::of);
    }

    @Query
    @RolesAllowed(Role.OPERATOR)
    @Description("All orders counted now.")
    public @NonNull Uni<StatisticsView> statistics() {
        return feed.statistics().map(StatisticsView::of);
    }
}
