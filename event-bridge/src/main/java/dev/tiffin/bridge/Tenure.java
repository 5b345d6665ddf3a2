package dev.tiffin.bridge;

import dev.tiffin.bridge.again.PauseTable;
import dev.tiffin.bridge.again.Redeliveries;
import dev.tiffin.bridge.log.CheckpointTable;
import dev.tiffin.bridge.log.Fetched;
import dev.tiffin.bridge.log.Leases;
import dev.tiffin.bridge.log.LogReader;
import dev.tiffin.bridge.log.LogSession;
import dev.tiffin.bridge.log.ParkingLocks;
import dev.tiffin.bridge.log.Partitions;
import dev.tiffin.bridge.log.ReplicaTable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.IntConsumer;

/**
 * All that one session with the database holds: leases, parking locks, how far it has read, what is under way. It
 * ends with the session, whole; the next one begins from the checkpoints.
 */
final class Tenure {

    /** How long partitions that are given back wait for deliveries under way. */
    private static final Duration HAND_OVER_WITHIN = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final LogSession session;
    private final Outbounds outbounds;
    private final Leases leases;
    private final ParkingLocks parking;
    private final LogReader reader;
    private final PauseTable pauses;
    private final ReplicaTable replicas;
    private final String name;
    private final Checkpoints checkpoints;
    private final SettledPrefix prefix;
    private final Redeliveries redeliveries;
    private final Settling settling;
    private final Lanes lanes;
    private final RelayMetrics metrics;
    private Partitions adopted = Partitions.NONE;
    private Partitions leaving = Partitions.NONE;
    private long lastRow = System.nanoTime();

    /**
     * What a tenure needs of the relay.
     *
     * @param left told how many events are unsettled, each time one was settled
     */
    record World(
            Vertx vertx,
            RelaySettings settings,
            Settling.Judge judge,
            Outbounds outbounds,
            RelayMetrics metrics,
            IntConsumer left) {}

    Tenure(World world, LogSession session) {
        this.vertx = world.vertx;
        this.session = session;
        this.outbounds = world.outbounds;
        this.metrics = world.metrics;
        this.leases = new Leases(session, world.settings.group());
        this.parking = new ParkingLocks(session);
        this.pauses = new PauseTable(session);
        this.replicas = new ReplicaTable(session);
        this.name = world.settings.owner();
        var checkpointTable = new CheckpointTable(session, name);
        this.reader = new LogReader(session, checkpointTable);
        this.checkpoints = new Checkpoints(vertx, checkpointTable);
        this.prefix = new SettledPrefix(checkpoints::reached, world.left);
        this.redeliveries = new Redeliveries(vertx, session);
        this.settling = new Settling(prefix, world.judge, redeliveries, metrics);
        this.lanes = new Lanes(vertx, outbounds, prefix, settling, reader::partitions);
    }

    /** To be done before anything is read. */
    Future<Void> begin() {
        var shown = replicas.begin(name, outbounds.shown());
        return learnPauses().compose(learned -> shown);
    }

    /** Which event types are held back now. */
    Future<Void> learnPauses() {
        return pauses.paused().compose(types -> {
            boolean ended = lanes.pause(types);
            redeliveries.start(lanes);
            return ended ? redeliveries.release(adopted) : Future.succeededFuture();
        });
    }

    /** A destination's trouble has begun or ended. */
    void turned(Outbound outbound) {
        replicas.change(outbounds.shown());
        if (outbound.isFlowing()) {
            redeliveries.wake();
        }
    }

    /** Takes what is free of its share, begins to read what it got, and gives back what it has too much. */
    Future<Void> settleShares() {
        return leases.take().compose(gained -> adopt()).map(done -> {
            var surplus = leases.surplus();
            if (!surplus.isEmpty() && leaving.isEmpty()) {
                handOver(surplus);
            }
            return null;
        });
    }

    private Future<Void> adopt() {
        var gained = leases.held().minus(adopted);
        if (gained.isEmpty()) {
            return Future.succeededFuture();
        }
        adopted = adopted.plus(gained);
        // What waits in the table must be known before later changes of the same orders are read.
        return redeliveries.adopt(gained).compose(known -> reader.add(gained)).map(added -> {
            metrics.tookOver(gained.size());
            redeliveries.wake();
            return null;
        });
    }

    private void handOver(Partitions surplus) {
        leaving = surplus;
        reader.remove(surplus);
        atMost(HAND_OVER_WITHIN, lanes.freeze(surplus))
                .compose(quiet -> redeliveries.written())
                .compose(written -> giveBack(surplus))
                .onSuccess(given -> {
                    prefix.forget(surplus);
                    checkpoints.forget(surplus);
                    redeliveries.forget(surplus);
                    lanes.drop(surplus);
                    adopted = adopted.minus(surplus);
                    leaving = Partitions.NONE;
                });
    }

    private Future<Void> giveBack(Partitions partitions) {
        // Pipelined: a successor finds the checkpoint when it gets the lease, and the lease when it hears of it.
        var written = checkpoints.flush();
        var given = leases.giveBack(partitions);
        var told = session.tellLeasesFree();
        return Future.all(written, given, told).mapEmpty();
    }

    /** Whether {@link #settleShares} would change anything, as of the last {@link #look}. */
    boolean sharesAreUnsettled() {
        return !leases.held().equals(adopted)
                || (leaving.isEmpty() && !leases.surplus().isEmpty());
    }

    /** Reads what is new and sets it on its way. */
    Future<Fetched> fetch() {
        if (reader.partitions().isEmpty()) {
            return Future.succeededFuture(Fetched.NOTHING);
        }
        long start = System.nanoTime();
        return reader.next().map(fetched -> {
            long end = System.nanoTime();
            metrics.fetched(fetched.changes().size(), end - start);
            if (!fetched.isEmpty()) {
                lastRow = end;
                lanes.add(fetched);
                session.tellFeed();
            } else if (fetched.after() != null) {
                lanes.add(fetched);
            }
            return fetched;
        });
    }

    /** How long to wait before the next look. */
    Duration breath() {
        return Breath.beside(unsettled());
    }

    /** How long nothing was new. */
    Duration quietFor() {
        return Duration.ofNanos(System.nanoTime() - lastRow);
    }

    /** Takes the parking locks, then looks once more; the locks that were refused are answered if nothing was found. */
    Future<Look> park() {
        // Issued together, run one after the other: the look must come after the locks.
        var locks = parking.take(reader.partitions());
        var look = fetch();
        return locks.compose(refused -> look.map(fetched -> new Look(fetched, refused)));
    }

    /**
     * What a look around brought.
     *
     * @param refused partitions whose writers are under way
     */
    record Look(Fetched fetched, Partitions refused) {}

    /** Writers need not ring any more. */
    void unpark() {
        parking.release();
    }

    /** The look around while parked: at the log, and at the other bridges. */
    Future<Fetched> look() {
        var look = fetch();
        var taken = leases.take();
        return look.compose(fetched -> taken.map(fetched));
    }

    /** Writes down how far everything is settled. */
    void checkpoint() {
        checkpoints.flush();
    }

    /** Somebody rang {@code order_log_ctl}, or a destination is back. */
    void wakeRedeliveries() {
        redeliveries.wake();
    }

    int unsettled() {
        return prefix.unsettled();
    }

    /** There is no room to read on: begins to find out for whom. */
    void watch() {
        lanes.watch();
    }

    /** There was none for a second: what waits for a slow destination makes room for the others. */
    void makeRoom() {
        lanes.makeRoom();
    }

    /** Whether this is the session that holds it all. */
    boolean isOf(LogSession other) {
        return session == other;
    }

    /** Whether the server must be taken for gone. */
    boolean isStuck() {
        return session.isStuck();
    }

    RelayMetrics.Seen seen() {
        return new RelayMetrics.Seen(
                prefix.unsettled(),
                leases.held().size(),
                redeliveries.waitingOrders(),
                prefix.oldestUnsettled(),
                checkpoints.lastWrite(),
                session.statements());
    }

    /** Ends in order: deliveries under way, the last checkpoint, the leases; others are told at once. */
    Future<Void> end(Duration within) {
        return atMost(within, lanes.freeze(Partitions.ALL))
                .compose(quiet -> redeliveries.written())
                .compose(written -> giveBack(leases.held()))
                .compose(given -> {
                    abandon();
                    return session.close();
                });
    }

    /** Ends at once: the session is gone, or is given up. */
    void abandon() {
        settling.close();
        redeliveries.close();
        checkpoints.close();
        outbounds.forget(Partitions.ALL);
        session.close();
    }

    private Future<Void> atMost(Duration limit, Future<Void> future) {
        Promise<Void> promise = Promise.promise();
        long timer = vertx.setTimer(Math.max(1, limit.toMillis()), late -> promise.tryComplete());
        future.onComplete(done -> {
            vertx.cancelTimer(timer);
            promise.tryComplete();
        });
        return promise.future();
    }
}
