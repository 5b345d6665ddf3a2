package dev.tiffin.function;

import dev.tiffin.contract.OrderSnapshot;
import dev.tiffin.contract.StepResults.Outcome;
import dev.tiffin.contract.StepResults.StepResult;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.DateTimeException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One step of the order flow, from event to acknowledgement: takes the order out of the event, works, writes the
 * result back, and succeeds only when the gateway has committed it or has no use for it any more. Whoever delivered
 * the event may forget it then, and not before. Delivering it again is harmless at any time: the gateway compares and
 * sets.
 *
 * @param <R> the step's kind of result
 */
public final class Step<R extends StepResult> {

    /** How often work is done anew after RETRY before the event is left to come again later. */
    static final int MOST_REPEATS = 3;

    private final WriteBack<R> writeBack;

    Step(WriteBack<R> writeBack) {
        this.writeBack = writeBack;
    }

    /** The step for one event, by a rule that needs nothing but the order. */
    public Uni<Void> decide(CloudEvent<OrderSnapshot> event, Function<OrderSnapshot, R> rule) {
        return take(event, (order, again) -> Uni.createFrom().item(rule.apply(order)));
    }

    /** The step for one event; fails with a {@link Fault} that says what to answer. */
    public Uni<Void> take(CloudEvent<OrderSnapshot> event, Work<R> work) {
        var order = Snapshots.complete(event);
        return attempt(order, event.extensions().get("traceparent"), work, 0);
    }

    private Uni<Void> attempt(OrderSnapshot order, @Nullable String traceparent, Work<R> work, int repeats) {
        return Uni.createFrom()
                .deferred(() -> work.on(order, repeats > 0))
                .onFailure(Step::saysThatTheOrderIsUnreadable)
                .transform(e -> Fault.of(Fault.Kind.UNUSABLE, "The rules cannot read the order: " + e.getMessage(), e))
                .onItem()
                .ifNotNull()
                .transformToUni(result -> writeBack
                        .send(result, traceparent)
                        .flatMap(outcome -> acknowledge(outcome, order, traceparent, work, repeats)));
    }

    private static boolean saysThatTheOrderIsUnreadable(Throwable failure) {
        return failure instanceof IllegalArgumentException || failure instanceof DateTimeException;
    }

    private Uni<Void> acknowledge(
            Outcome outcome, OrderSnapshot order, @Nullable String traceparent, Work<R> work, int repeats) {
        return switch (outcome) {
            case APPLIED, ALREADY_APPLIED, STALE -> Uni.createFrom().voidItem();
            case UNKNOWN_ORDER -> Uni.createFrom().failure(Fault.unusable("The gateway knows no such order"));
            case RETRY -> again(order, traceparent, work, repeats);
        };
    }

    private Uni<Void> again(OrderSnapshot order, @Nullable String traceparent, Work<R> work, int repeats) {
        if (repeats == MOST_REPEATS) {
            return Uni.createFrom()
                    .failure(Fault.later("The gateway could not use the result, " + repeats + " repeats included"));
        }
        // Off the event loop: work may block.
        return Uni.createFrom()
                .voidItem()
                .emitOn(Infrastructure.getDefaultExecutor())
                .flatMap(ignored -> attempt(order, traceparent, work, repeats + 1));
    }
}
