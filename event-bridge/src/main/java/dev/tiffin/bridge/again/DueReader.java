package dev.tiffin.bridge.again;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads events when their time has come, in every state of the relay and at most every 200 ms. Knows when the next
 * one will be due, so that nothing is asked while nothing is.
 */
final class DueReader {

    private static final long NOT_OFTENER_MILLIS = 200;
    private static final int MOST = 500;
    /** While some cannot be sent: soon they might. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    /** Whoever writes to the table rings; behind that, as behind every doorbell, there is a look without one. */
    private static final Duration LOOK_ANYWAY = Duration.ofMinutes(1);

    private static final long NEVER = Long.MAX_VALUE;

    private final Vertx vertx;
    private final RedeliveryTable table;
    private final Set<Key> taken = new HashSet<>();
    private @Nullable DueTaker taker;
    private long timer = -1;
    private long timerAt;
    private long earliest = Ticks.millis();
    private long askedFor = NEVER;
    private boolean reading;
    private boolean full;
    private boolean closed;

    DueReader(Vertx vertx, RedeliveryTable table) {
        this.vertx = vertx;
        this.table = table;
    }

    /** Begins. */
    void start(DueTaker who) {
        taker = who;
        wake();
    }

    /** Something may be due now. */
    void wake() {
        after(Duration.ZERO);
    }

    /** Something will be due after this. */
    void after(Duration wait) {
        if (closed) {
            return;
        }
        long now = Ticks.millis();
        long at = Math.max(now + wait.toMillis(), earliest);
        if (reading) {
            // The look that is under way may have begun too early to see it.
            askedFor = Math.min(askedFor, at);
            return;
        }
        if (timer >= 0 && timerAt <= at) {
            return;
        }
        if (timer >= 0) {
            vertx.cancelTimer(timer);
            timer = -1;
        }
        if (at <= now) {
            read();
            return;
        }
        timerAt = at;
        timer = vertx.setTimer(at - now, fired -> {
            timer = -1;
            if (!closed) {
                read();
            }
        });
    }

    /** It is settled, or back in the table. */
    void done(UUID order, int version) {
        taken.remove(new Key(order, version));
        if (full) {
            full = false;
            wake();
        }
    }

    /** Ends. */
    void close() {
        closed = true;
        if (timer >= 0) {
            vertx.cancelTimer(timer);
        }
    }

    private void read() {
        var to = taker;
        if (to == null) {
            return;
        }
        var partitions = to.partitions();
        int room = MOST - taken.size();
        full = room <= 0;
        if (partitions.isEmpty() || full) {
            return;
        }
        reading = true;
        boolean leavesSome = to.isAnyInTrouble();
        var due = table.due(partitions, to.sendable(), taken, room);
        var next = table.nextDue(partitions);
        due.onSuccess(rows -> {
            if (!closed) {
                rows.forEach(row ->
                        taken.add(new Key(row.change().orderId(), row.change().version())));
                to.take(rows);
            }
        });
        due.compose(rows -> next.map(wait -> rows.size() == room ? Optional.of(Duration.ZERO) : wait))
                // A failure is that of the session, which the relay notices by itself.
                .onSuccess(wait -> follow(wait, leavesSome || to.isAnyInTrouble()));
    }

    private void follow(Optional<Duration> wait, boolean leftSome) {
        reading = false;
        long now = Ticks.millis();
        earliest = now + NOT_OFTENER_MILLIS;
        long asked = askedFor;
        askedFor = NEVER;
        if (asked != NEVER) {
            after(Duration.ofMillis(Math.max(0, asked - now)));
        }
        after(wait.filter(soon -> soon.compareTo(LOOK_ANYWAY) < 0).orElse(LOOK_ANYWAY));
        if (leftSome) {
            after(LOOK_AGAIN);
        }
    }
}
