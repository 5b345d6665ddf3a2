package dev.tiffin.gateway.store;

import dev.tiffin.contract.OrderStatus;
import dev.tiffin.gateway.order.Counts;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** Adds up one row a status. */
final class CountRows {

    private CountRows() {}

    /** Columns: cursor, time, status, orders, validated, paid, approved, assigned. At least one row. */
    static Counts read(RowSet<Row> rows) {
        Map<OrderStatus, Long> byStatus = new EnumMap<>(OrderStatus.class);
        String cursor = "";
        Instant at = Instant.EPOCH;
        long[] flags = new long[4];
        for (Row row : rows) {
            var column = new Columns(row);
            cursor = column.text();
            at = column.time();
            byStatus.put(OrderStatus.valueOf(column.text()), column.bigNumber());
            for (int flag = 0; flag < flags.length; flag++) {
                flags[flag] += column.bigNumber();
            }
        }
        return new Counts(cursor, at, byStatus, flags[0], flags[1], flags[2], flags[3]);
    }
}
