package dev.tiffin.function;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tiffin.contract.StepResults.Outcome;
import dev.tiffin.contract.StepResults.StepResult;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes results of one kind back to the gateway, those of many events in one request (group commit).
 *
 * <pre>
 *   a result ──▶ waiting ──[nothing or a lone result in flight]──▶ one request with all that wait, at most 100
 *                   ▲                                                │
 *                   │                                                ├─ answered: each its outcome
 *                   │                                                ├─ gateway away, slow, overloaded: each 503
 *                   └──── marked to go alone ◀──── [several] ────────┴─ refused ─── [one] ───▶ its own fault
 * </pre>
 *
 * A lone result leaves at once: there is no timer. Under load the answers set the pace, and the batches grow with it:
 * while several results are on their way, what comes is collected, until it fills a request of its own. A refused list
 * is taken apart, so that one bad result costs the other 99 a second request, not their success.
 *
 * <p>All state lives on the client's event loop, so there is no lock.
 */
final class WriteBack<R extends StepResult> {

    static final int MOST_IN_FLIGHT = 2;
    static final int MOST_IN_A_REQUEST = 100;

    /** Beyond this, the gateway is so far behind that events had better come again later. */
    static final int MOST_WAITING = 2_000;

    private static final Map<String, Outcome> OUTCOMES =
            Stream.of(Outcome.values()).collect(Collectors.toMap(Enum::name, outcome -> outcome));

    private record Waiting<R>(
            R result, @Nullable String traceparent, boolean alone, UniEmitter<? super Outcome> answer) {}

    private final GatewayClient gateway;
    private final RecordMutation mutation;
    private final Deque<Waiting<R>> waiting = new ArrayDeque<>();
    private int requestsInFlight;
    private int resultsInFlight;
    private boolean pumping;

    WriteBack(GatewayClient gateway, RecordMutation mutation) {
        this.gateway = gateway;
        this.mutation = mutation;
    }

    /**
     * Sends a result when subscribed to. Fails with a {@link Fault} when it could not be written, or when nobody knows
     * whether it was: sending again is safe. A request that carries several results carries the trace of the first.
     */
    Uni<Outcome> send(R result, @Nullable String traceparent) {
        return Uni.createFrom()
                .emitter(emitter -> gateway.context().runOnContext(ignored -> {
                    if (waiting.size() >= MOST_WAITING) {
                        emitter.fail(Fault.passing("Too many results wait for the gateway"));
                        return;
                    }
                    waiting.add(new Waiting<>(result, traceparent, false, emitter));
                    pumpAtTheEndOfThisTurn();
                }));
    }

    /** In which more may come: the results of a batch of events do. */
    private void pumpAtTheEndOfThisTurn() {
        if (!pumping) {
            pumping = true;
            gateway.context().runOnContext(ignored -> {
                pumping = false;
                pump();
            });
        }
    }

    private void pump() {
        while (!waiting.isEmpty() && anotherMayGo()) {
            transmit(nextBatch());
        }
    }

    private boolean anotherMayGo() {
        boolean worthIt = resultsInFlight <= 1 || waiting.size() >= MOST_IN_A_REQUEST;
        return worthIt && requestsInFlight < MOST_IN_FLIGHT;
    }

    private List<Waiting<R>> nextBatch() {
        var batch = new ArrayList<Waiting<R>>();
        while (!waiting.isEmpty() && batch.size() < MOST_IN_A_REQUEST) {
            if (waiting.peek().alone() && !batch.isEmpty()) {
                break;
            }
            var next = waiting.remove();
            batch.add(next);
            if (next.alone()) {
                break;
            }
        }
        return batch;
    }

    private void transmit(List<Waiting<R>> batch) {
        requestsInFlight++;
        resultsInFlight += batch.size();
        var results = batch.stream().map(Waiting::result).toList();
        gateway.execute(
                        mutation.document(),
                        Map.of("results", results),
                        batch.getFirst().traceparent())
                .map(data -> outcomes(data, results))
                .subscribe()
                .with(outcomes -> answered(batch, outcomes), failure -> failed(batch, failure));
    }

    private void answered(List<Waiting<R>> batch, List<Outcome> outcomes) {
        landed(batch);
        // Before the answers, which may come back here with more to send: the waiting go first.
        pump();
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).answer().complete(outcomes.get(i));
        }
    }

    private void landed(List<Waiting<R>> batch) {
        requestsInFlight--;
        resultsInFlight -= batch.size();
    }

    private void failed(List<Waiting<R>> batch, Throwable failure) {
        landed(batch);
        if (batch.size() > 1 && failure instanceof Fault fault && concernsTheContent(fault)) {
            for (var element : batch.reversed()) {
                waiting.addFirst(new Waiting<>(element.result(), element.traceparent(), true, element.answer()));
            }
            pump();
            return;
        }
        pump();
        batch.forEach(element -> element.answer().fail(failure));
    }

    private static boolean concernsTheContent(Fault fault) {
        return switch (fault.kind()) {
            case UNUSABLE, GATEWAY_FAILED, BUG -> true;
            default -> false;
        };
    }

    private List<Outcome> outcomes(JsonNode data, List<R> results) {
        var answers = data.path(mutation.field());
        if (answers.size() != results.size()) {
            throw Fault.passing("The gateway answered " + answers.size() + " of " + results.size() + " results");
        }
        var outcomes = new ArrayList<Outcome>(results.size());
        for (int i = 0; i < results.size(); i++) {
            var answer = answers.path(i);
            if (!answer.path("orderId").asText().equals(results.get(i).orderId().toString())) {
                throw Fault.passing("The gateway answered for another order");
            }
            outcomes.add(outcome(answer.path("outcome").asText()));
        }
        return outcomes;
    }

    private static Outcome outcome(String name) {
        var outcome = OUTCOMES.get(name);
        if (outcome == null) {
            throw Fault.passing("The gateway gave an outcome that is unknown here");
        }
        return outcome;
    }
}
