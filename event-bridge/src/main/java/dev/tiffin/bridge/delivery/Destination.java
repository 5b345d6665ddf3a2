package dev.tiffin.bridge.delivery;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One place that takes events, and what is known of its health. Pure: no clock, no connection; whoever delivers tells
 * it what happened and asks what may happen next.
 *
 * <pre>
 *                 3 connections in a row fail, or
 *                 5 different orders fail and nothing succeeds between
 *   FLOWING ───────────────────────────────────────────────────▶ TROUBLED ◀─────────┐
 *      ▲ ▲                                                        │    │            │ it failed:
 *      │ └──────── something that was under way succeeds ─────────┘    │ pause()    │ twice the pause
 *      │                                                               ▼            │
 *      └──────────────────── it was answered ─────────────────────  PROBING ────────┘
 * </pre>
 *
 * One order that cannot be delivered never makes five, so it never stops the others. After trouble the number in flight
 * begins at one and grows by one with each success: a destination that just came back is not stormed.
 */
public final class Destination {

    /** States, see above. */
    public enum State {
        /** Events are delivered. */
        FLOWING,
        /** Nothing is sent. */
        TROUBLED,
        /** One event is sent to find out. */
        PROBING
    }

    static final int CONNECTIONS_IN_A_ROW = 3;
    static final int DIFFERENT_ORDERS = 5;
    static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final String name;
    private final int limit;
    private final Set<UUID> failing = new HashSet<>();
    private @Nullable UUID probe;
    private State state = State.FLOWING;
    private int allowed;
    private int inFlight;
    private int unconnected;
    private Duration pause = FIRST_PAUSE;

    /**
     * Flows, with nothing under way.
     *
     * @param limit most deliveries in flight
     */
    public Destination(String name, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a destination must be allowed one delivery at least");
        }
        this.name = name;
        this.limit = limit;
        this.allowed = limit;
    }

    /** The Service's name, or {@code broker}. */
    public String name() {
        return name;
    }

    /** What is known. */
    public State state() {
        return state;
    }

    /** Deliveries under way. */
    public int inFlight() {
        return inFlight;
    }

    /** Whether one more delivery may start now. */
    public boolean isOpen() {
        return switch (state) {
            case FLOWING -> inFlight < allowed;
            case TROUBLED, PROBING -> false;
        };
    }

    /** How long to leave it alone, when troubled, before {@link #probe}. */
    public Duration pause() {
        return pause;
    }

    /** The delivery of an event of this order starts now, to find out. */
    public void probe(UUID order) {
        state = State.PROBING;
        probe = order;
        inFlight++;
    }

    /** There is nothing to probe with: the next event that comes will do. */
    public void nothingToProbe() {
        flow();
    }

    /** A delivery has started. */
    public void started() {
        inFlight++;
    }

    /** A delivery has ended. */
    public void ended(UUID order, Outcome outcome) {
        inFlight--;
        if (outcome instanceof Outcome.Failed failed && failed.kind().isSuspicious()) {
            suspect(order, failed.kind());
            return;
        }
        // Also a refusal, or "not now", is the answer of somebody who is well.
        unconnected = 0;
        failing.clear();
        if (state != State.FLOWING) {
            flow();
            return;
        }
        allowed = Math.min(limit, allowed + 1);
    }

    private void suspect(UUID order, Outcome.Kind kind) {
        if (state == State.PROBING) {
            if (order.equals(probe)) {
                state = State.TROUBLED;
                pause = min(pause.multipliedBy(2), LONGEST_PAUSE);
            }
            return;
        }
        unconnected = kind == Outcome.Kind.CONNECTION ? unconnected + 1 : 0;
        failing.add(order);
        if (state == State.FLOWING && (unconnected >= CONNECTIONS_IN_A_ROW || failing.size() >= DIFFERENT_ORDERS)) {
            state = State.TROUBLED;
            pause = FIRST_PAUSE;
        }
    }

    private void flow() {
        state = State.FLOWING;
        allowed = 1;
        unconnected = 0;
        failing.clear();
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    @Override
    public String toString() {
        return name;
    }
}
