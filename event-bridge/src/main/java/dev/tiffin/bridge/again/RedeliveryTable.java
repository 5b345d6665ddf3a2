package dev.tiffin.bridge.again;

import dev.tiffin.bridge.log.LogSession;
import dev.tiffin.bridge.log.LoggedChange;
import dev.tiffin.bridge.log.Partitions;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * {@code redelivery}: events that wait to be sent again. A row with an event type was made here and holds the order's
 * later events up; one without was made by {@code emit_again()} of an event that had been settled. A row that waits
 * behind another, or for the end of a pause, is due at infinity until it is released.
 *
 * <p>Rows that somebody has locked are passed over: a transaction left open after {@code emit_again()} must not stop
 * the session that everything depends on.
 */
final class RedeliveryTable {

    /** Rows of a page. */
    private static final int MOST = 5_000;

    private static final Key FIRST = new Key(new UUID(0, 0), 0);

    private static final String OF_PARTITIONS = "(uuid_hash(r.order_id) & 15)::smallint = any($1)";

    private static final String FIRST_OF_ITS_ORDER = """
            not exists (select from redelivery e
                where e.order_id = r.order_id and e.version < r.version and e.event_type is not null)""";

    private static final String NOT_PAUSED =
            " and not exists (select from delivery_pause p where p.event_type = r.event_type)";

    // Page by page, here and below: half a million rows may wait for the end of a pause, and a statement that takes
    // long is taken for a session that is stuck.
    private static final String PAGE = """
            select r.order_id, r.version, r.next_at, r.event_type from redelivery r
            where (r.order_id, r.version) > ($2::uuid, $3::int) and %s
            order by r.order_id, r.version limit %d""".formatted(OF_PARTITIONS, MOST);

    private static final String HOLDING = """
            with page as materialized (%s)
            select order_id, version, uuid_hash(order_id) & 15, event_type is not null from page
            order by order_id, version""".formatted(PAGE);

    private static final String RELEASE_OF_PARTITIONS = """
            with page as materialized (%s),
            released as (
                update redelivery r set next_at = clock_timestamp() from page p
                where p.next_at = 'infinity' and r.order_id = p.order_id and r.version = p.version and %s%s)
            select order_id, version, count(*) over () from page
            order by order_id desc, version desc limit 1""".formatted(PAGE, FIRST_OF_ITS_ORDER, NOT_PAUSED);

    private static final String RELEASE = "update redelivery r set next_at = clock_timestamp()"
            + " where r.next_at = 'infinity' and r.order_id = any($1) and "
            + FIRST_OF_ITS_ORDER
            + NOT_PAUSED;

    private static final String NOT_TAKEN = """
            not exists (select from unnest($3::uuid[], $4::int[]) t (order_id, version)
                where t.order_id = r.order_id and t.version = r.version)""";

    // Asked for type by type, so that what cannot be sent now is not even looked at: it may be hundreds of thousands
    // that wait for one function or for the end of a pause. now() rather than clock_timestamp(): only the former can be
    // looked up in an index.
    static final String DUE = """
            with d as materialized (
                select r.* from unnest($2::text[]) s (type) cross join lateral (
                    select r.* from redelivery r
                    where r.type = s.type and r.next_at <= now() and %1$s and %2$s
                        and (r.event_type is null or %3$s)
                    order by r.next_at limit $5) r
                order by r.next_at limit $5)
            select %4$s, d.gen, d.event_type is not null, d.why = 'REPLAY', d.attempts, d.first_failed_at,
                d.last_status, d.last_error
            from d join order_log l on l.order_id = d.order_id and l.version = d.version
            join orders o on o.id = d.order_id
            order by d.next_at""".formatted(OF_PARTITIONS, NOT_TAKEN, FIRST_OF_ITS_ORDER, LoggedChange.COLUMNS);

    static final String NEXT_DUE = """
            select (extract(epoch from min(r.next_at) - now()) * 1000)::float8 from redelivery r
            where r.next_at > now() and r.next_at < 'infinity' and\s""" + OF_PARTITIONS;

    private static final String POSTPONE = """
            insert into redelivery as r (order_id, version, gen, event_type, attempts, next_at, first_failed_at,
                last_status, last_error, why)
            select order_id, version, gen, event_type, attempts,
                coalesce(clock_timestamp() + wait * interval '1 ms', 'infinity'), first_failed_at,
                last_status, last_error, why
            from unnest($1::uuid[], $2::int[], $3::bigint[], $4::text[], $5::int[], $6::bigint[], $7::timestamptz[],
                $8::int[], $9::text[], $10::text[]) p (order_id, version, gen, event_type, attempts, wait,
                first_failed_at, last_status, last_error, why)
            on conflict (order_id, version) do update set
                event_type = coalesce(excluded.event_type, r.event_type),
                attempts = excluded.attempts,
                next_at = case when r.gen = excluded.gen then excluded.next_at
                    else least(r.next_at, excluded.next_at) end,
                first_failed_at = excluded.first_failed_at,
                last_status = excluded.last_status,
                last_error = excluded.last_error,
                why = case when excluded.event_type is null then r.why else excluded.why end""";

    // Asked for once more while it was on its way: the row stays and is due, but the event is settled and holds nothing
    // up.
    private static final String SETTLE = """
            with locked as materialized (
                select r.order_id, r.version, r.gen = s.gen as unchanged
                from unnest($1::uuid[], $2::int[], $3::bigint[]) s (order_id, version, gen)
                join redelivery r on r.order_id = s.order_id and r.version = s.version for update of r skip locked),
            gone as (
                delete from redelivery r using locked l
                where l.unchanged and r.order_id = l.order_id and r.version = l.version),
            kept as (
                update redelivery r set event_type = null, attempts = 0, first_failed_at = null from locked l
                where not l.unchanged and r.order_id = l.order_id and r.version = l.version)
            select order_id, version, unchanged from locked
            union all
            select s.order_id, s.version, true
            from unnest($1::uuid[], $2::int[], $3::bigint[]) s (order_id, version, gen)
            where not exists (select from redelivery r where r.order_id = s.order_id and r.version = s.version)""";

    private final LogSession session;

    RedeliveryTable(LogSession session) {
        this.session = session;
    }

    /** Told of an event that holds its order up. */
    interface Holding {
        void is(UUID orderId, int version, int partition);
    }

    /** What waits unsettled, due or not. */
    Future<Void> holding(Partitions of, Holding holding) {
        return holding(of, FIRST, holding);
    }

    private Future<Void> holding(Partitions of, Key after, Holding holding) {
        return session.execute(HOLDING, Tuple.of(of.toParameter(), after.orderId(), after.version()))
                .compose(rows -> {
                    var last = after;
                    for (Row row : rows) {
                        last = new Key(row.getUUID(0), row.getInteger(1));
                        if (row.getBoolean(3)) {
                            holding.is(last.orderId(), last.version(), row.getInteger(2));
                        }
                    }
                    return rows.size() < MOST ? Future.succeededFuture() : holding(of, last, holding);
                });
    }

    /** Makes those due that wait behind nothing any more. */
    Future<Void> release(Partitions of) {
        return release(of, FIRST);
    }

    private Future<Void> release(Partitions of, Key after) {
        return session.execute(RELEASE_OF_PARTITIONS, Tuple.of(of.toParameter(), after.orderId(), after.version()))
                .compose(rows -> {
                    for (Row row : rows) {
                        if (row.getLong(2) == MOST) {
                            return release(of, new Key(row.getUUID(0), row.getInteger(1)));
                        }
                    }
                    return Future.succeededFuture();
                });
    }

    /** The same for some orders. */
    Future<Void> release(Collection<UUID> orders) {
        return session.execute(RELEASE, Tuple.of(column(orders, UUID[]::new, order -> order)))
                .mapEmpty();
    }

    /**
     * What is due.
     *
     * @param sendable event types that can be sent now
     * @param taken what was read before and is not done with
     */
    Future<List<Due>> due(Partitions of, Collection<String> sendable, Collection<Key> taken, int most) {
        return session.execute(
                        DUE,
                        Tuple.of(
                                of.toParameter(),
                                column(sendable, String[]::new, type -> type),
                                column(taken, UUID[]::new, Key::orderId),
                                column(taken, Integer[]::new, Key::version),
                                (long) most))
                .map(rows -> {
                    var due = new ArrayList<Due>(rows.size());
                    for (Row row : rows) {
                        due.add(due(row));
                    }
                    return due;
                });
    }

    private static Due due(Row row) {
        int at = LoggedChange.WIDTH;
        OffsetDateTime failed = row.getOffsetDateTime(at + 4);
        var history = new Postponed.History(
                row.getInteger(at + 3),
                failed == null ? null : failed.toInstant(),
                row.getInteger(at + 5),
                row.getString(at + 6));
        return new Due(LoggedChange.of(row), row.getLong(at), row.getBoolean(at + 1), row.getBoolean(at + 2), history);
    }

    /** How long until the next one becomes due; empty if none will by itself. */
    Future<Optional<Duration>> nextDue(Partitions of) {
        return session.execute(NEXT_DUE, Tuple.of(of.toParameter()))
                .map(rows -> Optional.ofNullable(rows.iterator().next().getDouble(0))
                        .map(millis -> Duration.ofMillis((long) Math.ceil(millis))));
    }

    /** Adds them, or changes them if they are there; no key twice. */
    Future<Void> postpone(List<Postponed> rows) {
        return session.execute(
                        POSTPONE,
                        Tuple.of(
                                column(rows, UUID[]::new, Postponed::orderId),
                                column(rows, Integer[]::new, Postponed::version),
                                column(rows, Long[]::new, Postponed::gen),
                                column(rows, String[]::new, Postponed::eventType),
                                column(rows, Integer[]::new, r -> r.history().attempts()),
                                column(rows, Long[]::new, r -> millis(r.delay())),
                                column(
                                        rows,
                                        OffsetDateTime[]::new,
                                        r -> time(r.history().firstFailedAt())),
                                column(rows, Integer[]::new, r -> r.history().lastStatus()),
                                column(rows, String[]::new, r -> r.history().lastError()),
                                column(rows, String[]::new, r -> r.why().name())))
                .mapEmpty();
    }

    /**
     * What became of rows whose events were delivered.
     *
     * @param passed those that hold nothing up any more
     * @param left whether some are still there
     */
    record Settled(Set<Key> passed, boolean left) {}

    /** Deletes those that were delivered. */
    Future<Settled> settle(List<Due> delivered) {
        return session.execute(
                        SETTLE,
                        Tuple.of(
                                column(delivered, UUID[]::new, d -> d.change().orderId()),
                                column(
                                        delivered,
                                        Integer[]::new,
                                        d -> d.change().version()),
                                column(delivered, Long[]::new, Due::gen)))
                .map(rows -> {
                    var passed = new HashSet<Key>();
                    boolean left = rows.size() < delivered.size();
                    for (Row row : rows) {
                        passed.add(new Key(row.getUUID(0), row.getInteger(1)));
                        left |= !row.getBoolean(2);
                    }
                    return new Settled(passed, left);
                });
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }

    static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    /** An array parameter; as an object, lest it be taken for several parameters. */
    static <T, V extends @Nullable Object> Object column(
            Collection<T> rows, IntFunction<V[]> array, Function<T, V> of) {
        return rows.stream().map(of).toArray(array);
    }
}
