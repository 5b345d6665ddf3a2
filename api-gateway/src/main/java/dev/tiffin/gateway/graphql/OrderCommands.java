package dev.tiffin.gateway.graphql;

import dev.tiffin.contract.Role;
import dev.tiffin.gateway.Orders;
import dev.tiffin.gateway.graphql.engine.Caller;
import dev.tiffin.gateway.graphql.input.Check;
import dev.tiffin.gateway.graphql.input.NewOrderInput;
import dev.tiffin.gateway.graphql.view.OrderView;
import dev.tiffin.gateway.graphql.view.PaidOrdersView;
import dev.tiffin.gateway.graphql.view.PlacedOrderView;
import dev.tiffin.gateway.order.Order;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

/**
 * What people may ask of orders. Every command may be repeated: one whose effect already holds answers the order as it
 * stands.
 */
@GraphQLApi
@ApplicationScoped
public class OrderCommands {

    private static final int A_DAY = 24 * 60;

    private final Orders orders;
    private final Caller caller;

    OrderCommands(Orders orders, Caller caller) {
        this.orders = orders;
        this.caller = caller;
    }

    @Mutation
    @RolesAllowed(Role.CUSTOMER)
    @Description(
            "Places an order. The same id with the same content answers the order as it stands. Errors: INVALID_INPUT, "
                    + "UNKNOWN_RESTAURANT, UNKNOWN_ITEM, ITEM_UNAVAILABLE, ORDER_ID_TAKEN.")
    public @NonNull Uni<OrderView> placeOrder(@Name("order") @Description("The order.") @NonNull NewOrderInput order) {
        return answer(orders.place(order.request("order"), caller.actor(), caller.traceparent()));
    }

    @Mutation
    @RolesAllowed(Role.CUSTOMER)
    @Description("Places up to 1,000 orders, each on its own: the answers are in the order of the requests, errors "
            + "included. An id that is repeated within the list meets the first. Errors: TOO_MANY.")
    public @NonNull Uni<List<@NonNull PlacedOrderView>> placeOrders(
            @Name("orders") @Description("The orders.") @NonNull List<@NonNull NewOrderInput> given) {
        var several = SeveralOrders.checked(given);
        if (several.acceptable().isEmpty()) {
            return Uni.createFrom().item(several.answers(List.of()));
        }
        return orders.placeAll(several.acceptable(), caller.actor(), caller.traceparent())
                .map(several::answers);
    }

    @Mutation
    @RolesAllowed(Role.CUSTOMER)
    @Description("Chooses a payment method for a validated order; the charge follows. Errors: ORDER_NOT_FOUND, "
            + "NOT_ALLOWED_NOW.")
    public @NonNull Uni<OrderView> payOrder(
            @Name("id") @Description("The order.") @Id @NonNull String id,
            @Name("paymentMethod") @Description("The payment provider's token.") @NonNull String paymentMethod) {
        return answer(orders.pay(Check.orderId("id", id), Check.name("paymentMethod", paymentMethod), caller.actor()));
    }

    @Mutation
    @RolesAllowed(Role.CUSTOMER)
    @Description("The same for every order of the caller that waits for a payment method.")
    public @NonNull Uni<PaidOrdersView> payAllOrders(
            @Name("paymentMethod") @Description("The payment provider's token.") @NonNull String paymentMethod) {
        return orders.payAll(Check.name("paymentMethod", paymentMethod), caller.actor())
                .map(PaidOrdersView::of);
    }

    @Mutation
    @RolesAllowed({Role.CUSTOMER, Role.RESTAURANT, Role.OPERATOR})
    @Description("Calls the order off; what was paid goes back. While a charge is under way this is a wish "
            + "(cancelRequestedAt) and the charge's result decides. Errors: ORDER_NOT_FOUND, NOT_ALLOWED_NOW.")
    public @NonNull Uni<OrderView> cancelOrder(
            @Name("id") @Description("The order.") @Id @NonNull String id,
            @Name("reason") @Description("A sentence for whoever else is concerned.") @Nullable String reason) {
        return answer(orders.cancel(Check.orderId("id", id), Check.optionalSentence("reason", reason), caller.actor()));
    }

    @Mutation
    @RolesAllowed({Role.RESTAURANT, Role.OPERATOR})
    @Description("The restaurant will cook it. Errors: ORDER_NOT_FOUND, NOT_ALLOWED_NOW.")
    public @NonNull Uni<OrderView> approveOrder(
            @Name("id") @Description("The order.") @Id @NonNull String id,
            @Name("promisedMinutes") @Description("Estimate from now to the door, in minutes, 1 to 1,440.") @NonNull
                    Integer promisedMinutes) {
        return answer(orders.approve(
                Check.orderId("id", id), Check.between("promisedMinutes", promisedMinutes, 1, A_DAY), caller.actor()));
    }

    @Mutation
    @RolesAllowed({Role.RESTAURANT, Role.AGENT, Role.OPERATOR})
    @Description("Says anew when the food will arrive; the customer sees promisedAt change. Errors: ORDER_NOT_FOUND, "
            + "NOT_ALLOWED_NOW.")
    public @NonNull Uni<OrderView> updateEstimate(
            @Name("id") @Description("The order.") @Id @NonNull String id,
            @Name("promisedMinutes") @Description("Estimate from now to the door, in minutes, 1 to 1,440.") @NonNull
                    Integer promisedMinutes) {
        return answer(orders.estimate(
                Check.orderId("id", id), Check.between("promisedMinutes", promisedMinutes, 1, A_DAY), caller.actor()));
    }

    @Mutation
    @RolesAllowed({Role.RESTAURANT, Role.OPERATOR})
    @Description("The restaurant will not cook it; the money goes back. Errors: ORDER_NOT_FOUND, NOT_ALLOWED_NOW.")
    public @NonNull Uni<OrderView> declineOrder(
            @Name("id") @Description("The order.") @Id @NonNull String id,
            @Name("reason") @Description("A sentence for the customer.") @NonNull String reason) {
        return answer(orders.decline(Check.orderId("id", id), Check.sentence("reason", reason), caller.actor()));
    }

    @Mutation
    @RolesAllowed({Role.AGENT, Role.OPERATOR})
    @Description("The agent has the food. Errors: ORDER_NOT_FOUND, NOT_ALLOWED_NOW.")
    public @NonNull Uni<OrderView> markPickedUp(@Name("id") @Description("The order.") @Id @NonNull String id) {
        return answer(orders.pickUp(Check.orderId("id", id), caller.actor()));
    }

    @Mutation
    @RolesAllowed({Role.AGENT, Role.OPERATOR})
    @Description("The customer has the food. Errors: ORDER_NOT_FOUND, NOT_ALLOWED_NOW.")
    public @NonNull Uni<OrderView> markDelivered(@Name("id") @Description("The order.") @Id @NonNull String id) {
        return answer(orders.deliver(Check.orderId("id", id), caller.actor()));
    }

    @Mutation
    @RolesAllowed({Role.AGENT, Role.OPERATOR})
    @Description("The agent cannot carry it after all: another one is looked for. Errors: ORDER_NOT_FOUND, "
            + "NOT_ALLOWED_NOW.")
    public @NonNull Uni<OrderView> reassignOrder(@Name("id") @Description("The order.") @Id @NonNull String id) {
        return answer(orders.reassign(Check.orderId("id", id), caller.actor()));
    }

    @Mutation
    @RolesAllowed(Role.OPERATOR)
    @Description("Gives the money back for an order under way or delivered. Errors: ORDER_NOT_FOUND, NOT_ALLOWED_NOW.")
    public @NonNull Uni<OrderView> refundOrder(
            @Name("id") @Description("The order.") @Id @NonNull String id,
            @Name("reason") @Description("A sentence for the customer.") @NonNull String reason) {
        return answer(orders.refund(Check.orderId("id", id), Check.sentence("reason", reason), caller.actor()));
    }

    @Mutation
    @RolesAllowed(Role.OPERATOR)
    @Description(
            "Says what became of a charge of which nobody knew (orderProblems: UNDECIDED), as the provider's books "
                    + "tell: the order goes on as paid, or the customer may pay again. Refused until the problem is "
                    + "there: the card may still be charged. Errors: ORDER_NOT_FOUND, NOT_ALLOWED_NOW.")
    public @NonNull Uni<OrderView> settlePayment(
            @Name("id") @Description("The order.") @Id @NonNull String id,
            @Name("paymentReference")
                    @Description("The provider's name of the charge; left out: there is none, nothing was taken.")
                    @Nullable
                    String paymentReference) {
        return answer(orders.settle(
                Check.orderId("id", id), Check.optionalName("paymentReference", paymentReference), caller.actor()));
    }

    @Mutation
    @RolesAllowed(Role.OPERATOR)
    @Description("Says that the money was given back another way, where the provider would not (orderProblems: "
            + "REFUND_FAILED). Refused until the problem is there: the money may still go back by itself. Errors: "
            + "ORDER_NOT_FOUND, NOT_ALLOWED_NOW.")
    public @NonNull Uni<OrderView> confirmRefund(
            @Name("id") @Description("The order.") @Id @NonNull String id,
            @Name("reason") @Description("A sentence for the customer: how.") @NonNull String reason) {
        return answer(orders.confirmRefund(Check.orderId("id", id), Check.sentence("reason", reason), caller.actor()));
    }

    private static Uni<OrderView> answer(Uni<Order> order) {
        return order.map(OrderView::of);
    }
}
