package dev.tiffin.bridge;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the loop has to know of what happens beside it. A signal stays until it is taken, so none is lost between two
 * looks.
 */
final class Signals {

    private final Vertx vertx;
    private final EnumSet<Signal> raised = EnumSet.noneOf(Signal.class);
    private @Nullable Promise<Void> sleeper;
    private Set<Signal> awaited = EnumSet.noneOf(Signal.class);

    Signals(Vertx vertx) {
        this.vertx = vertx;
    }

    /** What may happen. */
    enum Signal {
        /** A writer rang. */
        BELL,
        /** Time to look whether all is well. */
        SWEEP,
        /** Few enough are unsettled to read on. */
        ROOM,
        /** Nothing is unsettled. */
        EMPTY,
        /** A wait has been long enough. */
        TIME,
        /** The bridge is to end. */
        STOP
    }

    void raise(Signal signal) {
        raised.add(signal);
        var waiting = sleeper;
        if (waiting != null && awaited.contains(signal)) {
            sleeper = null;
            waiting.complete();
        }
    }

    /** Whether it was raised; it is not any more. */
    boolean take(Signal signal) {
        return raised.remove(signal);
    }

    boolean isRaised(Signal signal) {
        return raised.contains(signal);
    }

    /**
     * Completes when one of these is raised, at once if one is. One waits at a time.
     *
     * @param duration after which {@link Signal#TIME} is raised; null: never
     */
    Future<Void> pause(@Nullable Duration duration, Set<Signal> signals) {
        raised.remove(Signal.TIME);
        if (duration == null) {
            return await(signals);
        }
        long timer = vertx.setTimer(Math.max(1, duration.toMillis()), over -> raise(Signal.TIME));
        return await(signals).onComplete(over -> vertx.cancelTimer(timer));
    }

    private Future<Void> await(Set<Signal> signals) {
        for (Signal signal : signals) {
            if (raised.contains(signal)) {
                return Future.succeededFuture();
            }
        }
        Promise<Void> promise = Promise.promise();
        awaited = signals;
        sleeper = promise;
        return promise.future();
    }

    /** A new session begins: only the wish to end outlives the old one. */
    void reset() {
        raised.retainAll(EnumSet.of(Signal.STOP));
    }
}
