package dev.tiffin.gateway.store;

import dev.tiffin.contract.RestaurantSnapshot;
import dev.tiffin.gateway.order.Counts;
import dev.tiffin.gateway.order.Order;
import dev.tiffin.gateway.order.Placement;
import dev.tiffin.gateway.order.Progress;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The table {@code orders}. Its triggers number the versions, write the log, keep deadlines and agents' loads; what is
 * written here says {@code by:<actor>} in {@code changed_by}, or else the change would be put down to plain SQL.
 */
public final class OrderTable {

    private static final String BY = "by:";

    // The restaurants come once each: a batch would otherwise carry and parse the same JSON a hundred times. Rows are
    // inserted in the order of their ids, so that two batches with the same ids cannot wait for each other.
    private static final String INSERT = """
            insert into orders as o (id, customer_id, restaurant_id, restaurant, address, latitude, longitude, lines,
              total, currency, request_digest, payment_method, changed_by, traceparent)
            select n.id, n.customer_id, r.id, r.snapshot, n.address, n.latitude, n.longitude, n.lines::jsonb, n.total,
              n.currency, decode(n.request_digest, 'hex'), n.payment_method, n.changed_by, n.traceparent
            from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::float8[], $6::float8[], $7::text[],
                $8::int8[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[])
                as n (id, customer_id, restaurant_id, address, latitude, longitude, lines, total, currency,
                  request_digest, payment_method, changed_by, traceparent)
              join (select id, snapshot::jsonb from unnest($14::text[], $15::text[]) as s (id, snapshot) offset 0) r
                on r.id = n.restaurant_id
            order by n.id
            on conflict (id) do nothing
            returning o.id, o.created_at, %s
            """.formatted(ProgressColumns.of("o"));

    private static final String LOCK = """
            select o.id, clock_timestamp(), %s
            from orders o
            where o.id = any ($1)
            order by o.id
            for update
            """.formatted(ProgressColumns.of("o"));

    private static final String UPDATE = """
            update orders o set
              payment_method = c.payment_method, status = c.status::order_status, changed_by = c.changed_by,
              validated_at = c.validated_at, paid_at = c.paid_at, approved_at = c.approved_at,
              agent_assigned_at = c.agent_assigned_at, payment_reference = c.payment_reference,
              payment_attempt = c.payment_attempt, cancel_requested_at = c.cancel_requested_at, agent_id = c.agent_id,
              promised_at = c.promised_at, reason_code = c.reason_code, reason = c.reason, refunded_at = c.refunded_at
            from unnest(
              $1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[], $7::timestamptz[],
              $8::timestamptz[], $9::text[], $10::int[], $11::timestamptz[], $12::text[], $13::timestamptz[],
              $14::text[], $15::text[], $16::timestamptz[])
              as c (id, payment_method, status, changed_by, validated_at, paid_at, approved_at, agent_assigned_at,
                payment_reference, payment_attempt, cancel_requested_at, agent_id, promised_at, reason_code, reason,
                refunded_at)
            where o.id = c.id
            returning o.id, %s
            """.formatted(ProgressColumns.of("o"));

    private static final String PLACEMENTS = """
            select %s from orders o where o.id = any ($1)
            """.formatted(OrderColumns.PLACEMENT);

    private static final String FIND = """
            select %s from orders o where o.id = any ($1)
            """.formatted(OrderColumns.ALL);

    private static final String REQUESTS = """
            select encode(o.request_digest, 'hex'), %s from orders o where o.id = any ($1)
            """.formatted(OrderColumns.ALL);

    private static final String COUNT = """
            with counted as (
              select status, count(*) as orders, count(validated_at) as validated, count(paid_at) as paid,
                count(approved_at) as approved, count(agent_assigned_at) as assigned
              from orders
              group by status)
            select pg_current_snapshot()::text, clock_timestamp(), coalesce(c.status, 'PLACED'), coalesce(c.orders, 0),
              coalesce(c.validated, 0), coalesce(c.paid, 0), coalesce(c.approved, 0), coalesce(c.assigned, 0)
            from (select 1) as always left join counted c on true
            """;

    /** A new row as it was stored. */
    record Inserted(Instant createdAt, Progress progress) {}

    /** An order as it was found when its row was locked; {@code now} is the database's clock. */
    record Locked(Progress progress, Instant now) {}

    /** A change of one order. */
    record Changed(UUID id, Progress next) {}

    /** An order and the digest of the request by which it was placed. */
    record Known(String requestDigest, Order order) {}

    /** Inserts those whose id is not taken, and answers these. */
    Uni<Map<UUID, Inserted>> insert(SqlClient client, List<Draft> drafts) {
        return client.preparedQuery(INSERT).execute(parametersOf(drafts)).map(rows -> {
            Map<UUID, Inserted> inserted = new HashMap<>();
            for (Row row : rows) {
                var column = new Columns(row);
                inserted.put(column.uuid(), new Inserted(column.time(), ProgressColumns.read(column)));
            }
            return inserted;
        });
    }

    /**
     * Locks these orders in the order of their ids, so that two transactions cannot wait for each other, and reads
     * them as they are then. Sorting the parameter would not do: the plan decides in which order rows are met.
     */
    Uni<Map<UUID, Locked>> lock(SqlClient client, Collection<UUID> ids) {
        return client.preparedQuery(LOCK).execute(Arrays.ofIds(ids)).map(rows -> {
            Map<UUID, Locked> locked = new HashMap<>();
            for (Row row : rows) {
                var column = new Columns(row);
                UUID id = column.uuid();
                Instant now = column.time();
                Progress progress = ProgressColumns.read(column);
                locked.put(id, new Locked(progress, latest(now, progress.changedAt())));
            }
            return locked;
        });
    }

    /** Writes these changes and answers what the triggers made of them. */
    Uni<Map<UUID, Progress>> update(SqlClient client, List<Changed> changes) {
        return client.preparedQuery(UPDATE)
                .execute(parametersOfChanges(changes))
                .map(rows -> {
                    Map<UUID, Progress> updated = new HashMap<>();
                    for (Row row : rows) {
                        var column = new Columns(row);
                        updated.put(column.uuid(), ProgressColumns.read(column));
                    }
                    return updated;
                });
    }

    /** What is fixed in these orders, as far as they exist. */
    public Uni<List<Placement>> placements(SqlClient client, Collection<UUID> ids) {
        return client.preparedQuery(PLACEMENTS)
                .execute(Arrays.ofIds(ids))
                .map(rows -> Rows.list(rows, OrderColumns::placement));
    }

    /** These orders as they are now, as far as they exist. */
    public Uni<List<Order>> find(SqlClient client, Collection<UUID> ids) {
        return client.preparedQuery(FIND).execute(Arrays.ofIds(ids)).map(rows -> Rows.list(rows, OrderColumns::order));
    }

    /** The same, and how they were asked for. */
    Uni<List<Known>> requests(SqlClient client, Collection<UUID> ids) {
        return client.preparedQuery(REQUESTS)
                .execute(Arrays.ofIds(ids))
                .map(rows -> Rows.list(rows, row -> new Known(row.text(), OrderColumns.order(row))));
    }

    /** Newest first; one more than asked for tells that there are more. */
    public Uni<List<Order>> page(SqlClient client, PageQuery query) {
        return client.preparedQuery(query.sql())
                .execute(query.parameters())
                .map(rows -> Rows.list(rows, OrderColumns::order));
    }

    /** All orders counted, and the snapshot that was counted, which only the same statement can tell. */
    public Uni<Counts> count(SqlClient client) {
        return client.query(COUNT).execute().map(CountRows::read);
    }

    private static Tuple parametersOf(List<Draft> drafts) {
        Map<String, RestaurantSnapshot> restaurants = new HashMap<>();
        drafts.forEach(draft ->
                restaurants.put(draft.priced().restaurant().id(), draft.priced().restaurant()));
        List<RestaurantSnapshot> snapshots = new ArrayList<>(restaurants.values());
        Tuple parameters = new Arrays<>(drafts)
                .uuids(draft -> draft.request().id())
                .texts(draft -> draft.request().customer().subject())
                .texts(draft -> draft.priced().restaurant().id())
                .texts(draft -> draft.request().order().address().text())
                .fractions(draft -> draft.request().order().address().latitude())
                .fractions(draft -> draft.request().order().address().longitude())
                .texts(draft -> Json.write(draft.priced().lines()))
                .bigNumbers(draft -> draft.priced().total())
                .texts(draft -> draft.priced().currency())
                .texts(draft -> draft.request().digest())
                .texts(draft -> draft.request().order().paymentMethod())
                .texts(draft -> BY + draft.request().customer())
                .texts(draft -> draft.request().traceparent())
                .done();
        parameters.addArrayOfString(
                snapshots.stream().map(RestaurantSnapshot::id).toArray(String[]::new));
        parameters.addArrayOfString(snapshots.stream().map(Json::write).toArray(String[]::new));
        return parameters;
    }

    private static Tuple parametersOfChanges(List<Changed> changes) {
        return new Arrays<>(changes)
                .uuids(Changed::id)
                .texts(change -> change.next().paymentMethod())
                .texts(change -> change.next().status().name())
                .texts(change -> BY + change.next().changedBy())
                .times(change -> change.next().validatedAt())
                .times(change -> change.next().paidAt())
                .times(change -> change.next().approvedAt())
                .times(change -> change.next().agentAssignedAt())
                .texts(change -> change.next().paymentReference())
                .numbers(change -> change.next().paymentAttempt())
                .times(change -> change.next().cancelRequestedAt())
                .texts(change -> change.next().agentId())
                .times(change -> change.next().promisedAt())
                .texts(change -> change.next().reasonCode())
                .texts(change -> change.next().reason())
                .times(change -> change.next().refundedAt())
                .done();
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
