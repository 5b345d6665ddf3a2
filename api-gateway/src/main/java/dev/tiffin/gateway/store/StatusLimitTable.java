package dev.tiffin.gateway.store;

import dev.tiffin.contract.OrderStatus;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The table {@code status_limit}: how long an order may stay in a status. */
public final class StatusLimitTable {

    private static final String ALL = """
            select status, (extract(epoch from within) * 1000)::int8 from status_limit
            """;

    private static final String WRITE = """
            update status_limit s set within = c.millis * interval '1 millisecond'
            from (select status::order_status, millis from unnest($1::text[], $2::int8[]) as u (status, millis)) c
            where s.status = c.status and s.within <> c.millis * interval '1 millisecond'
            """;

    /** The limits in force. */
    public Uni<Map<OrderStatus, Duration>> all(SqlClient client) {
        return client.query(ALL).execute().map(rows -> {
            Map<OrderStatus, Duration> limits = new EnumMap<>(OrderStatus.class);
            for (Row row : rows) {
                var column = new Columns(row);
                limits.put(OrderStatus.valueOf(column.text()), Duration.ofMillis(column.bigNumber()));
            }
            return limits;
        });
    }

    /**
     * Puts these in force; the others stay. For orders that enter a status from now on, as far as persons are
     * concerned.
     */
    public Uni<Void> write(SqlClient client, Map<OrderStatus, Duration> limits) {
        if (limits.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var parameters = new Arrays<>(List.copyOf(limits.entrySet()))
                .texts(limit -> limit.getKey().name())
                .bigNumbers(limit -> limit.getValue().toMillis())
                .done();
        return client.preparedQuery(WRITE).execute(parameters).replaceWithVoid();
    }
}
