package dev.tiffin.bridge.operator;

import dev.tiffin.bridge.log.SideConnections;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code dead_letter}, for operators. */
@ApplicationScoped
class DeadLetterTable {

    private static final String COLUMNS = """
            d.order_id, d.version, d.event_type, d.state, d.attempts, d.first_failed_at, d.dead_at, d.last_status, \
            d.answer, o.status::text, (select a.destination from delivery_attempt a \
            where a.order_id = d.order_id and a.version = d.version order by a.at desc limit 1)""";

    private static final String PAGE = "select " + COLUMNS + " from dead_letter d join orders o on o.id = d.order_id"
            + " where " + DeadLetterFilter.CONDITION + """
             and ($7::timestamptz is null or (d.dead_at, d.order_id, d.version) < ($7, $8, $9))
            order by d.dead_at desc, d.order_id desc, d.version desc limit $10""";

    private static final String OF_ORDER = "select " + COLUMNS
            + " from dead_letter d join orders o on o.id = d.order_id where d.order_id = $1 order by d.version";

    private static final String COUNT = "select count(*) from dead_letter d where " + DeadLetterFilter.CONDITION;

    // Marked first, and only if nobody has meanwhile; the pace is in the times at which they are due, so it holds
    // whichever bridge sends them and however often it is restarted.
    private static final String RETRY = """
            with chosen as materialized (
                select d.order_id, d.version, row_number() over (order by d.dead_at, d.order_id, d.version) as place
                from dead_letter d where %s order by d.dead_at, d.order_id, d.version limit $7),
            marked as (
                update dead_letter d set state = 'RETRIED' from chosen c
                where d.order_id = c.order_id and d.version = c.version and d.state = any($1::text[])
                returning d.order_id, d.version, c.place),
            put as (
                insert into redelivery as r (order_id, version, next_at, why)
                select order_id, version, clock_timestamp() + (place - 1) * interval '1 s' / $8::int, 'RETRIED'
                from marked order by place
                on conflict (order_id, version) do update set
                    gen = r.gen + 1, next_at = least(r.next_at, excluded.next_at), why = excluded.why
                returning 1),
            noted as (
                insert into operator_action (who, what, why)
                select $9::text, 'retry of ' || count(*) || ' dead letters: ' || $10::text, $11::text from put)
            select count(*), pg_notify('order_log_ctl', '') from put""".formatted(DeadLetterFilter.CONDITION);

    private final SideConnections database;

    @Inject
    DeadLetterTable(SideConnections database) {
        this.database = database;
    }

    /** An event that nobody will send any more unless told to. */
    record DeadLetter(
            UUID orderId,
            int version,
            String type,
            String state,
            int attempts,
            @Nullable Instant firstFailedAt,
            Instant deadAt,
            @Nullable Integer lastStatus,
            @Nullable String answer,
            String orderStatus,
            @Nullable String destination) {}

    /** Those of orders that have moved on are closed. */
    void closeSuperseded() {
        database.ask("select close_superseded_dead_letters()", Tuple.tuple());
    }

    /** Newest first, after the last one that is known. */
    List<DeadLetter> page(DeadLetterFilter filter, @Nullable Place after, int most) {
        var parameters = filter.parameters();
        parameters.addValue(after == null ? null : Requests.column(after.deadAt()));
        parameters.addValue(after == null ? null : after.orderId());
        parameters.addValue(after == null ? null : after.version());
        return letters(database.ask(PAGE, parameters.addValue((long) most)));
    }

    /** Where a page ended. */
    record Place(Instant deadAt, UUID orderId, int version) {}

    List<DeadLetter> of(UUID order) {
        return letters(database.ask(OF_ORDER, Tuple.of(order)));
    }

    long count(DeadLetterFilter filter) {
        return database.ask(COUNT, filter.parameters()).iterator().next().getLong(0);
    }

    /** Has them sent again, at a pace; answers how many. */
    long retry(DeadLetterFilter filter, Action action, Pace pace) {
        return pace.send(database, RETRY, filter.parameters(), action);
    }

    private static List<DeadLetter> letters(Iterable<Row> rows) {
        var letters = new ArrayList<DeadLetter>();
        for (Row row : rows) {
            OffsetDateTime deadAt = row.getOffsetDateTime(6);
            letters.add(new DeadLetter(
                    row.getUUID(0),
                    row.getInteger(1),
                    row.getString(2),
                    row.getString(3),
                    row.getInteger(4),
                    Requests.instant(row.getOffsetDateTime(5)),
                    deadAt.toInstant(),
                    row.getInteger(7),
                    row.getString(8),
                    row.getString(9),
                    row.getString(10)));
        }
        return letters;
    }
}
