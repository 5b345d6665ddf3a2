package dev.tiffin.gateway.store;

import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a statement about many rows: one array for each column, which {@code unnest} turns into rows again.
 * So a batch is one statement, and the same prepared one whatever its size.
 */
final class Arrays<T> {

    private final List<T> rows;
    private final io.vertx.sqlclient.Tuple tuple = io.vertx.sqlclient.Tuple.tuple();

    Arrays(List<T> rows) {
        this.rows = rows;
    }

    static Tuple ofIds(Collection<UUID> ids) {
        return Tuple.newInstance(io.vertx.sqlclient.Tuple.tuple().addArrayOfUUID(ids.toArray(UUID[]::new)));
    }

    /** The parameters of one, and then those of the other. */
    static Tuple after(Tuple first, Tuple then) {
        for (int at = 0; at < then.size(); at++) {
            first.addValue(then.getValue(at));
        }
        return first;
    }

    static Tuple ofTexts(Collection<String> texts) {
        return Tuple.newInstance(io.vertx.sqlclient.Tuple.tuple().addArrayOfString(texts.toArray(String[]::new)));
    }

    Arrays<T> uuids(Function<T, UUID> column) {
        tuple.addArrayOfUUID(fill(new UUID[rows.size()], row -> column.apply(row)));
        return this;
    }

    Arrays<T> texts(Function<T, @Nullable String> column) {
        tuple.addArrayOfString(fill(new String[rows.size()], column));
        return this;
    }

    Arrays<T> numbers(ToIntFunction<T> column) {
        tuple.addArrayOfInteger(fill(new Integer[rows.size()], column::applyAsInt));
        return this;
    }

    Arrays<T> bigNumbers(ToLongFunction<T> column) {
        tuple.addArrayOfLong(fill(new Long[rows.size()], column::applyAsLong));
        return this;
    }

    Arrays<T> fractions(ToDoubleFunction<T> column) {
        tuple.addArrayOfDouble(fill(new Double[rows.size()], column::applyAsDouble));
        return this;
    }

    Arrays<T> times(Function<T, @Nullable Instant> column) {
        tuple.addArrayOfOffsetDateTime(fill(new OffsetDateTime[rows.size()], row -> timestamp(column.apply(row))));
        return this;
    }

    Tuple done() {
        return Tuple.newInstance(tuple);
    }

    static @Nullable OffsetDateTime timestamp(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }

    /** A loop and not a stream: sixteen arrays are filled for every batch. */
    private <C> @Nullable C[] fill(@Nullable C[] array, Function<T, @Nullable C> column) {
        for (int i = 0; i < array.length; i++) {
            array[i] = column.apply(rows.get(i));
        }
        return array;
    }
}
