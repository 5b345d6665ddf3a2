package dev.tiffin.gateway.store;

import dev.tiffin.contract.OrderStatus;
import dev.tiffin.gateway.order.TimelineEntry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The table {@code order_log}: a row for every version of every order, appended by the triggers of {@code orders}.
 *
 * <p>It is read on by snapshots and not by {@code seq}: numbers are handed out before commit, so a reader that
 * remembers the greatest it saw never sees what commits later with a smaller one. What is new since a snapshot is
 * what began after it or was in progress then; the snapshot of the same statement is where to read on. Within an
 * order {@code seq} is right, because it is taken while the order is locked.
 */
public final class OrderLogTable {

    /** A window this large is a backlog and is read in pages. */
    private static final int WINDOW = 5_000;

    private static final String ENTRY = "l.order_id, l.seq, l.from_status, " + ProgressColumns.of("l");

    private static final String NOW = """
            select pg_current_snapshot()::text
            """;

    // Materialized, or the planner walks all of the index on seq in order to save itself the sort.
    private static final String WINDOW_AFTER = """
            with news as materialized (
              select * from order_log where xid >= pg_snapshot_xmax($1::text::pg_snapshot)
              union all
              select * from order_log where xid = any (array(select pg_snapshot_xip($1::text::pg_snapshot))))
            select %s, pg_current_snapshot()::text as seen_by, (select max(seq) from news) as last
            from news l
            order by l.seq
            limit $2
            """.formatted(ENTRY);

    // A range of numbers and not the next so many rows: for these the planner may sort all the rest of the backlog, and
    // that for each page.
    private static final String PAGE = """
            select %s
            from order_log l
            where l.seq > $3 and l.seq <= $4
              and not pg_visible_in_snapshot(l.xid, (select $1::text::pg_snapshot))
              and pg_visible_in_snapshot(l.xid, (select $2::text::pg_snapshot))
            order by l.seq
            """.formatted(ENTRY);

    private static final String VERSIONS = """
            select %s from order_log l where l.order_id = $1 and l.version > $2 order by l.version
            """.formatted(ENTRY);

    private static final String TIMELINES = """
            select l.order_id, l.version, l.status, l.changed_at, l.changed_by, l.reason_code, l.reason
            from order_log l
            where l.order_id = any ($1)
            order by l.order_id, l.version
            """;

    // Entries into a function's status whose limit passed in the meantime and whose order still stands there. The
    // limits are few and known, so that each finds its stretch of the log by the index on times. A refund that a person
    // was told of is not told again; everywhere else the limit ends the order, problem or not.
    private static final String OVERDUE = """
            select l.order_id, l.version
            from status_limit s
              join order_log l on l.status = s.status and l.version = l.status_version
                and l.changed_at > $1::timestamptz - s.within and l.changed_at <= $2::timestamptz - s.within
              join orders o on o.id = l.order_id and o.status_version = l.version
            where status_owner(s.status) = 'FUNCTION'
              and (s.status <> 'REFUND_REQUESTED' or not exists (
                select from deadline d
                where d.order_id = o.id and d.status_version = o.status_version and d.raised_at is not null))
            limit $3
            """;

    // What a statement sees was written by transactions before its snapshot, or in another cluster.
    private static final String FOREIGN = """
            select exists (select from order_log where xid >= pg_snapshot_xmax(pg_current_snapshot()))
            """;

    private static final String MAKE_PARTITIONS = """
            select make_order_log_partitions((now() at time zone 'UTC')::date, 3)
            """;

    /** Where a reader begins that wants what comes from now on. */
    public Uni<String> now(SqlClient client) {
        return client.query(NOW).execute().map(rows -> rows.iterator().next().getString(0));
    }

    /** Whether it was restored from another cluster, so that reading on by snapshots finds the same rows for ever. */
    public Uni<Boolean> isForeign(SqlClient client) {
        return client.query(FOREIGN)
                .execute()
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /** What became visible since the cursor. */
    public Uni<LogWindow> after(SqlClient client, String cursor) {
        LogCursor from = LogCursor.parse(cursor);
        return from.inBacklog() ? page(client, from) : window(client, from);
    }

    private Uni<LogWindow> window(SqlClient client, LogCursor from) {
        Tuple parameters = Tuple.of(from.snapshot(), WINDOW + 1);
        return client.preparedQuery(WINDOW_AFTER).execute(parameters).map(rows -> {
            List<LogEntry> entries = Rows.list(rows, OrderLogTable::entry);
            if (entries.isEmpty()) {
                return new LogWindow(from.snapshot(), entries);
            }
            Row first = rows.iterator().next();
            String seenBy = first.getString("seen_by");
            if (entries.size() <= WINDOW) {
                return new LogWindow(seenBy, entries);
            }
            List<LogEntry> page = entries.subList(0, WINDOW);
            LogCursor backlog = from.backlog(seenBy, page.getLast().seq(), first.getLong("last"));
            return new LogWindow(backlog.text(), page);
        });
    }

    private Uni<LogWindow> page(SqlClient client, LogCursor from) {
        if (from.isRead()) {
            return window(client, LogCursor.at(from.until()));
        }
        LogCursor read = from.upTo(Math.min(from.seq() + WINDOW, from.end()));
        return client.preparedQuery(PAGE)
                .execute(Tuple.of(from.snapshot(), from.until(), from.seq(), read.seq()))
                .map(rows -> new LogWindow(read.text(), Rows.list(rows, OrderLogTable::entry)));
    }

    /** The versions of an order after this one, oldest first. */
    public Uni<List<LogEntry>> versions(SqlClient client, UUID id, int after) {
        return client.preparedQuery(VERSIONS)
                .execute(Tuple.of(id, after))
                .map(rows -> Rows.list(rows, OrderLogTable::entry));
    }

    /** The histories of these orders, oldest version first. */
    public Uni<Map<UUID, List<TimelineEntry>>> timelines(SqlClient client, Collection<UUID> ids) {
        return client.preparedQuery(TIMELINES).execute(Arrays.ofIds(ids)).map(rows -> {
            Map<UUID, List<TimelineEntry>> timelines = new LinkedHashMap<>();
            for (Row row : rows) {
                var column = new Columns(row);
                timelines
                        .computeIfAbsent(column.uuid(), id -> new ArrayList<>())
                        .add(new TimelineEntry(
                                column.number(),
                                OrderStatus.valueOf(column.text()),
                                column.time(),
                                column.text(),
                                column.textOrNull(),
                                column.textOrNull()));
            }
            return timelines;
        });
    }

    /** Orders that a function has kept for too long: those whose limit passed after one moment and until another. */
    public Uni<List<DeadlineTable.Due>> overdue(SqlClient client, Instant after, Instant until, int most) {
        return client.preparedQuery(OVERDUE)
                .execute(Tuple.of(Arrays.timestamp(after), Arrays.timestamp(until), most))
                .map(rows -> Rows.list(rows, row -> new DeadlineTable.Due(row.uuid(), row.number())));
    }

    /** Makes the partitions of this month and the next two, unless they are there; answers how many it made. */
    public Uni<Integer> makePartitions(SqlClient client) {
        return client.query(MAKE_PARTITIONS)
                .execute()
                .map(rows -> rows.iterator().next().getInteger(0));
    }

    private static LogEntry entry(Columns column) {
        UUID id = column.uuid();
        long seq = column.bigNumber();
        String from = column.textOrNull();
        return new LogEntry(id, seq, from == null ? null : OrderStatus.valueOf(from), ProgressColumns.read(column));
    }
}
