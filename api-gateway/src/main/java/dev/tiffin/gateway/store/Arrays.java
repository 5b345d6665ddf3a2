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

    static Tuple ofTexts(Collection<String> texts) {
        return Tuple.newInstance(io.vertx.sqlclient.Tuple.tuple().addArrayOfString(texts.toArray(String[]::new)));
    }

    Arrays<T> uuids(Function<T, UUID> column) {
        tuple.addArrayOfUUID(rows.stream().map(column).toArray(UUID[]::new));
        return this;
    }

    Arrays<T> texts(Function<T, @Nullable String> column) {
        tuple.addArrayOfString(rows.stream().map(column).toArray(String[]::new));
        return this;
    }

    Arrays<T> numbers(ToIntFunction<T> column) {
        tuple.addArrayOfInteger(rows.stream().map(column::applyAsInt).toArray(Integer[]::new));
        return this;
    }

    Arrays<T> bigNumbers(ToLongFunction<T> column) {
        tuple.addArrayOfLong(rows.stream().map(column::applyAsLong).toArray(Long[]::new));
        return this;
    }

    Arrays<T> fractions(ToDoubleFunction<T> column) {
        tuple.addArrayOfDouble(rows.stream().map(column::applyAsDouble).toArray(Double[]::new));
        return this;
    }

    Arrays<T> times(Function<T, @Nullable Instant> column) {
        tuple.addArrayOfOffsetDateTime(
                rows.stream().map(column).map(Arrays::timestamp).toArray(OffsetDateTime[]::new));
        return this;
    }

    Tuple done() {
        return Tuple.newInstance(tuple);
    }

    static @Nullable OffsetDateTime timestamp(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
