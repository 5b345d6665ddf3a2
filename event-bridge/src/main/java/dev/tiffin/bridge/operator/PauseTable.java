package dev.tiffin.bridge.operator;

import dev.tiffin.bridge.log.SideConnections;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** {@code delivery_pause}, for operators. */
@ApplicationScoped
class PauseTable {

    private static final String LIST = """
            select p.event_type, p.by, p.at, p.why,
                (select count(*) from redelivery r where r.type = p.event_type),
                (select count(*) from redelivery r where r.why = 'BEHIND' and exists (
                    select from redelivery e where e.order_id = r.order_id and e.event_type = p.event_type
                        and e.version < r.version))
            from delivery_pause p order by p.event_type""";

    private static final String PAUSE = """
            with put as (
                insert into delivery_pause (event_type, by, why) values ($1, $2, $3)
                on conflict (event_type) do nothing returning 1),
            noted as (
                insert into operator_action (who, what, why)
                select $2::text, 'pause of ' || $1::text, $3::text from put)
            select pg_notify('order_log_ctl', 'pauses')""";

    // A pause counts for no event's age.
    private static final String RESUME = """
            with gone as (delete from delivery_pause where event_type = $1 returning at),
            younger as (
                update redelivery r set first_failed_at = r.first_failed_at + (clock_timestamp() - gone.at) from gone
                where r.event_type = $1 and r.first_failed_at is not null),
            noted as (
                insert into operator_action (who, what, why)
                select $2::text, 'end of the pause of ' || $1::text, $3::text from gone)
            select (select count(*) from gone), pg_notify('order_log_ctl', 'pauses')""";

    private final SideConnections database;

    @Inject
    PauseTable(SideConnections database) {
        this.database = database;
    }

    /**
     * An event type that is held back.
     *
     * @param waiting its events that wait
     * @param behind events of other types that wait behind them
     */
    record Pause(String type, String by, Instant at, String why, long waiting, long behind) {}

    List<Pause> list() {
        var pauses = new ArrayList<Pause>();
        for (Row row : database.ask(LIST, Tuple.tuple())) {
            pauses.add(new Pause(
                    row.getString(0),
                    row.getString(1),
                    row.getOffsetDateTime(2).toInstant(),
                    row.getString(3),
                    row.getLong(4),
                    row.getLong(5)));
        }
        return pauses;
    }

    /** Holds a type back; leaves it as it is if it is already. */
    void pause(String type, String who, String why) {
        database.ask(PAUSE, Tuple.of(type, who, why));
    }

    /** Answers whether it was held back. */
    boolean resume(String type, String who, String why) {
        return database.ask(RESUME, Tuple.of(type, who, why)).iterator().next().getLong(0) > 0;
    }
}
