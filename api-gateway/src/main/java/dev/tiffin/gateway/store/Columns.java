package dev.tiffin.gateway.store;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads a row's columns one after the other, in the order of the select list: the driver searches names one by one. */
final class Columns {

    private final Row row;
    private int at;

    Columns(Row row) {
        this.row = row;
    }

    UUID uuid() {
        return Objects.requireNonNull(row.getUUID(at++));
    }

    String text() {
        return Objects.requireNonNull(row.getString(at++));
    }

    @Nullable
    String textOrNull() {
        return row.getString(at++);
    }

    int number() {
        return Objects.requireNonNull(row.getInteger(at++));
    }

    @Nullable
    Integer numberOrNull() {
        return row.getInteger(at++);
    }

    long bigNumber() {
        return Objects.requireNonNull(row.getLong(at++));
    }

    double fraction() {
        return Objects.requireNonNull(row.getDouble(at++));
    }

    boolean flag() {
        return Objects.requireNonNull(row.getBoolean(at++));
    }

    Instant time() {
        return Objects.requireNonNull(timeOrNull());
    }

    @Nullable
    Instant timeOrNull() {
        OffsetDateTime time = row.getOffsetDateTime(at++);
        return time == null ? null : time.toInstant();
    }
}
