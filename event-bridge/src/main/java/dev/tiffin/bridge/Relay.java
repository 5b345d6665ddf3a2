package dev.tiffin.bridge;

import static dev.tiffin.bridge.Signals.Signal.BELL;
import static dev.tiffin.bridge.Signals.Signal.EMPTY;
import static dev.tiffin.bridge.Signals.Signal.ROOM;
import static dev.tiffin.bridge.Signals.Signal.STOP;
import static dev.tiffin.bridge.Signals.Signal.SWEEP;
import static dev.tiffin.bridge.Signals.Signal.TIME;

import dev.tiffin.bridge.Signals.Signal;
import dev.tiffin.bridge.log.ForeignLogException;
import dev.tiffin.bridge.log.LogSession;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgNotification;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The loop that turns the log into events.
 *
 * <pre>
 *      ┌─────────────────── the session is lost, in any state ───────────────────┐
 *      ▼          ┌───── every 4.5 s ───┐   ┌──────── NOTIFY, or rows ───────────┤
 *   CONNECT ───▶ LEASE ───────────────▶ DRAIN ◀──▶ LINGER ───▶ PARK ────────▶ PARKED
 *                 ▲                                                              │
 *                 └────────────────────── shares have changed ───────────────────┘
 *
 *   CONNECT   a session, LISTEN before any lock; fails: again after 50 .. 400 ms, all left to chance
 *   LEASE     takes as many of the 16 partitions as is fair, gives back what is too much
 *   DRAIN     reads while there is much, but not while 1,000 events are unsettled
 *   LINGER    few rows or none: a look or a glance every millisecond or few (Breath), until 10 ms without a row
 *   PARK      the locks, then another look; refused: again, and after ten times without those partitions
 *   PARKED    sleeps on the socket; every 4.5 s a look around
 *   STOPPING  what is under way ends, the last checkpoint, the leases back, others are told; then STOPPED
 * </pre>
 *
 * <p>Why park at all, and why with locks: a NOTIFY makes all commits of the server wait for each other, so writers
 * ring only when somebody sleeps, which they see by the lock. The lock is taken first and the look comes later, in
 * another statement with a later snapshot: whoever wrote silently before the lock was given is seen by it. Why
 * linger: without it, bridge and writers would wake each other for every single change.
 *
 * <p>All of it runs on one event loop, so nothing here is locked or volatile: this loop, the one session, the lanes
 * and the HTTP client. Plain Vert.x futures, for the same reasons as in {@link dev.tiffin.bridge.delivery.Delivery};
 * each state is one method that answers the next.
 */
final class Relay implements Loop.Machine<Relay.State> {

    private static final Logger LOG = Logger.getLogger(Relay.class);

    /** More unsettled events than these are not read on for. */
    static final int MOST_UNSETTLED = 1_000;

    private static final Duration A_SECOND = Duration.ofSeconds(1);
    private static final Set<Signal> ENDS_A_WAIT_FOR_ROOM = EnumSet.of(ROOM, SWEEP, TIME, STOP);

    private final Vertx vertx;
    private final RelaySettings settings;
    private final Tenure.World world;
    private final RelayMetrics metrics;
    private final Consumer<String> refusal;
    private final Signals signals;
    private final Parking parking;
    private final Loop<State> loop = new Loop<>(this, State.CONNECT, State.STOPPED);
    private final Sessions sessions;
    private volatile @Nullable Context context;
    private @Nullable Tenure tenure;

    /** Where the loop stands: drawn and told above. */
    enum State {
        CONNECT,
        LEASE,
        DRAIN,
        LINGER,
        PARK,
        PARKED,
        STOPPING,
        STOPPED
    }

    /** @param refusal told, in a sentence for people, why the relay will not run at all */
    Relay(
            PgConnectOptions server,
            RelaySettings settings,
            Workshop workshop,
            RelayMetrics metrics,
            Consumer<String> refusal) {
        this.vertx = workshop.vertx();
        this.settings = settings;
        this.metrics = metrics;
        this.refusal = refusal;
        this.signals = new Signals(vertx);
        this.parking = new Parking(vertx, signals, metrics);
        this.sessions = new Sessions(vertx, server, settings.group(), workshop.chance());
        var outbounds = new Outbounds(vertx, workshop.clock(), workshop.delivery(), this::turned);
        var judge = new Settling.Judge(settings.retry(), workshop.clock(), workshop.chance());
        this.world = new Tenure.World(vertx, settings, judge, outbounds, metrics, this::unsettled);
        metrics.watch(workshop.delivery().destinations());
    }

    /** Begins; returns at once. */
    void start() {
        var here = vertx.getOrCreateContext();
        context = here;
        here.runOnContext(begin -> {
            long sweeper = vertx.setPeriodic(settings.sweep().toMillis(), tick -> sweep());
            loop.ended().onComplete(end -> vertx.cancelTimer(sweeper));
            loop.run();
        });
    }

    /** Ends in order; completes when it has. May be called from any thread, and again. */
    Future<Void> stop() {
        var here = context;
        if (here == null) {
            return Future.succeededFuture();
        }
        here.runOnContext(now -> signals.raise(STOP));
        return loop.ended();
    }

    /** Where the loop stands. */
    State state() {
        return loop.state();
    }

    @Override
    public Future<State> step(State state) {
        var held = tenure;
        if (held == null) {
            return connect();
        }
        return switch (state) {
            case CONNECT, LEASE -> lease(held);
            case DRAIN -> drain(held);
            case LINGER -> linger(held);
            case PARK -> parking.park(held);
            case PARKED -> parking.parked(held);
            case STOPPING, STOPPED -> stopping(held);
        };
    }

    @Override
    public void left(State state, long nanos) {
        metrics.left(state, nanos);
        var held = tenure;
        if (held != null) {
            metrics.see(held.seen());
        }
    }

    @Override
    public State failed(Throwable cause, State state) {
        var held = tenure;
        tenure = null;
        if (held != null) {
            held.abandon();
        }
        if (cause instanceof ForeignLogException) {
            refusal.accept(String.valueOf(cause.getMessage()));
            return State.STOPPED;
        }
        if (state == State.STOPPING) {
            LOG.warnf(cause, "Stopped without a last checkpoint: some events will be delivered again");
            return State.STOPPED;
        }
        sessions.failed(cause);
        return State.CONNECT;
    }

    private Future<State> connect() {
        signals.reset();
        return signals.pause(sessions.backoff(), EnumSet.of(STOP, TIME)).compose(waited -> {
            if (signals.isRaised(STOP)) {
                return Future.succeededFuture(State.STOPPED);
            }
            return sessions.open(this::rang, this::lost).compose(session -> {
                var begun = new Tenure(world, session);
                tenure = begun;
                return begun.begin().map(State.LEASE);
            });
        });
    }

    private Future<State> lease(Tenure held) {
        parking.end(held);
        return held.settleShares().map(State.DRAIN);
    }

    private Future<State> drain(Tenure held) {
        parking.end(held);
        if (signals.isRaised(STOP)) {
            return Future.succeededFuture(State.STOPPING);
        }
        if (signals.take(SWEEP)) {
            return Future.succeededFuture(State.LEASE);
        }
        if (held.unsettled() > MOST_UNSETTLED) {
            return waitForRoom(held);
        }
        signals.take(BELL);
        return held.fetch().map(fetched -> {
            sessions.succeeded();
            return fetched.isMuch() ? State.DRAIN : State.LINGER;
        });
    }

    private Future<State> waitForRoom(Tenure held) {
        signals.take(ROOM);
        held.watch();
        return signals.pause(A_SECOND, ENDS_A_WAIT_FOR_ROOM).map(over -> {
            if (signals.take(TIME)) {
                held.makeRoom();
            }
            return State.DRAIN;
        });
    }

    private Future<State> linger(Tenure held) {
        if (signals.isRaised(STOP) || signals.isRaised(SWEEP) || held.unsettled() > MOST_UNSETTLED) {
            return Future.succeededFuture(State.DRAIN);
        }
        if (held.quietFor().compareTo(settings.linger()) > 0) {
            return Future.succeededFuture(State.PARK);
        }
        return signals.pause(held.breath(), EnumSet.of(TIME)).compose(waited -> {
            signals.take(BELL);
            return held.fetch().map(fetched -> fetched.isMuch() ? State.DRAIN : State.LINGER);
        });
    }

    private Future<State> stopping(Tenure held) {
        var half = settings.stopWithin().dividedBy(2);
        signals.take(EMPTY);
        var settled =
                held.unsettled() == 0 ? Future.<Void>succeededFuture() : signals.pause(half, EnumSet.of(EMPTY, TIME));
        return settled.compose(waited -> held.end(half)).map(ended -> {
            tenure = null;
            return State.STOPPED;
        });
    }

    private void sweep() {
        var held = tenure;
        if (held != null && held.isStuck()) {
            loop.breakOff(new TimeoutException("The database does not answer"));
            return;
        }
        signals.raise(SWEEP);
    }

    private void rang(PgNotification notification) {
        metrics.notified();
        if (notification.getChannel().equals(LogSession.BELL)) {
            signals.raise(BELL);
        } else if (notification.getPayload().equals(LogSession.LEASES_FREE)) {
            signals.raise(SWEEP);
        } else {
            withTenure(
                    notification.getPayload().equals(LogSession.PAUSES_CHANGED)
                            ? Tenure::learnPauses
                            : Tenure::wakeRedeliveries);
        }
    }

    private void lost(LogSession session, Throwable cause) {
        var held = tenure;
        if (held != null && held.isOf(session)) {
            loop.breakOff(cause);
        }
    }

    private void unsettled(int left) {
        if (left <= MOST_UNSETTLED) {
            signals.raise(ROOM);
        }
        if (left == 0) {
            signals.raise(EMPTY);
        }
    }

    private void turned(Outbound outbound) {
        withTenure(held -> held.turned(outbound));
    }

    private void withTenure(Consumer<Tenure> action) {
        var held = tenure;
        if (held != null) {
            action.accept(held);
        }
    }
}
