package dev.tiffin.bridge;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.sqlclient.Row;
import java.util.function.ToDoubleFunction;

/** Figures of delivery as a whole, as of the last look: the same whichever bridge is asked. */
final class UpkeepMetrics {

    private final Counter emitted;
    private volatile Seen seen = new Seen(0, 0, 0, 0, 0, 0, 0, 0);

    private record Seen(
            long waiting,
            double oldest,
            long dead,
            long watched,
            long uncaught,
            double queue,
            long lockWaits,
            long oldestXmin) {}

    UpkeepMetrics(MeterRegistry registry) {
        emitted = Counter.builder("watchdog.emitted")
                .description("events that were delivered and led to nothing, sent again")
                .register(registry);
        gauge(registry, "redelivery.rows", "events that wait to be sent again", Seen::waiting);
        gauge(registry, "redelivery.oldest.seconds", "how long the first of them has waited", Seen::oldest);
        gauge(registry, "dead.letters.open", "events that nobody will send any more unless told to", Seen::dead);
        gauge(registry, "watchdog.orders", "orders that were found standing still", Seen::watched);
        gauge(registry, "log.default.rows", "changes that no month of the log has caught: 0", Seen::uncaught);
        gauge(registry, "notify.queue.usage", "how full the queue of notifications is, 0 to 1", Seen::queue);
        gauge(registry, "notify.lock.waits", "transactions that wait for each other to notify", Seen::lockWaits);
        gauge(registry, "oldest.xmin.age", "transactions since the oldest snapshot in use", Seen::oldestXmin);
    }

    private void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<Seen> value) {
        Gauge.builder(name, this, metrics -> value.applyAsDouble(metrics.seen))
                .description(description)
                .register(registry);
    }

    /** @param row of {@link Upkeep}'s look */
    void see(Row row) {
        emitted.increment(row.getInteger(1));
        seen = new Seen(
                row.getLong(3),
                row.getDouble(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                row.getDouble(8),
                row.getLong(9),
                row.getLong(10));
    }
}
