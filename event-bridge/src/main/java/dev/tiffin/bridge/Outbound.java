package dev.tiffin.bridge;

import dev.tiffin.bridge.again.Answers;
import dev.tiffin.bridge.delivery.Delivery;
import dev.tiffin.bridge.delivery.Destination;
import dev.tiffin.bridge.delivery.Destination.State;
import dev.tiffin.bridge.delivery.Outcome;
import dev.tiffin.bridge.log.Partitions;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The queue in front of a destination: starts as many deliveries as it may have, probes it while it is in trouble.
 * Lives as long as the bridge, for what was sent in one session with the database is answered in the next.
 */
final class Outbound {

    private static final Logger LOG = Logger.getLogger(Outbound.class);

    private static final int PATIENCE_SECONDS = 5;

    private final Vertx vertx;
    private final InstantSource clock;
    private final Delivery delivery;
    private final Destination destination;
    private final Consumer<Outbound> turned;
    private final Deque<Lane> ready = new ArrayDeque<>();
    private Instant turnedAt;
    private @Nullable String failure;
    private long ended;
    private long endedAtWatch;
    private long probe = -1;

    /** @param turned told when its trouble begins, and when it ends */
    Outbound(Vertx vertx, InstantSource clock, Delivery delivery, Destination destination, Consumer<Outbound> turned) {
        this.vertx = vertx;
        this.clock = clock;
        this.delivery = delivery;
        this.destination = destination;
        this.turned = turned;
        this.turnedAt = clock.instant();
    }

    Destination destination() {
        return destination;
    }

    /** Lanes that wait for their turn with an event that is sent again. */
    long waitingAgain() {
        return ready.stream().filter(Outbound::isAgain).count();
    }

    private static boolean isAgain(Lane lane) {
        return lane.first().due() != null;
    }

    /** Begins to measure how fast it is. */
    void watch() {
        endedAtWatch = ended;
    }

    /** Whether what waits would wait for long, by what ended in the second since {@link #watch()}. */
    boolean isSlow() {
        return ready.size() > PATIENCE_SECONDS * (ended - endedAtWatch);
    }

    /** Whether events are delivered, or only a probe. */
    boolean isFlowing() {
        return destination.state() == State.FLOWING;
    }

    /** Since when it has been in trouble or, if it is not, out of it: no failure before speaks against an event. */
    Instant turnedAt() {
        return turnedAt;
    }

    /** What its trouble began with, without anything personal; null if it has none. */
    @Nullable
    String failure() {
        return failure;
    }

    /** Sends the first of the lane, when it is its turn. */
    void offer(Lane lane) {
        if (ready.isEmpty() && destination.isOpen()) {
            destination.started();
            send(lane);
            return;
        }
        ready.addLast(lane);
        probeLater();
    }

    /** Takes back those that have waited least, but for so many. What is sent again has waited before it came here. */
    List<Lane> takeBackAllBut(int kept) {
        var taken = new ArrayList<Lane>();
        takeNewest(taken, ready.size() - kept, lane -> !isAgain(lane));
        takeNewest(taken, ready.size() - kept, lane -> true);
        return taken;
    }

    private void takeNewest(List<Lane> taken, int most, Predicate<Lane> which) {
        var newestFirst = ready.descendingIterator();
        for (int left = most; left > 0 && newestFirst.hasNext(); ) {
            var lane = newestFirst.next();
            if (which.test(lane)) {
                newestFirst.remove();
                taken.add(lane);
                left--;
            }
        }
    }

    /** Takes back those that wait with an event of such a type. */
    List<Lane> takeBack(Set<String> types) {
        var taken = ready.stream()
                .filter(lane -> types.contains(lane.first().change().type()))
                .toList();
        ready.removeAll(new HashSet<>(taken));
        return taken;
    }

    /** Forgets those that wait; what is on its way is answered to whom it was sent for. */
    void forget(Partitions partitions) {
        ready.removeIf(lane -> partitions.contains(lane.partition()));
    }

    private void send(Lane lane) {
        var item = lane.first();
        lane.owner().leaves(lane);
        long start = System.nanoTime();
        delivery.deliver(item.event(), destination)
                .onComplete(outcome -> ended(lane, outcome.result(), System.nanoTime() - start));
    }

    private void ended(Lane lane, Outcome outcome, long nanos) {
        ended++;
        var before = destination.state();
        destination.ended(lane.order(), outcome);
        var after = destination.state();
        if (before == State.FLOWING && after == State.TROUBLED && outcome instanceof Outcome.Failed failed) {
            var item = lane.items().peekFirst();
            failure = (failed.status() == null ? "" : failed.status() + " ")
                    + Answers.keepable(
                            failed.answer(),
                            item == null ? List.of() : item.change().secrets());
            LOG.warnf("%s is in trouble, its events wait: %s", destination, failure);
            turn();
        }
        if (before != State.FLOWING && after == State.FLOWING) {
            LOG.infof("%s takes events again", destination);
            failure = null;
            turn();
        }
        lane.owner().ended(lane, outcome, Duration.ofNanos(nanos));
        pump();
        probeLater();
    }

    private void turn() {
        turnedAt = clock.instant();
        turned.accept(this);
    }

    private void pump() {
        while (!ready.isEmpty() && destination.isOpen()) {
            destination.started();
            send(ready.removeFirst());
        }
    }

    private void probeLater() {
        if (probe >= 0 || destination.state() != State.TROUBLED) {
            return;
        }
        probe = vertx.setTimer(Math.max(1, destination.pause().toMillis()), fired -> {
            probe = -1;
            if (destination.state() != State.TROUBLED) {
                return;
            }
            var lane = ready.pollFirst();
            if (lane == null) {
                destination.nothingToProbe();
                failure = null;
                turn();
                return;
            }
            destination.probe(lane.order());
            send(lane);
        });
    }
}
