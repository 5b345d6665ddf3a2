package dev.tiffin.gateway;

import dev.tiffin.contract.OrderStatus;
import dev.tiffin.contract.Role;
import dev.tiffin.contract.StepResults.ApprovalResult;
import dev.tiffin.contract.StepResults.AssignmentResult;
import dev.tiffin.contract.StepResults.Outcome;
import dev.tiffin.contract.StepResults.PaymentResult;
import dev.tiffin.contract.StepResults.RecordOutcome;
import dev.tiffin.contract.StepResults.RefundResult;
import dev.tiffin.contract.StepResults.ValidationResult;
import dev.tiffin.gateway.order.Actor;
import dev.tiffin.gateway.order.Command;
import dev.tiffin.gateway.order.Counts;
import dev.tiffin.gateway.order.Cursor;
import dev.tiffin.gateway.order.Deadline;
import dev.tiffin.gateway.order.NewOrder;
import dev.tiffin.gateway.order.Order;
import dev.tiffin.gateway.order.OrderFilter;
import dev.tiffin.gateway.order.Page;
import dev.tiffin.gateway.order.Placed;
import dev.tiffin.gateway.order.Placement;
import dev.tiffin.gateway.order.Problem;
import dev.tiffin.gateway.order.TimelineEntry;
import dev.tiffin.gateway.store.DeadlineTable;
import dev.tiffin.gateway.store.LogEntry;
import dev.tiffin.gateway.store.LogWindow;
import dev.tiffin.gateway.store.OrderLogTable;
import dev.tiffin.gateway.store.OrderTable;
import dev.tiffin.gateway.store.PageQuery;
import dev.tiffin.gateway.store.Placements;
import dev.tiffin.gateway.store.ProblemTable;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The table of contents of the gateway: everything that can be asked of orders, one short method each. A refusal
 * arrives as a failure with {@link dev.tiffin.gateway.order.OrderRefused}; every other failure is a fault.
 */
@ApplicationScoped
public class Orders {

    /** What a customer is told of as a problem. */
    public static final OrderFilter GONE_WRONG = new OrderFilter(
            null, Set.of(OrderStatus.REJECTED, OrderStatus.REFUND_REQUESTED, OrderStatus.REFUNDED), null, null);

    private static final int MOST_TO_PAY_AT_ONCE = 1_000;

    private final Pool pool;
    private final OrderTable orders = new OrderTable();
    private final OrderLogTable log = new OrderLogTable();
    private final DeadlineTable deadlines = new DeadlineTable();
    private final ProblemTable problems = new ProblemTable();
    private final Placements placements = new Placements(orders);
    private final Desk desk;

    /** Orders kept in this database; {@code commits} hears of what this gateway writes. */
    @Inject
    public Orders(Pool pool, Commits commits) {
        this.pool = pool;
        this.desk = new Desk(pool, orders, placements, commits);
    }

    /** Places an order; the same id with the same content answers the order as it stands. */
    public Uni<Order> place(NewOrder order, Actor customer, @Nullable String traceparent) {
        return desk.place(List.of(order), customer, traceparent)
                .map(List::getFirst)
                .map(Desk::orderOrRefusal);
    }

    /** Places each on its own, up to a thousand; answers are in the order of the requests, refusals included. */
    public Uni<List<Placed>> placeAll(List<NewOrder> orders, Actor customer, @Nullable String traceparent) {
        return desk.place(orders, customer, traceparent);
    }

    /** The customer chooses a payment method for a validated order. */
    public Uni<Order> pay(UUID id, String paymentMethod, Actor actor) {
        return desk.change(id, () -> new Command.Pay(paymentMethod), actor);
    }

    /** The same for every order of the customer that waits for one; answers those that were asked to be charged. */
    public Uni<List<Order>> payAll(String paymentMethod, Actor customer) {
        return waitingFor(customer, MOST_TO_PAY_AT_ONCE)
                .map(waiting -> waiting.stream().map(Order::id).toList())
                .flatMap(ids -> desk.changeAll(ids, () -> new Command.Pay(paymentMethod), customer));
    }

    /** Calls the order off; while a charge is under way this is a wish. */
    public Uni<Order> cancel(UUID id, @Nullable String reason, Actor actor) {
        return desk.change(id, () -> new Command.Cancel(reason), actor);
    }

    /** The restaurant approves by hand. */
    public Uni<Order> approve(UUID id, int promisedMinutes, Actor actor) {
        return desk.change(id, () -> new Command.Approve(promisedMinutes), actor);
    }

    /** Whoever has it says anew when the food will arrive. */
    public Uni<Order> estimate(UUID id, int promisedMinutes, Actor actor) {
        return desk.change(id, () -> new Command.Estimate(promisedMinutes), actor);
    }

    /** The restaurant declines by hand. */
    public Uni<Order> decline(UUID id, String reason, Actor actor) {
        return desk.change(id, () -> new Command.Decline(reason), actor);
    }

    /** The agent has picked the food up. */
    public Uni<Order> pickUp(UUID id, Actor actor) {
        return desk.change(id, Command.PickUp::new, actor);
    }

    /** The agent has delivered the food. */
    public Uni<Order> deliver(UUID id, Actor actor) {
        return desk.change(id, Command.Deliver::new, actor);
    }

    /** Another agent is looked for. */
    public Uni<Order> reassign(UUID id, Actor actor) {
        return desk.change(id, Command.Reassign::new, actor);
    }

    /** The operator gives the money back for an order under way or delivered. */
    public Uni<Order> refund(UUID id, String reason, Actor actor) {
        return desk.change(id, () -> new Command.Refund(reason), actor);
    }

    /** The operator knows what became of a charge: its reference, or null if there was none. */
    public Uni<Order> settle(UUID id, @Nullable String paymentReference, Actor actor) {
        return desk.change(id, () -> new Command.Settle(paymentReference), actor);
    }

    /** The operator has given the money back another way than by the provider. */
    public Uni<Order> confirmRefund(UUID id, String reason, Actor actor) {
        return desk.change(id, () -> new Command.ConfirmRefund(reason), actor);
    }

    /** Results of order-validation-fn, each answered on its own, in the order given. */
    public Uni<List<RecordOutcome>> recordValidations(List<ValidationResult> results) {
        return desk.record(results, Command.RecordValidation::new, Role.ORDER_VALIDATION_FN);
    }

    /** Results of payment-fn for charges. */
    public Uni<List<RecordOutcome>> recordPayments(List<PaymentResult> results) {
        return desk.record(results, Command.RecordPayment::new, Role.PAYMENT_FN);
    }

    /** Results of payment-fn for refunds. */
    public Uni<List<RecordOutcome>> recordRefunds(List<RefundResult> results) {
        return desk.record(results, Command.RecordRefund::new, Role.PAYMENT_FN);
    }

    /** Results of restaurant-approval-fn. */
    public Uni<List<RecordOutcome>> recordApprovals(List<ApprovalResult> results) {
        return desk.record(results, Command.RecordApproval::new, Role.RESTAURANT_APPROVAL_FN);
    }

    /** Results of agent-assignment-fn. */
    public Uni<List<RecordOutcome>> recordAssignments(List<AssignmentResult> results) {
        return desk.record(results, Command.RecordAssignment::new, Role.AGENT_ASSIGNMENT_FN);
    }

    /** The time limits of these orders have passed; counts those on which that had an effect. */
    public Uni<Long> expire(List<DeadlineTable.Due> due) {
        return desk.expire(due).map(outcomes -> (long) Collections.frequency(outcomes, Outcome.APPLIED));
    }

    /** The order; empty when it is unknown or the actor may not see it. */
    public Uni<Optional<Order>> find(UUID id, Actor actor) {
        return orders.find(pool, Set.of(id))
                .map(found ->
                        found.stream().filter(order -> order.visibleTo(actor)).findFirst());
    }

    /** The present state of those of these orders that exist, whoever asks: for subscriptions that start together. */
    public Uni<Map<UUID, Order>> findAll(Set<UUID> ids) {
        return orders.find(pool, ids).map(found -> found.stream().collect(Collectors.toMap(Order::id, order -> order)));
    }

    /** A page of the orders that the actor may see, newest first; an agent sees those under way. */
    public Uni<Page> page(OrderFilter filter, int first, @Nullable Cursor after, Actor actor) {
        return orders.page(pool, new PageQuery(actor, filter, first, after))
                .map(found -> new Page(found.subList(0, Math.min(first, found.size())), found.size() > first));
    }

    /** The orders that wait for the actor, most urgent first; an operator's are those with a problem. */
    public Uni<List<Order>> waitingFor(Actor actor, int first) {
        return actor.is(Role.OPERATOR) ? deadlines.problems(pool, first) : deadlines.waitingFor(pool, actor, first);
    }

    /**
     * What went wrong: for an operator everything that needs one, longest ago first; for a customer their own orders
     * that were refused or paid back, newest first.
     */
    public Uni<List<Problem>> problems(Actor actor, int first) {
        if (actor.is(Role.OPERATOR)) {
            return problems.all(pool, first);
        }
        return page(GONE_WRONG, first, null, actor)
                .map(page -> page.orders().stream().map(Problem::toldByStatus).toList());
    }

    /** Each order's history, oldest first. */
    public Uni<Map<UUID, List<TimelineEntry>>> timelines(Set<UUID> ids) {
        return log.timelines(pool, ids);
    }

    /** Until when each order may stay as it is; terminal ones are absent. */
    public Uni<Map<UUID, Deadline>> deadlines(Set<UUID> ids) {
        return deadlines.of(pool, ids);
    }

    /** All orders counted, and the log's cursor that belongs to the count. */
    public Uni<Counts> counts() {
        return orders.count(pool);
    }

    /** The log's cursor now, for a reader that starts without counting. */
    public Uni<String> logCursor() {
        return log.now(pool);
    }

    /** Whether the log was written in another cluster and cannot be read on in this one. */
    public Uni<Boolean> logIsForeign() {
        return log.isForeign(pool);
    }

    /** What became visible in the log since the cursor; ask again with the new cursor until nothing comes. */
    public Uni<LogWindow> logAfter(String cursor) {
        return log.after(pool, cursor);
    }

    /** The versions of an order after this one, oldest first; fills gaps. */
    public Uni<List<LogEntry>> versions(UUID id, int afterVersion) {
        return log.versions(pool, id, afterVersion);
    }

    /** What is fixed in these orders; from memory where known. */
    public Uni<Map<UUID, Placement>> placements(Set<UUID> ids) {
        return placements.find(pool, ids);
    }
}
