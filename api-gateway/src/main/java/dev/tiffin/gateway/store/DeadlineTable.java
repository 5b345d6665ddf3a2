package dev.tiffin.gateway.store;

import dev.tiffin.gateway.order.Actor;
import dev.tiffin.gateway.order.Deadline;
import dev.tiffin.gateway.order.Order;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The table {@code deadline}: who is waited for and until when. The triggers of {@code orders} keep it; here it is
 * read, and a problem is raised in it. A row counts only while the order stands at its {@code status_version}.
 */
public final class DeadlineTable {

    // An order that waits for a function has no row until it becomes a problem.
    private static final String RAISE = """
            insert into deadline as d (order_id, status_version, status, waits_for, due_at, raised_at)
            select o.id, o.status_version, o.status, 'operator', clock_timestamp(), clock_timestamp()
            from orders o
            where o.id = any ($1)
            order by o.id
            on conflict (order_id) do update set
              status_version = excluded.status_version,
              status = excluded.status,
              waits_for = case when d.status_version = excluded.status_version
                then d.waits_for else excluded.waits_for end,
              due_at = case when d.status_version = excluded.status_version then d.due_at else excluded.due_at end,
              raised_at = case when d.status_version = excluded.status_version
                then coalesce(d.raised_at, excluded.raised_at) else excluded.raised_at end
            """;

    private static final String RAISED = """
            select d.order_id
            from deadline d join orders o on o.id = d.order_id and o.status_version = d.status_version
            where d.order_id = any ($1) and d.raised_at is not null
            """;

    private static final String DUE = """
            select d.order_id, d.status_version
            from deadline d
            where d.due_at <= clock_timestamp() and d.raised_at is null
            order by d.due_at
            limit $1
            """;

    private static final String UNTIL_NEXT = """
            select (extract(epoch from min(d.due_at) - clock_timestamp()) * 1000)::int8
            from deadline d
            where d.raised_at is null
            """;

    private static final String WAITING_FOR = """
            select %s
            from deadline d join orders o on o.id = d.order_id and o.status_version = d.status_version
            where d.waits_for = $1
            order by d.due_at, o.id
            limit $2
            """.formatted(OrderColumns.ALL);

    private static final String PROBLEMS = """
            select %s
            from deadline d join orders o on o.id = d.order_id and o.status_version = d.status_version
            where d.raised_at is not null
            order by d.due_at, o.id
            limit $1
            """.formatted(OrderColumns.ALL);

    // For functions' statuses the limit counts from the log entry by which the order entered the status.
    private static final String OF_ORDERS = """
            select o.id, coalesce(d.due_at, l.changed_at + s.within), d.raised_at
            from orders o
              join status_limit s on s.status = o.status
              left join deadline d on d.order_id = o.id and d.status_version = o.status_version
              left join order_log l on l.order_id = o.id and l.version = o.status_version
            where o.id = any ($1)
            """;

    /** An order that was due when it stood at this version. */
    public record Due(UUID orderId, int statusVersion) {}

    /** Hands these orders to an operator, if they are not already. */
    Uni<Void> raise(SqlClient client, Collection<UUID> ids) {
        return client.preparedQuery(RAISE).execute(Arrays.ofIds(ids)).replaceWithVoid();
    }

    /** Those of these orders, locked by the caller, that have been handed to an operator where they stand now. */
    Uni<Set<UUID>> raised(SqlClient client, Collection<UUID> ids) {
        return client.preparedQuery(RAISED)
                .execute(Arrays.ofIds(ids))
                .map(rows -> Set.copyOf(Rows.list(rows, Columns::uuid)));
    }

    /** Those that a person has let pass, longest ago first. Takes no locks: whoever acts on it compares the version. */
    public Uni<List<Due>> due(SqlClient client, int most) {
        return client.preparedQuery(DUE)
                .execute(Tuple.of(most))
                .map(rows -> Rows.list(rows, row -> new Due(row.uuid(), row.number())));
    }

    /** How long until the next is due, not positive if one is; empty if none is coming. */
    public Uni<Optional<Duration>> untilNext(SqlClient client) {
        return client.preparedQuery(UNTIL_NEXT)
                .execute()
                .map(rows ->
                        Optional.ofNullable(rows.iterator().next().getLong(0)).map(Duration::ofMillis));
    }

    /** The orders that wait for this person, most urgent first. */
    public Uni<List<Order>> waitingFor(SqlClient client, Actor person, int first) {
        return client.preparedQuery(WAITING_FOR)
                .execute(Tuple.of(person.toString(), first))
                .map(rows -> Rows.list(rows, OrderColumns::order));
    }

    /** The orders with which only an operator can help, oldest problem first. */
    public Uni<List<Order>> problems(SqlClient client, int first) {
        return client.preparedQuery(PROBLEMS)
                .execute(Tuple.of(first))
                .map(rows -> Rows.list(rows, OrderColumns::order));
    }

    /** Until when each of these orders may stay as it is. */
    public Uni<Map<UUID, Deadline>> of(SqlClient client, Collection<UUID> ids) {
        return client.preparedQuery(OF_ORDERS).execute(Arrays.ofIds(ids)).map(rows -> {
            Map<UUID, Deadline> deadlines = new HashMap<>();
            for (Row row : rows) {
                var column = new Columns(row);
                deadlines.put(column.uuid(), new Deadline(column.time(), column.timeOrNull()));
            }
            return deadlines;
        });
    }
}
