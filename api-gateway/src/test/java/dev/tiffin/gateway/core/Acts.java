package dev.tiffin.gateway.core;

import static dev.tiffin.gateway.core.World.ANNA;
import static dev.tiffin.gateway.core.World.OPERATOR;
import static dev.tiffin.gateway.core.World.statusVersion;

import dev.tiffin.contract.Role;
import dev.tiffin.contract.StepResults.ApprovalDecision;
import dev.tiffin.contract.StepResults.ApprovalResult;
import dev.tiffin.contract.StepResults.AssignmentResult;
import dev.tiffin.contract.StepResults.ValidationResult;
import dev.tiffin.contract.StepResults.Violation;
import dev.tiffin.gateway.Orders;
import dev.tiffin.gateway.order.Actor;
import dev.tiffin.gateway.order.Order;
import dev.tiffin.gateway.store.DeadlineTable;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** What people and functions may do to an order as they see it: each act is ready to be done, by any gateway. */
final class Acts {

    private final Provider provider;
    private final Actor restaurant;

    /**
     * Acts around one restaurant.
     *
     * @param provider who is asked for money
     * @param restaurant who cooks
     */
    Acts(Provider provider, Actor restaurant) {
        this.provider = provider;
        this.restaurant = restaurant;
    }

    /** Whoever the order waits for does what they are there for, or says no. */
    Function<Orders, Uni<?>> work(Random random, Order order) {
        int version = statusVersion(order);
        boolean good = random.nextInt(5) > 0;
        return switch (order.status()) {
            case PLACED -> validation(order, good);
            case VALIDATED -> orders -> orders.pay(order.id(), World.CARD, ANNA);
            case PAYMENT_REQUESTED -> nowOrThen(random, () -> provider.charge(order, good), Orders::recordPayments);
            case PAID -> approval(order, random.nextBoolean());
            case AWAITING_RESTAURANT ->
                orders -> good
                        ? orders.approve(order.id(), 30, restaurant)
                        : orders.decline(order.id(), "Sold out.", restaurant);
            case APPROVED ->
                orders -> orders.recordAssignments(List.of(
                        new AssignmentResult(order.id(), version, List.of("agent-01", "agent-02", "agent-03"))));
            case ASSIGNED ->
                orders -> good ? orders.pickUp(order.id(), agent(order)) : orders.reassign(order.id(), agent(order));
            case PICKED_UP -> orders -> orders.deliver(order.id(), agent(order));
            case REFUND_REQUESTED -> nowOrThen(random, () -> provider.refund(order), Orders::recordRefunds);
            case DELIVERED, REJECTED, CANCELLED, REFUNDED -> orders -> orders.cancel(order.id(), null, ANNA);
        };
    }

    /** The provider may have done its part long before that is told, or do it only then. */
    private static <R> Function<Orders, Uni<?>> nowOrThen(
            Random random, Supplier<R> provided, BiFunction<Orders, List<R>, Uni<?>> told) {
        if (random.nextBoolean()) {
            R result = provided.get();
            return orders -> told.apply(orders, List.of(result));
        }
        return orders -> told.apply(orders, List.of(provided.get()));
    }

    private static Actor agent(Order order) {
        return Actor.of(Role.AGENT, Objects.requireNonNull(order.progress().agentId()));
    }

    /** Somebody does something, whatever the order's status. */
    Function<Orders, Uni<?>> anything(Random random, Order order) {
        var id = order.id();
        int minutes = 1 + random.nextInt(90);
        return switch (random.nextInt(9)) {
            case 0 -> orders -> orders.cancel(id, null, ANNA);
            case 1 -> orders -> orders.cancel(id, "Fire.", restaurant);
            case 2 -> orders -> orders.refund(id, "Cold.", OPERATOR);
            case 3 -> orders -> orders.estimate(id, minutes, restaurant);
            case 4 -> orders -> orders.reassign(id, OPERATOR);
            case 5 -> orders -> orders.approve(id, 20, restaurant);
            case 6 -> validation(order, random.nextBoolean());
            case 7 -> approval(order, true);
            default -> expiry(order);
        };
    }

    private static Function<Orders, Uni<?>> validation(Order order, boolean valid) {
        var violations = valid ? List.<Violation>of() : List.of(new Violation("CLOSED", "Closed."));
        return orders ->
                orders.recordValidations(List.of(new ValidationResult(order.id(), statusVersion(order), violations)));
    }

    private static Function<Orders, Uni<?>> approval(Order order, boolean automatic) {
        var decision = automatic ? ApprovalDecision.APPROVED : ApprovalDecision.NEEDS_PERSON;
        return orders -> orders.recordApprovals(
                List.of(new ApprovalResult(order.id(), statusVersion(order), decision, 30, null, null)));
    }

    private static Function<Orders, Uni<?>> expiry(Order order) {
        return orders -> orders.expire(List.of(new DeadlineTable.Due(order.id(), statusVersion(order))));
    }
}
