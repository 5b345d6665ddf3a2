package dev.tiffin.bridge.returned;

import dev.tiffin.bridge.log.LoggedChange;
import dev.tiffin.bridge.log.SideConnections;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes events that came back into {@code delivery_attempt} and then {@code redelivery} or {@code dead_letter}, in one
 * transaction that is on disk when it is answered: the Broker forgets them then. An event that comes back twice, since
 * the first answer was lost, finds its row and changes nothing.
 */
@ApplicationScoped
class ReturnedTable {

    private static final String KNOWN = "select " + LoggedChange.COLUMNS + """
            , (select count(*) from delivery_attempt a
                where a.order_id = l.order_id and a.version = l.version and a.destination like 'broker/%')::int,
            exists (select from redelivery r where r.order_id = l.order_id and r.version = l.version)
                or exists (select from dead_letter d
                    where d.order_id = l.order_id and d.version = l.version and d.state = 'OPEN')
                or (o.status_version > l.version and l.version = l.status_version)
            from order_log l join orders o on o.id = l.order_id where l.order_id = $1 and l.version = $2""";

    private static final String NOTED = """
            with noted as (
                insert into delivery_attempt (order_id, version, destination, status, millis, answer)
                values ($1, $2, $3, $4, 0, $5))""";

    // Rings, for whoever has the order's partition need not be this one, and would not know of it.
    private static final String AGAIN = NOTED + """
            , again as (
                insert into redelivery (order_id, version, attempts, next_at, first_failed_at, last_status, last_error,
                    why)
                values ($1, $2, $6, clock_timestamp() + $7::bigint * interval '1 ms', clock_timestamp(), $4, $5,
                    'RETURNED')
                on conflict (order_id, version) do nothing)
            select pg_notify('order_log_ctl', '')""";

    private static final String BURY = NOTED + """

            insert into dead_letter (order_id, version, event_type, attempts, first_failed_at, last_status, answer)
            values ($1, $2, $7, $6, (
                select min(at) from delivery_attempt where order_id = $1 and version = $2), $4, $5)
            on conflict (order_id, version) do update set
                attempts = excluded.attempts, dead_at = clock_timestamp(), last_status = excluded.last_status,
                answer = excluded.answer, state = 'OPEN'""";

    private final SideConnections database;

    @Inject
    ReturnedTable(SideConnections database) {
        this.database = database;
    }

    /**
     * What is known of an event that came back.
     *
     * @param rounds how often it came back before
     * @param isSeenTo whether it waits, is a dead letter, or its order has moved on
     */
    record Known(LoggedChange change, int rounds, boolean isSeenTo) {}

    Optional<Known> known(UUID order, int version) {
        for (Row row : database.ask(KNOWN, Tuple.of(order, version))) {
            return Optional.of(new Known(
                    LoggedChange.of(row), row.getInteger(LoggedChange.WIDTH), row.getBoolean(LoggedChange.WIDTH + 1)));
        }
        return Optional.empty();
    }

    /** It is sent again after a while. */
    void again(ReturnedEvent event, String answer, int attempts, Duration after) {
        database.ask(AGAIN, parameters(event, answer, attempts).addValue(after.toMillis()));
    }

    /** Nobody will send it any more unless told to. */
    void bury(ReturnedEvent event, String answer, int attempts, String type) {
        database.ask(BURY, parameters(event, answer, attempts).addValue(type));
    }

    private static Tuple parameters(ReturnedEvent event, String answer, int attempts) {
        return Tuple.of(event.orderId(), event.version(), event.subscriber(), event.status(), answer, attempts);
    }
}
