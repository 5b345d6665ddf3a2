package dev.tiffin.bridge.delivery;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What is on its way to one function: the events that wait together share a request. An HTTP request costs both sides
 * more than the step that it asks for, so this is what a busy system has most of its speed from.
 *
 * <pre>
 *   an event ──▶ waiting ──[nothing or a lone event in flight]──▶ alone: as ever, in binary mode
 *                   ▲                                        └──▶ several, at most 32: a batch
 *                   │                                               ├─ a line for each: its outcome
 *                   │                                               ├─ 5xx, no answer, 401 ..: the outcome of each
 *                   └────────────── one by one ◀────────────────────┴─ refused as a whole
 * </pre>
 *
 * A lone event leaves at once. Under load the answers set the pace and the batches grow with it: while several events
 * are on their way, what comes is collected until they are answered, but not for longer than 50 ms, so that a function
 * that takes seconds for one event does not keep the next from beginning. Each event is answered by itself, so none
 * waits for another of its batch.
 *
 * <p>A function that takes no batches is asked again after ten minutes: it may be a new release by then.
 */
final class Batches {

    /** How long a request may hold up the next. */
    static final Duration LONGEST_HOLD = Duration.ofMillis(50);

    private static final Logger LOG = Logger.getLogger(Batches.class);
    private static final int MOST_IN_A_BATCH = 32;

    /** Half of what a function takes in a request; an event is one or two thousand bytes, of a hundred dishes sixty. */
    private static final int MOST_BYTES = 128 * 1024;

    private static final int MOST_REQUESTS = 2;
    private static final Duration WITHOUT_BATCHES = Duration.ofMinutes(10);

    private final Vertx vertx;
    private final HttpPost http;
    private final BatchPost batchPost;
    private final String function;
    private final RequestOptions to;
    private final Duration longestHold;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int requests;
    private int events;
    private boolean pumping;
    private boolean refrained;
    private long singlyUntil = System.nanoTime();

    private record Waiting(OrderEvent event, @Nullable String authorization, Promise<Outcome> outcome) {}

    Batches(Vertx vertx, HttpPost http, String function, RequestOptions to, Duration longestHold) {
        this.vertx = vertx;
        this.http = http;
        this.batchPost = http.batches();
        this.function = function;
        this.to = to;
        this.longestHold = longestHold;
    }

    /** @param authorization value of the header; null for none */
    Future<Outcome> deliver(OrderEvent event, @Nullable String authorization) {
        if (isSingly()) {
            return http.post(event, to, authorization);
        }
        var one = new Waiting(event, authorization, Promise.promise());
        waiting.add(one);
        if (!pumping) {
            // At the end of this turn, in which others may come along: a look at the log finds several.
            pumping = true;
            Context here = vertx.getOrCreateContext();
            here.runOnContext(ignored -> {
                pumping = false;
                pump();
            });
        }
        return one.outcome.future();
    }

    private boolean isSingly() {
        return System.nanoTime() - singlyUntil < 0;
    }

    private void pump() {
        while (!waiting.isEmpty() && anotherMayGo()) {
            var batch = next();
            if (batch.size() == 1) {
                post(batch.getFirst());
            } else {
                new Batch(batch).post();
            }
        }
    }

    private boolean anotherMayGo() {
        return requests < MOST_REQUESTS && (events <= 1 || waiting.size() >= MOST_IN_A_BATCH);
    }

    private List<Waiting> next() {
        var batch = new ArrayList<Waiting>();
        int bytes = 0;
        while (!waiting.isEmpty() && batch.size() < MOST_IN_A_BATCH) {
            bytes += waiting.element().event().body().length();
            if (bytes > MOST_BYTES && !batch.isEmpty()) {
                break;
            }
            batch.add(waiting.remove());
        }
        return batch;
    }

    private void post(Waiting one) {
        var hold = new Hold(1);
        http.post(one.event, to, one.authorization).onSuccess(outcome -> {
            hold.end();
            one.outcome.complete(outcome);
        });
    }

    private void postAlone(Waiting one) {
        http.post(one.event, to, one.authorization).onSuccess(one.outcome::complete);
    }

    private void refrain() {
        if (!refrained) {
            refrained = true;
            LOG.infof("%s takes no batches of events: they are sent one by one", function);
        }
        singlyUntil = System.nanoTime() + WITHOUT_BATCHES.toNanos();
        waiting.forEach(this::postAlone);
        waiting.clear();
    }

    /** Why others wait: so many events are on their way, and have not been for long. */
    private final class Hold {

        private final int held;
        private final long timer;
        private boolean ended;

        Hold(int held) {
            this.held = held;
            requests++;
            events += held;
            timer = vertx.setTimer(longestHold.toMillis(), late -> release());
        }

        void end() {
            vertx.cancelTimer(timer);
            release();
        }

        private void release() {
            if (!ended) {
                ended = true;
                requests--;
                events -= held;
                pump();
            }
        }
    }

    /** One request under way. */
    private final class Batch implements BatchPost.Answers {

        private final List<Waiting> batch;
        private final boolean[] answered;
        private final Hold hold;

        Batch(List<Waiting> batch) {
            this.batch = batch;
            this.answered = new boolean[batch.size()];
            this.hold = new Hold(batch.size());
        }

        void post() {
            // Tokens are renewed, so the newest is the best.
            batchPost.post(
                    batch.stream().map(Waiting::event).toList(),
                    to,
                    batch.getLast().authorization(),
                    this);
        }

        @Override
        public void answered(int event, Outcome outcome) {
            if (!answered[event]) {
                answered[event] = true;
                batch.get(event).outcome.complete(outcome);
            }
        }

        @Override
        public void over(Outcome ofTheRest) {
            hold.end();
            for (int event = 0; event < batch.size(); event++) {
                answered(event, ofTheRest);
            }
        }

        @Override
        public void refused(int status) {
            if (status != 400 && status != 413 && status != 422) {
                refrain();
            }
            hold.end();
            batch.forEach(Batches.this::postAlone);
        }
    }
}
