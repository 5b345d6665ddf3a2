package dev.tiffin.bridge;

import dev.tiffin.bridge.SettledPrefix.Batch;
import dev.tiffin.bridge.again.Due;
import dev.tiffin.bridge.again.DueTaker;
import dev.tiffin.bridge.again.Postponed.Why;
import dev.tiffin.bridge.again.RetryPolicy.Dead;
import dev.tiffin.bridge.again.RetryPolicy.Later;
import dev.tiffin.bridge.again.RetryPolicy.Soon;
import dev.tiffin.bridge.delivery.Outcome;
import dev.tiffin.bridge.delivery.Outcome.Accepted;
import dev.tiffin.bridge.delivery.Outcome.Failed;
import dev.tiffin.bridge.delivery.Outcome.Refused;
import dev.tiffin.bridge.log.Fetched;
import dev.tiffin.bridge.log.LoggedChange;
import dev.tiffin.bridge.log.Partitions;
import dev.tiffin.contract.EventTypes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is on its way in one session with the database. The events of an order follow one another in a lane
 * of their own: the next one starts when the one before is settled. Lanes of different orders do not know each other.
 *
 * <pre>
 *   from the log ──┬─ nobody's ──────────────────────────────────────────────▶ settled
 *                  ├─ an earlier one of the order waits in the table ─▶ table ─▶ settled
 *                  ├─ its type is paused ──────────────────────────────▶ table ─▶ settled
 *                  └─▶ lane ─▶ queue of its destination ─▶ POST ─┬─ taken ────▶ settled, next
 *                        ▲  ▲                                    ├─ refused ──▶ dead letter ─▶ settled, next
 *   due in the table ────┘  └── 100 .. 800 ms ── failed, soon ───┤
 *                                                                └─ failed, later ─▶ the whole lane into the table
 * </pre>
 */
final class Lanes implements DueTaker {

    /** Where there are several destinations, more than these do not wait in memory for one in trouble. */
    static final int MOST_WAITING = 500;

    private final Vertx vertx;
    private final Outbounds outbounds;
    private final SettledPrefix prefix;
    private final Settling settling;
    private final Supplier<Partitions> owned;
    private final Map<UUID, Lane> lanes = new HashMap<>();
    private final UnderWay underWay = new UnderWay();
    private Set<String> paused = Set.of();
    private Partitions frozen = Partitions.NONE;

    /** @param owned whose changes are read */
    Lanes(Vertx vertx, Outbounds outbounds, SettledPrefix prefix, Settling settling, Supplier<Partitions> owned) {
        this.vertx = vertx;
        this.outbounds = outbounds;
        this.prefix = prefix;
        this.settling = settling;
        this.owned = owned;
    }

    /** Takes what was read from the log. */
    void add(Fetched fetched) {
        var changes = fetched.changes();
        var batch = prefix.begin(
                fetched.after(),
                changes.isEmpty() ? Instant.MAX : changes.getFirst().changedAt());
        for (LoggedChange change : changes) {
            add(change, batch);
        }
        prefix.complete(batch);
    }

    private void add(LoggedChange change, Batch batch) {
        var outbound = outbounds.of(change.type());
        if (outbound == null) {
            settling.nobodys(change);
            return;
        }
        switch (settling.standing(change)) {
            case KEPT -> {
                // Settled when it was written there.
            }
            case BEHIND -> {
                prefix.add(batch);
                settling.postpone(Item.fromLog(change, outbound, batch), Why.BEHIND, null);
            }
            case FREE -> {
                prefix.add(batch);
                enqueue(Item.fromLog(change, outbound, batch));
            }
        }
    }

    @Override
    public Partitions partitions() {
        return owned.get().minus(frozen);
    }

    @Override
    public Collection<String> sendable() {
        // Once for each destination, not for each type: where there is a Broker, all types are its own.
        var troubled = outbounds.all().stream().filter(Lanes::isInTrouble).collect(Collectors.toSet());
        return EventTypes.ALL.stream()
                .filter(type -> !paused.contains(type) && !troubled.contains(outbounds.of(type)))
                .toList();
    }

    @Override
    public boolean isAnyInTrouble() {
        return outbounds.all().stream().anyMatch(Lanes::isInTrouble);
    }

    private static boolean isInTrouble(Outbound outbound) {
        return !outbound.isFlowing() || outbound.waitingAgain() > MOST_WAITING / 2;
    }

    /** From now on events of these types wait in the table, and of no others; answers whether a pause has ended. */
    boolean pause(Set<String> types) {
        boolean ended = !types.containsAll(paused);
        paused = types;
        outbounds.all().forEach(outbound -> outbound.takeBack(types).forEach(this::offer));
        return ended;
    }

    @Override
    public void take(List<Due> due) {
        for (Due one : due) {
            var outbound = outbounds.of(one.change().type());
            if (frozen.contains(one.change().partition())) {
                settling.leave(one);
            } else if (outbound == null) {
                settling.nobodys(one);
            } else {
                enqueue(Item.again(one, outbound));
            }
        }
    }

    private void enqueue(Item item) {
        var change = item.change();
        var lane = lanes.computeIfAbsent(change.orderId(), order -> new Lane(order, change.partition(), this));
        lane.items().addLast(item);
        if (lane.items().size() == 1) {
            offer(lane);
        }
    }

    private void offer(Lane lane) {
        if (frozen.contains(lane.partition())) {
            return;
        }
        var outbound = lane.first().outbound();
        if (paused.contains(lane.first().change().type())) {
            intoTable(lane, Why.PAUSED, null);
            return;
        }
        outbound.offer(lane);
        if (!outbound.isFlowing() && outbounds.all().size() > 1) {
            spill(outbound);
        }
    }

    /** The first of the lane is sent. */
    void leaves(Lane lane) {
        underWay.started(lane.partition());
        settling.sent(lane.first());
    }

    /** What became of the first of the lane. */
    void ended(Lane lane, Outcome outcome, Duration took) {
        underWay.ended(lane.partition());
        if (!isCurrent(lane)) {
            return;
        }
        var item = lane.first();
        switch (outcome) {
            case Accepted accepted -> {
                settling.accepted(item);
                advance(lane);
            }
            case Refused refused -> settling.refused(item, refused, took).onSuccess(buried -> advance(lane));
            case Failed failed -> failed(lane, item, failed, took);
        }
    }

    private void failed(Lane lane, Item item, Failed failed, Duration took) {
        settling.failed(item, failed, took);
        if (!item.outbound().isFlowing()) {
            offer(lane);
            return;
        }
        switch (settling.decide(item, failed)) {
            case Soon soon ->
                vertx.setTimer(Math.max(1, soon.delay().toMillis()), again -> {
                    if (isCurrent(lane)) {
                        offer(lane);
                    }
                });
            case Later later -> postpone(lane, item, later.delay());
            case Dead dead -> settling.bury(item).onSuccess(buried -> advance(lane));
        }
    }

    private void postpone(Lane lane, Item item, Duration wait) {
        if (item.holds()) {
            intoTable(lane, Why.FAILED, wait);
            return;
        }
        settling.postpone(item, Why.FAILED, wait);
        advance(lane);
    }

    /** Whether the lane is still ours: neither given away nor of a session that is gone. */
    private boolean isCurrent(Lane lane) {
        return !settling.isClosed() && lanes.get(lane.order()) == lane;
    }

    private void advance(Lane lane) {
        if (!isCurrent(lane)) {
            return;
        }
        lane.items().removeFirst();
        if (lane.items().isEmpty()) {
            lanes.remove(lane.order());
            return;
        }
        offer(lane);
    }

    /**
     * The lane waits in the table from now on: its first as long as it is told (null: for the end of a pause), the
     * others for the first.
     */
    private void intoTable(Lane lane, Why why, @Nullable Duration wait) {
        lanes.remove(lane.order());
        boolean first = true;
        for (Item item : lane.items()) {
            var row = item.due();
            if (row != null && (!row.holds() || why != Why.FAILED)) {
                // Its row says all there is to say.
                settling.leave(row);
            } else {
                settling.postpone(item, first ? why : Why.BEHIND, first ? wait : null);
            }
            first &= !item.holds();
        }
    }

    private void spill(Outbound outbound) {
        outbound.takeBackAllBut(MOST_WAITING).forEach(lane -> intoTable(lane, Why.TROUBLED, Duration.ZERO));
    }

    /** There is no room to read on: begins to find out for whom. */
    void watch() {
        outbounds.all().forEach(Outbound::watch);
    }

    /** There was none for a second: what waits for a slow destination makes room for the others. */
    void makeRoom() {
        if (outbounds.all().size() > 1) {
            outbounds.all().stream().filter(Outbound::isSlow).forEach(this::spill);
        }
    }

    /** Starts no more deliveries of these; completes when none is under way. */
    Future<Void> freeze(Partitions partitions) {
        frozen = frozen.plus(partitions);
        outbounds.forget(partitions);
        return underWay.quiet(partitions);
    }

    /** Forgets frozen partitions: somebody else delivers what was not. */
    void drop(Partitions partitions) {
        var dropped = new ArrayList<Lane>();
        lanes.values().removeIf(lane -> partitions.contains(lane.partition()) && dropped.add(lane));
        dropped.forEach(lane -> lane.items().forEach(settling::dropped));
        frozen = frozen.minus(partitions);
    }

    /** Lanes in memory. */
    int size() {
        return lanes.size();
    }
}
