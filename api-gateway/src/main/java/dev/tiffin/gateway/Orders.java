package dev.tiffin.gateway;

import dev.tiffin.contract.StepResults.ApprovalResult;
import dev.tiffin.contract.StepResults.AssignmentResult;
import dev.tiffin.contract.StepResults.PaymentResult;
import dev.tiffin.contract.StepResults.RecordOutcome;
import dev.tiffin.contract.StepResults.RefundResult;
import dev.tiffin.contract.StepResults.ValidationResult;
import dev.tiffin.gateway.order.Actor;
import dev.tiffin.gateway.order.Agent;
import dev.tiffin.gateway.order.Counts;
import dev.tiffin.gateway.order.Cursor;
import dev.tiffin.gateway.order.Deadline;
import dev.tiffin.gateway.order.NewOrder;
import dev.tiffin.gateway.order.Order;
import dev.tiffin.gateway.order.OrderFilter;
import dev.tiffin.gateway.order.Page;
import dev.tiffin.gateway.order.Placed;
import dev.tiffin.gateway.order.Placement;
import dev.tiffin.gateway.order.Position;
import dev.tiffin.gateway.order.Restaurant;
import dev.tiffin.gateway.order.TimelineEntry;
import dev.tiffin.gateway.store.LogEntry;
import dev.tiffin.gateway.store.LogWindow;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The table of contents of the gateway: everything that can be asked of orders, one short method each. A refusal arrives
 * as a failure with {@link dev.tiffin.gateway.order.OrderRefused}; every other failure is a fault.
 */
@ApplicationScoped
public class Orders {

    /** Orders kept in this database; {@code commits} hears of what this gateway writes. */
    @Inject
    public Orders(Pool pool, Commits commits) {}

    /** Places an order; the same id with the same content answers the order as it stands. */
    public Uni<Order> place(NewOrder order, Actor customer, @Nullable String traceparent) {
        throw new UnsupportedOperationException();
    }

    /** Places each on its own; answers are in the order of the requests, refusals included. */
    public Uni<List<Placed>> placeAll(List<NewOrder> orders, Actor customer, @Nullable String traceparent) {
        throw new UnsupportedOperationException();
    }

    /** The customer chooses a payment method for a validated order. */
    public Uni<Order> pay(UUID id, String paymentMethod, Actor actor) {
        throw new UnsupportedOperationException();
    }

    /** The same for every order of the customer that waits for one; answers those that were asked to be charged. */
    public Uni<List<Order>> payAll(String paymentMethod, Actor customer) {
        throw new UnsupportedOperationException();
    }

    /** Calls the order off; while a charge is under way this is a wish. */
    public Uni<Order> cancel(UUID id, @Nullable String reason, Actor actor) {
        throw new UnsupportedOperationException();
    }

    /** The restaurant approves by hand. */
    public Uni<Order> approve(UUID id, int promisedMinutes, Actor actor) {
        throw new UnsupportedOperationException();
    }

    /** The restaurant declines by hand. */
    public Uni<Order> decline(UUID id, String reason, Actor actor) {
        throw new UnsupportedOperationException();
    }

    /** The agent has picked the food up. */
    public Uni<Order> pickUp(UUID id, Actor actor) {
        throw new UnsupportedOperationException();
    }

    /** The agent has delivered the food. */
    public Uni<Order> deliver(UUID id, Actor actor) {
        throw new UnsupportedOperationException();
    }

    /** Another agent is looked for. */
    public Uni<Order> reassign(UUID id, Actor actor) {
        throw new UnsupportedOperationException();
    }

    /** The operator gives the money back for an order under way or delivered. */
    public Uni<Order> refund(UUID id, String reason, Actor actor) {
        throw new UnsupportedOperationException();
    }

    /** Results of order-validation-fn, each answered on its own, in the order given. */
    public Uni<List<RecordOutcome>> recordValidations(List<ValidationResult> results) {
        throw new UnsupportedOperationException();
    }

    /** Results of payment-fn for charges. */
    public Uni<List<RecordOutcome>> recordPayments(List<PaymentResult> results) {
        throw new UnsupportedOperationException();
    }

    /** Results of payment-fn for refunds. */
    public Uni<List<RecordOutcome>> recordRefunds(List<RefundResult> results) {
        throw new UnsupportedOperationException();
    }

    /** Results of restaurant-approval-fn. */
    public Uni<List<RecordOutcome>> recordApprovals(List<ApprovalResult> results) {
        throw new UnsupportedOperationException();
    }

    /** Results of agent-assignment-fn. */
    public Uni<List<RecordOutcome>> recordAssignments(List<AssignmentResult> results) {
        throw new UnsupportedOperationException();
    }

    /** The order; empty when it is unknown or the actor may not see it. */
    public Uni<Optional<Order>> find(UUID id, Actor actor) {
        throw new UnsupportedOperationException();
    }

    /** The present state of those of these orders that exist, whoever asks: for subscriptions that start together. */
    public Uni<Map<UUID, Order>> findAll(Set<UUID> ids) {
        throw new UnsupportedOperationException();
    }

    /** A page of the orders that the actor may see, newest first. */
    public Uni<Page> page(OrderFilter filter, int first, @Nullable Cursor after, Actor actor) {
        throw new UnsupportedOperationException();
    }

    /** The orders that wait for the actor, most urgent first; an operator's are those with a problem. */
    public Uni<List<Order>> waitingFor(Actor actor, int first) {
        throw new UnsupportedOperationException();
    }

    /** Each order's history, oldest first. */
    public Uni<Map<UUID, List<TimelineEntry>>> timelines(Set<UUID> ids) {
        throw new UnsupportedOperationException();
    }

    /** Until when each order may stay as it is; terminal ones are absent. */
    public Uni<Map<UUID, Deadline>> deadlines(Set<UUID> ids) {
        throw new UnsupportedOperationException();
    }

    /** All restaurants with their menus; nearest first when a position is given. */
    public Uni<List<Restaurant>> restaurants(@Nullable Position near) {
        throw new UnsupportedOperationException();
    }

    /** The restaurant with its menu. */
    public Uni<Optional<Restaurant>> restaurant(String id) {
        throw new UnsupportedOperationException();
    }

    /** Agents; nearest first when a position is given; {@code free}: only those on duty who have room, or only others. */
    public Uni<List<Agent>> agents(@Nullable Position near, @Nullable Boolean free, int first) {
        throw new UnsupportedOperationException();
    }

    /** These agents, by id. */
    public Uni<Map<String, Agent>> agents(Set<String> ids) {
        throw new UnsupportedOperationException();
    }

    /** All orders counted, and the log's cursor that belongs to the count. */
    public Uni<Counts> counts() {
        throw new UnsupportedOperationException();
    }

    /** The log's cursor now, for a reader that starts without counting. */
    public Uni<String> logCursor() {
        throw new UnsupportedOperationException();
    }

    /** What became visible in the log since the cursor; ask again with the new cursor until nothing comes. */
    public Uni<LogWindow> logAfter(String cursor) {
        throw new UnsupportedOperationException();
    }

    /** The versions of an order after this one, oldest first; fills gaps. */
    public Uni<List<LogEntry>> versions(UUID id, int afterVersion) {
        throw new UnsupportedOperationException();
    }

    /** What is fixed in these orders; from memory where known. */
    public Uni<Map<UUID, Placement>> placements(Set<UUID> ids) {
        throw new UnsupportedOperationException();
    }
}
