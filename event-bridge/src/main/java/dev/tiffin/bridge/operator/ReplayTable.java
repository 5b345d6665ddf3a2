package dev.tiffin.bridge.operator;

import dev.tiffin.bridge.log.SideConnections;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Past events out of {@code order_log}, into {@code redelivery}. */
@ApplicationScoped
class ReplayTable {

    /** The type of the event of {@code order_log l}. */
    static final String TYPE = """
            case when l.version = l.status_version
                then 'dev.tiffin.order.' || replace(lower(l.status::text), '_', '-')
                else 'dev.tiffin.order.updated' end""";

    private static final String CHOSEN = """
            from order_log l where ($1::uuid[] is null or l.order_id = any($1))
                and ($2::text[] is null or l.status::text = any($2)) and ($3::text[] is null or %s = any($3))
                and ($4::timestamptz is null or l.changed_at >= $4)
                and ($5::timestamptz is null or l.changed_at < $5)""".formatted(TYPE);

    private static final String FIRST =
            "select l.order_id, l.version, " + TYPE + ", l.changed_at " + CHOSEN + " order by l.seq limit $6";

    private static final String COUNT = "select count(*) " + CHOSEN;

    // What waits already is sent anyway, and as the first delivery that it is.
    private static final String REPLAY = """
            with chosen as materialized (
                select l.order_id, l.version, row_number() over (order by l.seq) as place %s limit $6),
            put as (
                insert into redelivery (order_id, version, next_at, why)
                select order_id, version, clock_timestamp() + (place - 1) * interval '1 s' / $7::int, 'REPLAY'
                from chosen order by place
                on conflict (order_id, version) do nothing
                returning 1),
            noted as (
                insert into operator_action (who, what, why)
                select $8::text, 'replay of ' || count(*) || ' events: ' || $9::text, $10::text from put)
            select count(*), pg_notify('order_log_ctl', '') from put""".formatted(CHOSEN);

    private final SideConnections database;

    @Inject
    ReplayTable(SideConnections database) {
        this.database = database;
    }

    /** A past event. */
    record Past(UUID orderId, int version, String type, Instant at) {}

    long count(ReplayFilter filter) {
        return database.ask(COUNT, filter.parameters()).iterator().next().getLong(0);
    }

    List<Past> first(ReplayFilter filter, int most) {
        var past = new ArrayList<Past>();
        for (Row row : database.ask(FIRST, filter.parameters().addValue((long) most))) {
            past.add(new Past(
                    row.getUUID(0),
                    row.getInteger(1),
                    row.getString(2),
                    row.getOffsetDateTime(3).toInstant()));
        }
        return past;
    }

    /** Has them sent again, at a pace; answers how many. */
    long replay(ReplayFilter filter, Action action, Pace pace) {
        return pace.send(database, REPLAY, filter.parameters(), action);
    }

    /**
     * Which events: those that satisfy all that is given; a missing list is no condition.
     *
     * @param orderIds orders
     * @param statuses statuses that the orders had then
     * @param types event types
     * @param since written at this time or later
     * @param until written before this time
     */
    public record ReplayFilter(
            List<UUID> orderIds,
            List<String> statuses,
            List<String> types,
            @Nullable Instant since,
            @Nullable Instant until) {

        public ReplayFilter {
            orderIds = Requests.listOf(orderIds);
            statuses = Requests.listOf(statuses);
            types = Requests.listOf(types);
            if (orderIds.isEmpty() && statuses.isEmpty() && types.isEmpty() && since == null) {
                throw Problem.invalid("a replay needs orderIds, statuses, types or since");
            }
        }

        Tuple parameters() {
            return Tuple.tuple()
                    .addValue(Requests.condition(orderIds, UUID[]::new))
                    .addValue(Requests.condition(statuses, String[]::new))
                    .addValue(Requests.condition(types, String[]::new))
                    .addValue(Requests.column(since))
                    .addValue(Requests.column(until));
        }
    }
}
