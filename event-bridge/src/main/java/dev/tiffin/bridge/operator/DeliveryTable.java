package dev.tiffin.bridge.operator;

import dev.tiffin.bridge.log.SideConnections;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Delivery as a whole: the views {@code bridge_session}, {@code delivery_lag} and {@code delivery_health}. */
@ApplicationScoped
class DeliveryTable {

    private static final String BRIDGES =
            "select name, pid, since, parts, destinations from bridge_session order by since, pid";

    private static final String LAG =
            "select part, checkpoint_at, unsettled, oldest_unsettled_at, lag_seconds from delivery_lag order by part";

    private static final String FIGURES = """
            select redelivery_rows, redelivery_oldest_seconds, dead_letters_open, orders_watched, checkpoint_rows,
                log_default_rows, notify_queue_usage, notify_lock_waits, oldest_xmin_age, oldest_xmin_owner
            from delivery_health""";

    private static final String ACTIONS = """
            select at, who, what, why from operator_action
            where $1::timestamptz is null or at < $1 order by at desc limit $2""";

    private final SideConnections database;

    @Inject
    DeliveryTable(SideConnections database) {
        this.database = database;
    }

    /**
     * A bridge that is connected.
     *
     * @param name null while it is only just connected
     * @param partitions of the log's sixteen, those that it delivers
     */
    record Bridge(
            @Nullable String name,
            int pid,
            @Nullable Instant since,
            List<Short> partitions,
            List<Destination> destinations) {}

    /**
     * A destination, as a bridge sees it.
     *
     * @param state FLOWING or TROUBLED
     * @param failure what its trouble began with
     */
    record Destination(
            String name,
            String state,
            String since,
            @Nullable String failure) {}

    List<Bridge> bridges() {
        var bridges = new ArrayList<Bridge>();
        for (Row row : database.ask(BRIDGES, Tuple.tuple())) {
            bridges.add(new Bridge(
                    row.getString(0),
                    row.getInteger(1),
                    Requests.instant(row.getOffsetDateTime(2)),
                    Arrays.asList(row.getArrayOfShorts(3)),
                    destinations(row.getJsonArray(4))));
        }
        return bridges;
    }

    private static List<Destination> destinations(JsonArray shown) {
        return shown.stream()
                .map(JsonObject.class::cast)
                .map(one -> new Destination(
                        one.getString("name"),
                        one.getString("state"),
                        one.getString("since"),
                        one.getString("failure")))
                .toList();
    }

    /** How far one of the sixteen is behind. */
    record PartitionLag(
            short partition,
            @Nullable Instant checkpointAt,
            long unsettled,
            @Nullable Instant oldestUnsettledAt,
            double lagSeconds) {}

    List<PartitionLag> lag() {
        var lags = new ArrayList<PartitionLag>();
        for (Row row : database.ask(LAG, Tuple.tuple())) {
            lags.add(new PartitionLag(
                    row.getShort(0),
                    Requests.instant(row.getOffsetDateTime(1)),
                    row.getLong(2),
                    Requests.instant(row.getOffsetDateTime(3)),
                    row.getDouble(4)));
        }
        return lags;
    }

    /** Figures as the view {@code delivery_health} explains them. */
    record Figures(
            long redeliveryRows,
            double redeliveryOldestSeconds,
            long deadLettersOpen,
            long ordersWatched,
            long checkpointRows,
            long logDefaultRows,
            double notifyQueueUsage,
            long notifyLockWaits,
            long oldestXminAge,
            String oldestXminOwner) {}

    Figures figures() {
        Row row = database.ask(FIGURES, Tuple.tuple()).iterator().next();
        return new Figures(
                row.getLong(0),
                row.getDouble(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getDouble(6),
                row.getLong(7),
                row.getLong(8),
                Objects.requireNonNullElse(row.getString(9), ""));
    }

    /** What an operator did. */
    record Done(Instant at, String who, String what, String why) {}

    /** Newest first. */
    List<Done> actions(@Nullable Instant before, int most) {
        var done = new ArrayList<Done>();
        for (Row row : database.ask(ACTIONS, Tuple.of(Requests.column(before), (long) most))) {
            done.add(new Done(
                    row.getOffsetDateTime(0).toInstant(), row.getString(1), row.getString(2), row.getString(3)));
        }
        return done;
    }
}
