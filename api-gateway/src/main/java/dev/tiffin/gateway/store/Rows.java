package dev.tiffin.gateway.store;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Turns rows into what they mean. */
final class Rows {

    private Rows() {}

    /** What the first row means, if there is one. */
    static <T> Optional<T> first(RowSet<Row> rows, Function<Columns, T> read) {
        return list(rows, read).stream().findFirst();
    }

    static <T> List<T> list(RowSet<Row> rows, Function<Columns, T> read) {
        List<T> list = new ArrayList<>(rows.size());
        for (Row row : rows) {
            list.add(read.apply(new Columns(row)));
        }
        return list;
    }
}
