package dev.tiffin.bridge.again;

import dev.tiffin.bridge.log.LogSession;
import dev.tiffin.bridge.log.Partitions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The events that wait to be sent again, kept in tables so that neither a crash nor a long wait costs anything.
 * Everything happens on the session that holds the leases: who lost them can change nothing here. What is answered is
 * committed.
 */
public final class Redeliveries {

    /** When whoever asked for the write has been told of it. */
    private static final Duration SHORTLY = Duration.ofMillis(5);

    private final Vertx vertx;
    private final RedeliveryTable table;
    private final Waiting waiting = new Waiting();
    private final Grouped<Postponed> postponing;
    private final Grouped<DeadLetter> burying;
    private final Grouped<Due> settling;
    private final Grouped<UUID> releasing;
    private final Grouped<Attempt> attempts;
    private final DueReader reader;
    private final List<Promise<Void>> waitForWrites = new ArrayList<>();
    private int writes;

    public Redeliveries(Vertx vertx, LogSession session) {
        this.vertx = vertx;
        this.table = new RedeliveryTable(session);
        this.reader = new DueReader(vertx, table);
        var deadLetters = new DeadLetterTable(session);
        var attemptTable = new AttemptTable(session);
        this.postponing = new Grouped<>(rows -> wrote(table.postpone(withoutDoubles(rows))));
        this.burying = new Grouped<>(letters -> wrote(deadLetters.bury(letters)));
        this.settling = new Grouped<>(delivered -> wrote(table.settle(delivered).map(this::settled)));
        this.releasing = new Grouped<>(orders -> wrote(table.release(orders)));
        this.attempts = new Grouped<>(failed -> wrote(attemptTable.add(failed)));
    }

    /** Begins to read what is due. */
    public void start(DueTaker taker) {
        reader.start(taker);
    }

    /** Something may be due now: somebody rang, or a destination is back. */
    public void wake() {
        reader.wake();
    }

    /** Reads no more. */
    public void close() {
        reader.close();
    }

    /** Learns what waits in these partitions; to be done before their changes are read. */
    public Future<Void> adopt(Partitions partitions) {
        return table.release(partitions).compose(done -> table.holding(partitions, waiting::add));
    }

    /** Makes due what waits for nothing any more: a pause has ended. */
    public Future<Void> release(Partitions partitions) {
        return postponing.all().compose(written -> table.release(partitions)).onSuccess(done -> reader.wake());
    }

    /** Forgets these partitions: somebody else has them. */
    public void forget(Partitions partitions) {
        waiting.remove(partitions);
    }

    /** Whether a change from the log may be delivered. */
    public Standing standing(UUID order, int version) {
        return waiting.standing(order, version);
    }

    /** How many orders wait. */
    public int waitingOrders() {
        return waiting.size();
    }

    /** Into the table. From now on later events of the order wait behind it, if it was not settled yet. */
    public Future<Void> postpone(Postponed event) {
        if (event.eventType() != null) {
            waiting.add(event.orderId(), event.version(), event.partition());
        }
        return postponing.add(event).onSuccess(done -> {
            reader.done(event.orderId(), event.version());
            if (event.delay() != null) {
                reader.after(event.delay());
            }
        });
    }

    /** It was delivered: out of the table, unless it was asked for once more meanwhile. */
    public Future<Void> settle(Due delivered) {
        return settling.add(delivered).onSuccess(done -> leave(delivered));
    }

    /** It stays where it is; it may be read again. */
    public void leave(Due untouched) {
        reader.done(untouched.change().orderId(), untouched.change().version());
    }

    /** Nobody will send it any more; that settles it. */
    public Future<Void> bury(DeadLetter letter) {
        return burying.add(letter).onSuccess(done -> {
            reader.done(letter.orderId(), letter.version());
            passed(letter.orderId(), letter.version());
        });
    }

    /** Notes a failure for people to read. */
    public void note(Attempt failed) {
        attempts.add(failed);
    }

    /** When nothing is left to be written. */
    public Future<Void> written() {
        if (writes == 0) {
            return Future.succeededFuture();
        }
        Promise<Void> promise = Promise.promise();
        waitForWrites.add(promise);
        return promise.future();
    }

    private @Nullable Void settled(RedeliveryTable.Settled settled) {
        settled.passed().forEach(key -> passed(key.orderId(), key.version()));
        if (settled.left()) {
            reader.after(SHORTLY);
        }
        return null;
    }

    private void passed(UUID order, int version) {
        if (waiting.remove(order, version)) {
            // Not before those behind it are in the table: what is written there later would wait for ever.
            postponing.all().compose(written -> releasing.add(order)).onSuccess(done -> reader.wake());
        }
    }

    private Future<Void> wrote(Future<Void> write) {
        writes++;
        return write.onComplete(done -> {
            writes--;
            // Who waited for this one may write at once, and what was collected meanwhile follows.
            vertx.runOnContext(then -> tellIfAllIsWritten());
        });
    }

    private void tellIfAllIsWritten() {
        if (writes == 0) {
            waitForWrites.forEach(Promise::tryComplete);
            waitForWrites.clear();
        }
    }

    /** One statement cannot write a row twice; of two with one key that which was not settled yet tells more. */
    private static List<Postponed> withoutDoubles(List<Postponed> rows) {
        var byKey = new LinkedHashMap<Key, Postponed>();
        rows.forEach(row -> byKey.merge(
                new Key(row.orderId(), row.version()), row, (one, other) -> one.eventType() == null ? other : one));
        return List.copyOf(byKey.values());
    }
}
