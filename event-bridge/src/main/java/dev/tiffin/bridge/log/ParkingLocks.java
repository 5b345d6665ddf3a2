package dev.tiffin.bridge.log;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;

/**
 * The bridge's half of the doorbell: a writer that finds the advisory lock of its partition taken rings. Writers
 * share the lock until their rows are visible, so who holds it exclusively and then looks once more, in a later
 * statement, has missed nothing. Always tried, never waited for: a waiting statement would hold back vacuum in the
 * whole cluster.
 */
public final class ParkingLocks {

    private static final String TRY =
            "select part from unnest($1::smallint[]) part where pg_try_advisory_lock(7301, part)";

    private static final String UNLOCK = "select pg_advisory_unlock(7301, part) from unnest($1::smallint[]) part";

    private final LogSession session;
    private Partitions held = Partitions.NONE;

    public ParkingLocks(LogSession session) {
        this.session = session;
    }

    /** Tries those of the partitions that are not held yet; answers those that were refused. */
    public Future<Partitions> take(Partitions wanted) {
        var missing = wanted.minus(held);
        if (missing.isEmpty()) {
            return Future.succeededFuture(Partitions.NONE);
        }
        return session.execute(TRY, Tuple.of(missing.toParameter())).map(rows -> {
            var taken = new ArrayList<Short>(rows.size());
            for (Row row : rows) {
                taken.add(row.getShort(0));
            }
            held = held.plus(Partitions.of(taken));
            return wanted.minus(held);
        });
    }

    /** Gives all back: from now on writers are silent. */
    public Future<Void> release() {
        if (held.isEmpty()) {
            return Future.succeededFuture();
        }
        var released = held;
        held = Partitions.NONE;
        return session.execute(UNLOCK, Tuple.of(released.toParameter())).mapEmpty();
    }
}
