package dev.tiffin.bridge.operator;

import dev.tiffin.bridge.log.SideConnections;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of one order's events: {@code order_log}, {@code delivery_attempt}, {@code redelivery}, .. */
@ApplicationScoped
class OrderTable {

    private static final String STANDING = """
            select o.status::text, o.version, o.status_version, o.changed_at, status_owner(o.status),
                w.emitted, w.next_at
            from orders o left join watch w on w.order_id = o.id where o.id = $1""";

    // Settled is what the newest checkpoint of the order's part covers and what is in neither table.
    private static final String EVENTS = """
            select l.version, %s, l.changed_at, l.changed_by, l.traceparent,
                case when d.state = 'OPEN' then 'DEAD' when r.version is not null then 'WAITING'
                    when pg_visible_in_snapshot(l.xid, coalesce(c.cursor, '1:1:')) then 'SETTLED' else 'UNDER_WAY' end
            from order_log l
            left join redelivery r on r.order_id = l.order_id and r.version = l.version
            left join dead_letter d on d.order_id = l.order_id and d.version = l.version
            left join lateral (
                select cursor from delivery_checkpoint where reader = 'delivery' and l.part = any(parts)
                order by gen desc limit 1) c on true
            where l.order_id = $1 order by l.version""".formatted(ReplayTable.TYPE);

    private static final String ATTEMPTS = """
            select version, at, destination, status, millis, answer from delivery_attempt
            where order_id = $1 order by at desc limit 500""";

    private static final String WAITING = """
            select version, why, attempts, nullif(next_at, 'infinity'), waiting_since, first_failed_at, last_status,
                last_error, event_type is not null
            from redelivery where order_id = $1 order by version""";

    private static final String END = """
            with ended as materialized (select end_order($1, $2, $3)::text as status),
            noted as (
                insert into operator_action (who, what, why)
                select $2, 'end of order ' || $1::text || ': ' || status, $4 from ended where status is not null)
            select status from ended""";

    private final SideConnections database;

    @Inject
    OrderTable(SideConnections database) {
        this.database = database;
    }

    /**
     * Where the order stands.
     *
     * @param owner who is to act: FUNCTION, CUSTOMER, RESTAURANT, AGENT, NOBODY
     * @param watchdogEmitted how often the watchdog had its event sent again; null if it never found it standing still
     * @param watchdogLooksAt when it looks again
     */
    record Standing(
            String status,
            int version,
            int statusVersion,
            Instant changedAt,
            String owner,
            @Nullable Integer watchdogEmitted,
            @Nullable Instant watchdogLooksAt) {}

    Optional<Standing> standing(UUID order) {
        RowSet<Row> rows = database.ask(STANDING, Tuple.of(order));
        if (rows.size() == 0) {
            return Optional.empty();
        }
        Row row = rows.iterator().next();
        return Optional.of(new Standing(
                row.getString(0),
                row.getInteger(1),
                row.getInteger(2),
                row.getOffsetDateTime(3).toInstant(),
                row.getString(4),
                row.getInteger(5),
                Requests.instant(row.getOffsetDateTime(6))));
    }

    /** @param state UNDER_WAY, SETTLED, WAITING to be sent (again), or DEAD */
    record Event(
            int version,
            String type,
            Instant at,
            String by,
            @Nullable String traceparent,
            String state) {}

    List<Event> events(UUID order) {
        var events = new ArrayList<Event>();
        for (Row row : database.ask(EVENTS, Tuple.of(order))) {
            events.add(new Event(
                    row.getInteger(0),
                    row.getString(1),
                    row.getOffsetDateTime(2).toInstant(),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5)));
        }
        return events;
    }

    /** A delivery that failed. */
    record Attempt(
            int version,
            Instant at,
            String destination,
            @Nullable Integer status,
            int millis,
            @Nullable String answer) {}

    /** The newest 500. */
    List<Attempt> attempts(UUID order) {
        var attempts = new ArrayList<Attempt>();
        for (Row row : database.ask(ATTEMPTS, Tuple.of(order))) {
            attempts.add(new Attempt(
                    row.getInteger(0),
                    row.getOffsetDateTime(1).toInstant(),
                    row.getString(2),
                    row.getInteger(3),
                    row.getInteger(4),
                    row.getString(5)));
        }
        return attempts;
    }

    /**
     * An event that waits.
     *
     * @param dueAt null: when the one before it is settled
     * @param holds whether later events of the order wait for it
     */
    record Waiting(
            int version,
            String why,
            int attempts,
            @Nullable Instant dueAt,
            Instant since,
            @Nullable Instant firstFailedAt,
            @Nullable Integer lastStatus,
            @Nullable String lastError,
            boolean holds) {}

    List<Waiting> waiting(UUID order) {
        var waiting = new ArrayList<Waiting>();
        for (Row row : database.ask(WAITING, Tuple.of(order))) {
            waiting.add(new Waiting(
                    row.getInteger(0),
                    row.getString(1),
                    row.getInteger(2),
                    Requests.instant(row.getOffsetDateTime(3)),
                    row.getOffsetDateTime(4).toInstant(),
                    Requests.instant(row.getOffsetDateTime(5)),
                    row.getInteger(6),
                    row.getString(7),
                    row.getBoolean(8)));
        }
        return waiting;
    }

    /** Answers the new status; empty if it cannot be ended. */
    Optional<String> end(UUID order, String sentence, Action action) {
        return Optional.ofNullable(database.ask(END, Tuple.of(order, action.who(), sentence, action.why()))
                .iterator()
                .next()
                .getString(0));
    }
}
