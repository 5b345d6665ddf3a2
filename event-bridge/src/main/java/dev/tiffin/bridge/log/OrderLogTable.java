package dev.tiffin.bridge.log;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code order_log} by snapshots.
 *
 * <p>What is new since a cursor: rows whose transaction began after it (xid at or beyond its xmax), and rows whose
 * transaction was under way in it (xid in its xip). The database's own visibility does the rest: what the statement
 * sees is exactly what its snapshot, the next cursor, covers. Costs the new rows and a few probes, however long other
 * transactions stay open. Sorted by {@code seq}, not by xid: {@code seq} is drawn while the order's row is locked, so
 * within an order it follows the versions, while a transaction that wrote another order first may own a later version
 * by a smaller xid.
 */
final class OrderLogTable {

    /** A window with more rows than this is a backlog and is read in pages. */
    static final int WINDOW = 5_000;

    /** Most rows of a page: so many sequence numbers. */
    static final int PAGE = 500;

    // The materialized union keeps the planner from walking all of the index on seq. Only the first row carries the
    // snapshot: under load its text is as long as the rest of the row.
    private static final String READ = """
            with l as materialized (
                select * from order_log where xid >= pg_snapshot_xmax($1::text::pg_snapshot) and part = any($2) %1$s
                union all
                select * from order_log where xid = any(array(select pg_snapshot_xip($1::text::pg_snapshot)))
                    and part = any($2) %1$s),
            b as materialized (select * from l order by seq limit\s""" + (WINDOW + 1) + """
            )
            select %2$s, case when l.seq = (select min(seq) from b) then pg_current_snapshot()::text end,
                (select max(seq) from l)
            from b l join orders o on o.id = l.order_id order by l.seq""";

    static final String NEWS = READ.formatted("", LoggedChange.COLUMNS);

    static final String NEWS_UNTIL =
            READ.formatted("and pg_visible_in_snapshot(xid, $3::text::pg_snapshot)", LoggedChange.COLUMNS);

    // A range of numbers and not the next so many rows: for these, a planner that knows little of a table, as of a new
    // month's or a restored one, sorts all the rest of the backlog for each page.
    static final String PAGE_OF_A_BACKLOG = """
            select %s from order_log l join orders o on o.id = l.order_id
            where l.seq > $4 and l.seq <= $5 and not pg_visible_in_snapshot(l.xid, (select $1::text::pg_snapshot))
                and pg_visible_in_snapshot(l.xid, (select $3::text::pg_snapshot)) and l.part = any($2)
            order by l.seq""".formatted(LoggedChange.COLUMNS);

    // A cursor from the future, or rows by transactions that are yet to come: this log was written in another cluster.
    private static final String FOREIGN = """
            select exists (
                select from unnest($1::text[]) c (cursor)
                where pg_snapshot_xmax(c.cursor::pg_snapshot) > pg_snapshot_xmax(pg_current_snapshot()))
            or exists (select from order_log where xid >= pg_snapshot_xmax(pg_current_snapshot()))""";

    private final LogSession session;

    OrderLogTable(LogSession session) {
        this.session = session;
    }

    /**
     * Rows of a window.
     *
     * @param changes at most one more than {@link #WINDOW}
     * @param seenBy the snapshot they were read in; null if there are none
     * @param end the highest sequence, of those that did not fit as well; 0 if there are none
     */
    record Window(List<LoggedChange> changes, @Nullable Cursor seenBy, long end) {}

    /** Everything that became visible since the cursor. */
    Future<Window> since(Cursor from, Partitions of) {
        return session.execute(NEWS, Tuple.of(from.snapshot(), of.toParameter()))
                .map(OrderLogTable::window);
    }

    /** Everything that became visible between the two. */
    Future<Window> between(Cursor from, Cursor to, Partitions of) {
        return session.execute(NEWS_UNTIL, Tuple.of(from.snapshot(), of.toParameter(), to.snapshot()))
                .map(OrderLogTable::window);
    }

    /** What became visible between the two, of the sequences after one, up to another. */
    Future<List<LoggedChange>> page(Cursor from, Cursor to, Partitions of, long after, long upTo) {
        return session.execute(
                        PAGE_OF_A_BACKLOG, Tuple.of(from.snapshot(), of.toParameter(), to.snapshot(), after, upTo))
                .map(OrderLogTable::changes);
    }

    /** Where the log ends now. */
    Future<Cursor> end() {
        return session.execute("select pg_current_snapshot()::text", Tuple.tuple())
                .map(rows -> new Cursor(rows.iterator().next().getString(0)));
    }

    /** Whether log or cursors were written in another cluster, so that its transaction numbers mean nothing here. */
    Future<Boolean> isForeign(Collection<Cursor> cursors) {
        String[] snapshots = cursors.stream().map(Cursor::snapshot).toArray(String[]::new);
        return session.execute(FOREIGN, Tuple.of((Object) snapshots))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    private static Window window(RowSet<Row> rows) {
        if (rows.size() == 0) {
            return new Window(List.of(), null, 0);
        }
        Row first = rows.iterator().next();
        String snapshot = Objects.requireNonNull(first.getString(LoggedChange.WIDTH));
        return new Window(changes(rows), new Cursor(snapshot), first.getLong(LoggedChange.WIDTH + 1));
    }

    private static List<LoggedChange> changes(RowSet<Row> rows) {
        var changes = new ArrayList<LoggedChange>(rows.size());
        for (Row row : rows) {
            changes.add(LoggedChange.of(row));
        }
        return changes;
    }
}
