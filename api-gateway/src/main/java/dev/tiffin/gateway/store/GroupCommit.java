package dev.tiffin.gateway.store;

import dev.tiffin.gateway.order.OrderRefused;
import dev.tiffin.gateway.order.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Lets the commands of all callers share transactions, and knows nothing of what they are about.
 *
 * <pre>
 *  submit --> waiting --take--> batch --commit--> answers
 *              (FIFO)            | ^
 *                                | '-- conflict: the same batch again
 *                                |     connection lost: the same batch again, after a pause
 *                                '---- a value that cannot be stored: each half on its own, down to the guilty one
 * </pre>
 *
 * The rules:
 * <ol>
 *   <li>While nothing or a lone command is in flight, what comes in one turn of the event loop is sent at its end: in
 *       quiet times a command waits for nothing.
 *   <li>While a batch of several is, or two, commands collect; the next batch takes up to a hundred. The busier the
 *       database, the larger the batches and the fewer the commits; two at a time would be of half the size. There is
 *       no timer: it would cost every command its period.
 *   <li>A full batch need not grow, so a second one follows it at once.
 *   <li>A batch holds each key once, and no key that another batch has in flight: a second command for an order would
 *       otherwise be decided on a state that the first is about to change, or wait for a lock that our own first batch
 *       holds. So commands for one order are also committed in the order in which they came.
 *   <li>A deadlock or serialisation failure repeats the batch.
 *   <li>A data error names no row of a batch, so the batch is split in halves until the guilty element stands alone;
 *       the others are committed.
 *   <li>A connection lost at commit leaves open whether it committed. The batch is repeated: elements must be
 *       idempotent. If the database stays away, all that waits is told so at once instead of one batch after the other.
 *   <li>The queue is bounded: who comes when it is full is refused at once.
 * </ol>
 *
 * Thread-safe. Answers arrive on the thread that saw the commit.
 *
 * @param <E> what is batched
 * @param <A> what is answered to each
 */
final class GroupCommit<E, A> {

    /** Commits all elements or none, in one transaction, and answers in their order. Idempotent. */
    interface Batch<E, A> {
        /** Fails as the database does. */
        Uni<List<A>> commit(List<E> elements);
    }

    static final int MOST_IN_FLIGHT = 2;
    static final int MOST_IN_A_BATCH = 100;
    private static final int MOST_ATTEMPTS = 6;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

    private final Function<E, Object> keyOf;
    private final Batch<E, A> batch;
    private final int mostWaiting;

    private final Deque<Waiting<E, A>> waiting = new ArrayDeque<>();
    private final Set<Object> keysInFlight = new HashSet<>();
    private int batchesInFlight;
    private int elementsInFlight;

    private record Waiting<E, A>(E element, Object key, CompletableFuture<A> answer) {}

    GroupCommit(Function<E, Object> keyOf, Batch<E, A> batch, int mostWaiting) {
        this.keyOf = keyOf;
        this.batch = batch;
        this.mostWaiting = mostWaiting;
    }

    /** Takes these elements on; what they are answered, each on its own, is in their order. */
    List<Uni<A>> submit(List<E> elements) {
        List<Waiting<E, A>> taken = elements.stream()
                .map(element -> new Waiting<>(element, keyOf.apply(element), new CompletableFuture<A>()))
                .toList();
        synchronized (this) {
            if (waiting.size() + taken.size() > mostWaiting) {
                var full = new OrderRefused(Refusal.TOO_MANY, "Too much is asked for at once. Please try again.");
                return taken.stream()
                        .map(one -> Uni.createFrom().<A>failure(full))
                        .toList();
            }
            waiting.addAll(taken);
        }
        atTheEndOfThisTurn(this::sendWhatMayBeSent);
        return taken.stream()
                .map(one -> Uni.createFrom().completionStage(one.answer()))
                .toList();
    }

    /** Requests that the event loop finds together are handed in together, one after the other, in the same turn. */
    private static void atTheEndOfThisTurn(Runnable action) {
        Context here = Vertx.currentContext();
        if (here == null) {
            action.run();
        } else {
            here.runOnContext(turn -> action.run());
        }
    }

    private void sendWhatMayBeSent() {
        List<List<Waiting<E, A>>> batches = new ArrayList<>(MOST_IN_FLIGHT);
        synchronized (this) {
            while (anotherMayGo()) {
                List<Waiting<E, A>> next = take();
                if (next.isEmpty()) {
                    break;
                }
                batchesInFlight++;
                elementsInFlight += next.size();
                batches.add(next);
            }
        }
        batches.forEach(next -> attempt(next, 1)
                .eventually(() -> landed(next))
                .subscribe()
                .with(nothing -> {}, bug -> answer(next, bug)));
    }

    private boolean anotherMayGo() {
        boolean worthIt = elementsInFlight <= 1 || waiting.size() >= MOST_IN_A_BATCH;
        return worthIt && batchesInFlight < MOST_IN_FLIGHT;
    }

    /** From the head of the queue; elements whose key is busy stay, in their order. */
    private List<Waiting<E, A>> take() {
        List<Waiting<E, A>> taken = new ArrayList<>();
        List<Waiting<E, A>> busy = new ArrayList<>();
        while (!waiting.isEmpty() && taken.size() < MOST_IN_A_BATCH) {
            Waiting<E, A> next = waiting.poll();
            (keysInFlight.add(next.key()) ? taken : busy).add(next);
        }
        busy.reversed().forEach(waiting::addFirst);
        return taken;
    }

    private void landed(List<Waiting<E, A>> landed) {
        synchronized (this) {
            batchesInFlight--;
            elementsInFlight -= landed.size();
            landed.forEach(one -> keysInFlight.remove(one.key()));
        }
        sendWhatMayBeSent();
    }

    /** Ends when every element has its answer. */
    private Uni<Void> attempt(List<Waiting<E, A>> elements, int attempt) {
        return Uni.createFrom()
                .deferred(() ->
                        batch.commit(elements.stream().map(Waiting::element).toList()))
                .invoke(answers -> answer(elements, answers))
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(failure -> failed(elements, attempt, failure));
    }

    private Uni<Void> failed(List<Waiting<E, A>> elements, int attempt, Throwable failure) {
        Fault fault = Fault.of(failure);
        if (fault == Fault.DATA && elements.size() > 1) {
            int half = elements.size() / 2;
            return attempt(elements.subList(0, half), 1)
                    .chain(() -> attempt(elements.subList(half, elements.size()), 1));
        }
        if (fault == Fault.CONFLICT && attempt < MOST_ATTEMPTS) {
            return attempt(elements, attempt + 1);
        }
        if (fault == Fault.LOST && attempt < MOST_ATTEMPTS) {
            return Uni.createFrom()
                    .voidItem()
                    .onItem()
                    .delayIt()
                    .by(FIRST_PAUSE.multipliedBy(1L << (attempt - 1)))
                    .chain(() -> attempt(elements, attempt + 1));
        }
        answer(elements, failure);
        if (fault == Fault.LOST) {
            answer(everythingWaiting(), failure);
        }
        return Uni.createFrom().voidItem();
    }

    private synchronized List<Waiting<E, A>> everythingWaiting() {
        List<Waiting<E, A>> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }

    private static <E, A> void answer(List<Waiting<E, A>> elements, List<A> answers) {
        for (int i = 0; i < elements.size(); i++) {
            elements.get(i).answer().complete(answers.get(i));
        }
    }

    /** Callers learn what it means for them; what lies behind it stays the cause. */
    private static <E, A> void answer(List<Waiting<E, A>> elements, Throwable failure) {
        Throwable meaning = switch (Fault.of(failure)) {
            case DATA -> new OrderRefused(Refusal.INVALID_INPUT, "A value cannot be stored.");
            case LOST, CONFLICT ->
                new OrderRefused(Refusal.UNAVAILABLE, "The order book cannot be reached just now. Please try again.");
            case OTHER -> failure;
        };
        elements.forEach(one -> one.answer().completeExceptionally(meaning));
    }
}
