package dev.tiffin.gateway.graphql;

import dev.tiffin.contract.Role;
import dev.tiffin.gateway.Orders;
import dev.tiffin.gateway.graphql.engine.Caller;
import dev.tiffin.gateway.graphql.input.Check;
import dev.tiffin.gateway.graphql.input.OrderFilterInput;
import dev.tiffin.gateway.graphql.view.OrderConnectionView;
import dev.tiffin.gateway.graphql.view.OrderView;
import dev.tiffin.gateway.graphql.view.StandingView;
import dev.tiffin.gateway.order.Cursor;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.jspecify.annotations.Nullable;

/** What can be asked about orders. */
@GraphQLApi
@ApplicationScoped
public class OrderQueries {

    private static final int PAGE = 100;

    private final Orders orders;
    private final Caller caller;

    OrderQueries(Orders orders, Caller caller) {
        this.orders = orders;
        this.caller = caller;
    }

    @Query
    @RolesAllowed({Role.CUSTOMER, Role.RESTAURANT, Role.AGENT, Role.OPERATOR})
    @Description("The order; null when it is unknown or not the caller's.")
    public Uni<@Nullable OrderView> order(@Name("id") @Description("The order.") @Id @NonNull String id) {
        return orders.find(Check.orderId("id", id), caller.actor())
                .map(found -> found.map(OrderView::of).orElse(null));
    }

    @Query
    @RolesAllowed({Role.CUSTOMER, Role.RESTAURANT, Role.AGENT, Role.OPERATOR})
    @Description(
            "Orders, newest first: a customer's own, those of a restaurant, those an agent carries, an operator all.")
    public @NonNull Uni<OrderConnectionView> orders(
            @Name("first") @DefaultValue("20") @Description("How many, 1 to 100.") int first,
            @Name("after") @Description("Only what follows this cursor.") @Nullable String after,
            @Name("filter") @Description("Only these.") @Nullable OrderFilterInput filter) {
        var cursor = after == null ? null : Cursor.parse(Check.name("after", after));
        return orders.page(
                        OrderFilterInput.filter(filter), Check.between("first", first, 1, PAGE), cursor, caller.actor())
                .map(OrderConnectionView::of);
    }

    @Query
    @RolesAllowed({Role.CUSTOMER, Role.RESTAURANT, Role.AGENT, Role.OPERATOR})
    @Description("The orders that wait for the caller, most urgent first; an operator's are those with a problem.")
    public @NonNull Uni<List<@NonNull OrderView>> waitingForMe(
            @Name("first") @DefaultValue("50") @Description("How many at most, 1 to 100.") int first) {
        return orders.waitingFor(caller.actor(), Check.between("first", first, 1, PAGE))
                .map(found -> found.stream().map(OrderView::of).toList());
    }

    @Query
    @RolesAllowed({
        Role.ORDER_VALIDATION_FN,
        Role.PAYMENT_FN,
        Role.RESTAURANT_APPROVAL_FN,
        Role.AGENT_ASSIGNMENT_FN,
        Role.OPERATOR
    })
    @Description(
            "Where an order stands, for a step that wonders whether an old event is worth working on; null: unknown.")
    public Uni<@Nullable StandingView> standing(@Name("id") @Description("The order.") @Id @NonNull String id) {
        return orders.find(Check.orderId("id", id), caller.actor())
                .map(found -> found.map(StandingView::of).orElse(null));
    }
}
