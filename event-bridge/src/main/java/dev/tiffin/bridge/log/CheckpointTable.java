package dev.tiffin.bridge.log;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/** {@code delivery_checkpoint}: inserted into, on the session that holds the leases, and never updated. */
public final class CheckpointTable {

    private static final String NEWEST = """
            select p.part, coalesce(c.cursor, $2)
            from unnest($1::smallint[]) p (part) left join lateral (
                select cursor::text from delivery_checkpoint where reader = 'delivery' and p.part = any(parts)
                order by gen desc limit 1) c on true""";

    private static final String WRITE = "insert into delivery_checkpoint (reader, parts, cursor, owner)"
            + " values ('delivery', $1, $2::text::pg_snapshot, $3)";

    private final LogSession session;
    private final String owner;

    /**
     * Writes on this session.
     *
     * @param owner who writes, for people to read
     */
    public CheckpointTable(LogSession session, String owner) {
        this.session = session;
        this.owner = owner;
    }

    /** Where each of the partitions stands, one entry for each; the beginning where nothing was ever settled. */
    Future<List<Checkpoint>> newest(Partitions of) {
        return session.execute(NEWEST, Tuple.of(of.toParameter(), Cursor.BEGINNING.snapshot()))
                .map(rows -> {
                    var newest = new ArrayList<Checkpoint>(rows.size());
                    for (Row row : rows) {
                        var partition = new Partitions(1 << row.getShort(0));
                        newest.add(new Checkpoint(partition, new Cursor(row.getString(1))));
                    }
                    return newest;
                });
    }

    /** Writes one. */
    public Future<Void> write(Checkpoint checkpoint) {
        return session.execute(
                        WRITE,
                        Tuple.of(
                                checkpoint.partitions().toParameter(),
                                checkpoint.cursor().snapshot(),
                                owner))
                .mapEmpty();
    }
}
