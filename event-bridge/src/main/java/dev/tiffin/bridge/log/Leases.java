package dev.tiffin.bridge.log;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;

/**
 * Which partitions this bridge may deliver: those whose advisory lock its session holds. A fair share is the sixteen
 * divided by the bridges that are connected, rounded up. Who has less takes what is free; who has more gives back.
 */
public final class Leases {

    private static final String TAKE = """
            with members as materialized (
                select greatest(count(*), 1)::int as n from pg_stat_activity
                where application_name = $1 and datname = current_database()),
            missing as materialized (select greatest(0, ceil(16.0 / n)::int - $3) as n from members)
            select (select n from members), array(
                select part from unnest($2::smallint[]) part
                where (select n from missing) > 0 and pg_try_advisory_lock(7302, part)
                limit (select n from missing))""";

    private static final String GIVE_BACK = "select pg_advisory_unlock(7302, part) from unnest($1::smallint[]) part";

    private final LogSession session;
    private final String applicationName;
    private Partitions held = Partitions.NONE;
    private int share = Partitions.COUNT;

    /**
     * Holds none yet.
     *
     * @param applicationName under which all bridges are connected
     */
    public Leases(LogSession session, String applicationName) {
        this.session = session;
        this.applicationName = applicationName;
    }

    /** Takes free partitions up to the fair share; answers those that were gained. */
    public Future<Partitions> take() {
        var free = Partitions.ALL.minus(held);
        return session.execute(TAKE, Tuple.of(applicationName, free.toParameter(), held.size()))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    share = Math.ceilDiv(Partitions.COUNT, row.getInteger(0));
                    var gained = Partitions.of(java.util.List.of(row.getArrayOfShorts(1)));
                    held = held.plus(gained);
                    return gained;
                });
    }

    /** What is held beyond the fair share, as of the last {@link #take()}. */
    public Partitions surplus() {
        return held.last(Math.max(0, held.size() - share));
    }

    /** Lets others have these. */
    public Future<Void> giveBack(Partitions partitions) {
        held = held.minus(partitions);
        return session.execute(GIVE_BACK, Tuple.of(partitions.toParameter())).mapEmpty();
    }

    /** Whether the session holds this partition. */
    public Partitions held() {
        return held;
    }
}
