package dev.tiffin.gateway.feed;

import dev.tiffin.gateway.Orders;
import dev.tiffin.gateway.store.LogEntry;
import dev.tiffin.gateway.store.LogWindow;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log on, from a cursor kept in memory, while somebody is interested. Everything happens on the hub's thread.
 *
 * <pre>
 *   RESTING --begin--> cursor taken --> FOLLOWING: ring, poll or entries found --> read on --> ...
 *      ^                                                |
 *      +------------------------- rest -----------------+
 * </pre>
 *
 * The bridge rings once for every batch it has read. If readings that nobody rang for find something, the rings are
 * lost, and the log is polled more often until one comes.
 */
final class LogReader {

    private static final Logger LOG = Logger.getLogger(LogReader.class);
    private static final int RETRY_MILLIS = 200;

    private final Vertx vertx;
    private final Context context;
    private final Supplier<Orders> orders;
    private final FeedConfig config;
    private final Consumer<List<LogEntry>> found;

    private record GoingBack(String counted, Runnable then) {}

    private @Nullable String cursor;
    private @Nullable GoingBack goBackTo;
    private final List<CompletableFuture<Void>> beginners = new ArrayList<>();
    private boolean beginning;
    private boolean reading;
    private boolean rungMeanwhile;
    private boolean rung;
    private boolean unrung;
    private long readAt;
    private long pollTimer = -1;
    private long generation;

    LogReader(
            Vertx vertx, Context context, Supplier<Orders> orders, FeedConfig config, Consumer<List<LogEntry>> found) {
        this.vertx = vertx;
        this.context = context;
        this.orders = orders;
        this.config = config;
        this.found = found;
    }

    /** Completes when everything that commits from now on will be found. */
    CompletionStage<Void> begin() {
        if (cursor != null) {
            return CompletableFuture.completedFuture(null);
        }
        var begun = new CompletableFuture<Void>();
        beginners.add(begun);
        if (!beginning) {
            beginning = true;
            onHub(orders.get().logCursor(), this::begun, failure -> {
                beginning = false;
                drainBeginners().forEach(one -> one.completeExceptionally(failure));
            });
        }
        return begun;
    }

    /** Nobody is interested any more. */
    void rest() {
        cursor = null;
        goBackTo = null;
        generation++;
        reading = false;
        vertx.cancelTimer(pollTimer);
    }

    boolean isFollowing() {
        return cursor != null;
    }

    /**
     * Goes back to the cursor of a count. First everything until then is found, since that cursor may also be ahead;
     * what lies between is found twice.
     *
     * @param then called before anything is found that is not in the count
     */
    void continueFrom(String counted, Runnable then) {
        goBackTo = new GoingBack(counted, then);
        // A reading that is under way may be older than the count.
        generation++;
        reading = false;
        read();
    }

    /** There is something to read, most likely. */
    void ring() {
        rung = true;
        unrung = false;
        read();
    }

    private void begun(String now) {
        beginning = false;
        cursor = now;
        generation++;
        poll();
        drainBeginners().forEach(one -> one.complete(null));
    }

    private List<CompletableFuture<Void>> drainBeginners() {
        var all = List.copyOf(beginners);
        beginners.clear();
        return all;
    }

    private void poll() {
        vertx.cancelTimer(pollTimer);
        var distance = unrung ? config.pollUnrungEvery() : config.pollEvery();
        pollTimer = vertx.setTimer(
                distance.toMillis(),
                passed -> context.runOnContext(turn -> {
                    if (cursor != null) {
                        read();
                        poll();
                    }
                }));
    }

    private void read() {
        var from = cursor;
        if (from == null) {
            return;
        }
        if (reading) {
            rungMeanwhile = true;
            return;
        }
        reading = true;
        rungMeanwhile = false;
        long current = generation;
        long early = config.readEvery().toNanos() - (System.nanoTime() - readAt);
        if (early > 0) {
            vertx.setTimer(Math.max(1, early / 1_000_000), passed -> context.runOnContext(turn -> now(from, current)));
            return;
        }
        now(from, current);
    }

    private void now(String from, long current) {
        if (current != generation) {
            return;
        }
        readAt = System.nanoTime();
        onHub(
                orders.get().logAfter(from),
                window -> {
                    if (current == generation) {
                        was(window);
                    }
                },
                failure -> {
                    if (current == generation) {
                        LOG.debugf("The log cannot be read: %s", failure.toString());
                        vertx.setTimer(RETRY_MILLIS, passed -> context.runOnContext(turn -> again(current)));
                    }
                });
    }

    private void was(LogWindow window) {
        reading = false;
        cursor = window.cursor();
        boolean empty = window.entries().isEmpty();
        if (!empty) {
            if (!rung && !unrung) {
                unrung = true;
                poll();
            }
            found.accept(window.entries());
        }
        var back = goBackTo;
        if (back != null && !window.isPartOfBacklog()) {
            goBackTo = null;
            cursor = back.counted;
            back.then.run();
            read();
            return;
        }
        if (rungMeanwhile || window.isPartOfBacklog()) {
            read();
            return;
        }
        rung = false;
    }

    private void again(long current) {
        if (current == generation) {
            reading = false;
            read();
        }
    }

    private <T> void onHub(Uni<T> asked, Consumer<T> answered, Consumer<Throwable> failed) {
        asked.subscribe()
                .with(
                        answer -> context.runOnContext(turn -> answered.accept(answer)),
                        failure -> context.runOnContext(turn -> failed.accept(failure)));
    }
}
