package dev.tiffin.gateway;

import dev.tiffin.contract.StepResults.Outcome;
import dev.tiffin.contract.StepResults.RecordOutcome;
import dev.tiffin.gateway.order.Actor;
import dev.tiffin.gateway.order.Command;
import dev.tiffin.gateway.order.Decision;
import dev.tiffin.gateway.order.NewOrder;
import dev.tiffin.gateway.order.Order;
import dev.tiffin.gateway.order.OrderIds;
import dev.tiffin.gateway.order.OrderRefused;
import dev.tiffin.gateway.order.Placed;
import dev.tiffin.gateway.order.Refusal;
import dev.tiffin.gateway.order.RequestDigest;
import dev.tiffin.gateway.store.Answer;
import dev.tiffin.gateway.store.Change;
import dev.tiffin.gateway.store.Changes;
import dev.tiffin.gateway.store.DeadlineTable;
import dev.tiffin.gateway.store.OrderTable;
import dev.tiffin.gateway.store.PlacementRequest;
import dev.tiffin.gateway.store.Placements;
import dev.tiffin.gateway.store.Placing;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Clock;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where commands are handed in: checks what is asked, passes it on to be committed together with what others ask, and
 * tells each caller, on the caller's own context, what came of it.
 */
final class Desk {

    private static final System.Logger LOG = System.getLogger(Desk.class.getName());

    private static final int MOST_AT_ONCE = 1_000;

    private final Supplier<UUID> ids = new OrderIds(Clock.systemUTC());
    private final Placing placing;
    private final Changes changes;

    Desk(Pool pool, OrderTable orders, Placements placements, Commits commits) {
        this.placing = new Placing(pool, orders, placements, commits::committed);
        this.changes = new Changes(pool, orders, placements, commits::committed);
    }

    /** A request that was looked at; either it can be placed or it is refused. */
    private record Checked(
            UUID id,
            @Nullable PlacementRequest request,
            @Nullable OrderRefused refused) {}

    /** Places each on its own; refusals are among the answers. */
    Uni<List<Placed>> place(List<NewOrder> orders, Actor customer, @Nullable String traceparent) {
        return answered(() -> {
            requireFew(orders);
            List<Checked> checked = orders.stream()
                    .map(order -> check(order, customer, traceparent))
                    .toList();
            Iterator<Uni<Placed>> placed = placing.place(checked.stream()
                            .map(Checked::request)
                            .filter(Objects::nonNull)
                            .toList())
                    .iterator();
            return all(checked.stream()
                    .map(one -> (one.request() == null ? refused(one) : placed.next())
                            .onFailure(OrderRefused.class)
                            .recoverWithItem(no -> new Placed(one.id(), null, no)))
                    .toList());
        });
    }

    /** Answers the order as it stands then. */
    Uni<Order> change(UUID id, Supplier<Command> command, Actor actor) {
        return answered(() -> changes.change(List.of(new Change(id, command.get(), actor)))
                .getFirst()
                .map(Desk::orderOrRefusal));
    }

    /** The same to several; those that cannot take it any more are left out. */
    Uni<List<Order>> changeAll(List<UUID> orders, Supplier<Command> command, Actor actor) {
        return answered(() -> {
                    Command same = command.get();
                    return all(changes.change(orders.stream()
                            .map(id -> new Change(id, same, actor))
                            .toList()));
                })
                .map(answers -> answers.stream()
                        .map(Answer::order)
                        .filter(Objects::nonNull)
                        .toList());
    }

    /**
     * Records what a step found out. If one result is refused, so is the list: the step then sends its results one by
     * one and learns which; the others are recorded already and are answered so.
     */
    <R> Uni<List<RecordOutcome>> record(List<R> results, Function<R, Command.Recorded> command, String function) {
        return answered(() -> {
            requireFew(results);
            List<Change> recorded = results.stream()
                    .map(command)
                    .map(one -> new Change(one.result().orderId(), one, Actor.function(function)))
                    .toList();
            return all(changes.change(recorded)).map(answers -> outcomes(recorded, answers));
        });
    }

    /** Time has passed for these, unless they have moved on. */
    Uni<List<Outcome>> expire(List<DeadlineTable.Due> due) {
        return answered(() -> all(changes.change(due.stream()
                        .map(one -> new Change(one.orderId(), new Command.Expire(one.statusVersion()), Actor.DEADLINE))
                        .toList())))
                .map(answers -> answers.stream().map(Answer::outcome).toList());
    }

    /** The order, or the refusal as a failure. */
    static Order orderOrRefusal(Placed placed) {
        if (placed.order() == null) {
            throw Objects.requireNonNull(placed.refused());
        }
        return placed.order();
    }

    private static Order orderOrRefusal(Answer answer) {
        if (answer.refused() != null) {
            throw new OrderRefused(answer.refused().code(), answer.refused().sentence());
        }
        if (answer.order() == null) {
            throw new OrderRefused(Refusal.ORDER_NOT_FOUND, "There is no such order.");
        }
        return answer.order();
    }

    private Checked check(NewOrder order, Actor customer, @Nullable String traceparent) {
        UUID id = Objects.requireNonNullElseGet(order.id(), ids);
        try {
            order.check();
            var request = new PlacementRequest(id, order, RequestDigest.of(order), customer, traceparent);
            return new Checked(id, request, null);
        } catch (OrderRefused refused) {
            return new Checked(id, null, refused);
        }
    }

    private static Uni<Placed> refused(Checked checked) {
        return Uni.createFrom().failure(Objects.requireNonNull(checked.refused()));
    }

    private static List<RecordOutcome> outcomes(List<Change> recorded, List<Answer> answers) {
        OrderRefused refused = null;
        for (int i = 0; i < answers.size(); i++) {
            Decision.Refused no = answers.get(i).refused();
            if (no != null) {
                Change change = recorded.get(i);
                LOG.log(
                        System.Logger.Level.ERROR,
                        "a result of {0} for order {1} is refused: {2}",
                        change.actor(),
                        change.id(),
                        no.sentence());
                refused = new OrderRefused(no.code(), no.sentence());
            }
        }
        if (refused != null) {
            throw refused;
        }
        Iterator<Change> changes = recorded.iterator();
        return answers.stream()
                .map(answer -> new RecordOutcome(
                        changes.next().id(),
                        answer.outcome(),
                        answer.order() == null ? 0 : answer.order().version()))
                .toList();
    }

    private static void requireFew(List<?> list) {
        if (list.size() > MOST_AT_ONCE) {
            throw new OrderRefused(
                    Refusal.INVALID_INPUT,
                    "At most " + MOST_AT_ONCE + " can be sent at once; please send several lists.");
        }
    }

    /** Waits for all, in their order. */
    private static <T> Uni<List<T>> all(List<Uni<T>> answers) {
        return answers.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Uni.join().all(answers).andFailFast();
    }

    /**
     * A refusal thrown while the command is put together is an answer like any other. The commit is seen on the
     * context of whoever's command began the batch; each caller goes on on its own.
     */
    private static <T> Uni<T> answered(Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            Context caller = Vertx.currentContext();
            Uni<T> answer = work.get();
            return caller == null ? answer : answer.emitOn(task -> caller.runOnContext(nothing -> task.run()));
        });
    }
}
