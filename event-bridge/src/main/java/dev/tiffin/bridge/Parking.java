package dev.tiffin.bridge;

import static dev.tiffin.bridge.Signals.Signal.BELL;
import static dev.tiffin.bridge.Signals.Signal.STOP;
import static dev.tiffin.bridge.Signals.Signal.SWEEP;
import static dev.tiffin.bridge.Signals.Signal.TIME;

import dev.tiffin.bridge.Relay.State;
import dev.tiffin.bridge.Signals.Signal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * The states PARK and PARKED of the {@link Relay}. A partition whose writer keeps its transaction open cannot be
 * parked: it is looked at each millisecond, after ten refusals after 2, 4 .. 25 ms, while the others are parked and
 * ring.
 */
final class Parking {

    private static final Logger LOG = Logger.getLogger(Parking.class);

    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofMillis(25);
    private static final Duration BELL_IS_LATE = Duration.ofMillis(250);
    private static final int REFUSALS = 10;
    private static final Set<Signal> WAKES = EnumSet.of(BELL, SWEEP, TIME, STOP);

    private final Vertx vertx;
    private final Signals signals;
    private final RelayMetrics metrics;
    private int refusals;
    private Duration pause = MOMENT;

    Parking(Vertx vertx, Signals signals, RelayMetrics metrics) {
        this.vertx = vertx;
        this.signals = signals;
        this.metrics = metrics;
    }

    /** Whoever writes need not ring any more. */
    void end(Tenure held) {
        held.unpark();
        refusals = 0;
        pause = MOMENT;
    }

    Future<State> park(Tenure held) {
        signals.take(BELL);
        held.checkpoint();
        return held.park().compose(look -> {
            if (!look.fetched().isEmpty()) {
                return Future.succeededFuture(State.DRAIN);
            }
            if (look.refused().isEmpty()) {
                refusals = 0;
                metrics.parked();
                return Future.succeededFuture(State.PARKED);
            }
            metrics.parkRefused();
            refusals++;
            return refusals > REFUSALS
                    ? Future.succeededFuture(State.PARKED)
                    : signals.pause(MOMENT, EnumSet.of(TIME)).map(State.PARK);
        });
    }

    Future<State> parked(Tenure held) {
        var asleep = refusals == 0;
        pause = pause.multipliedBy(2).compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;
        return signals.pause(asleep ? null : pause, WAKES).compose(awake -> {
            if (signals.isRaised(STOP) || signals.isRaised(BELL)) {
                return Future.succeededFuture(State.DRAIN);
            }
            return signals.take(SWEEP) ? lookAround(held, asleep) : Future.succeededFuture(State.PARK);
        });
    }

    private Future<State> lookAround(Tenure held, boolean asleep) {
        long rung = metrics.notifications();
        return held.look().map(fetched -> {
            if (!fetched.isEmpty()) {
                if (asleep) {
                    suspect(fetched.changes().size(), rung);
                }
                return State.DRAIN;
            }
            return held.sharesAreUnsettled() ? State.LEASE : State.PARKED;
        });
    }

    /** Rows that nobody rang for. The bell may have been on its way. */
    private void suspect(int rows, long rung) {
        vertx.setTimer(BELL_IS_LATE.toMillis(), later -> {
            if (metrics.notifications() == rung) {
                LOG.errorf("The sweep found %d changes for which no writer rang", rows);
                metrics.foundBySweep(rows);
            }
        });
    }
}
