package dev.tiffin.bridge;

import dev.tiffin.bridge.log.SideConnections;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What has to be done now and then, by whichever bridge comes first: the watchdog, dead letters that close themselves,
 * clocks that were set back, months of the log, checkpoints nobody needs. All of it are functions of the database,
 * which see to it that two at once do no harm; here they are only called, beside the relay and on other connections.
 */
@ApplicationScoped
public class Upkeep {

    private static final Logger LOG = Logger.getLogger(Upkeep.class);

    private static final int MOST_EMITTED = 1_000;

    private static final String LOOK = """
            select w.suspected, w.emitted, close_superseded_dead_letters(), h.redelivery_rows,
                h.redelivery_oldest_seconds, h.dead_letters_open, h.orders_watched, h.log_default_rows,
                h.notify_queue_usage, h.notify_lock_waits, h.oldest_xmin_age, h.oldest_xmin_owner, follow_clock_back()
            from watch_delivery($1::text::interval, $2) w cross join delivery_health h""";

    private static final String CLEAN = "select clean_delivery_checkpoints($1::text::interval),"
            + " clean_delivery_attempts($2::text::interval),"
            + " make_order_log_partitions((now() at time zone 'UTC')::date, 3)";

    private static final String DROP = "select month, kept_because from drop_order_log_partition($1::text::interval)";

    private final Vertx vertx;
    private final SideConnections connections;
    private final BridgeConfig.Upkeep config;
    private final UpkeepMetrics metrics;
    private @Nullable String complaint;
    private volatile boolean ended;

    /** Nothing runs before the application has started. */
    @Inject
    public Upkeep(Vertx vertx, SideConnections connections, BridgeConfig config, MeterRegistry registry) {
        this.vertx = vertx;
        this.connections = connections;
        this.config = config.upkeep();
        this.metrics = new UpkeepMetrics(registry);
    }

    void start(@Observes StartupEvent event) {
        repeat(config.every(), this::look);
        repeat(config.clean(), this::clean);
    }

    void stop(@Observes ShutdownEvent event) {
        ended = true;
    }

    /** Begins after a while, so that bridges that start together do not ask together with their relays. */
    private void repeat(Duration pause, Supplier<Future<Void>> action) {
        vertx.setTimer(Math.max(1, pause.toMillis()), fired -> {
            if (!ended) {
                action.get()
                        .onFailure(this::complain)
                        .onSuccess(done -> complaint = null)
                        .onComplete(done -> repeat(pause, action));
            }
        });
    }

    private Future<Void> look() {
        return connections
                .execute(LOOK, Tuple.of(config.watchAfter().toString(), MOST_EMITTED))
                .compose(rows -> {
                    var row = rows.iterator().next();
                    metrics.see(row);
                    return tell(row) < MOST_EMITTED ? Future.succeededFuture() : look();
                });
    }

    private static int tell(Row row) {
        int emitted = row.getInteger(1);
        if (emitted > 0) {
            LOG.warnf("%d events were delivered, but led to nothing: they are sent again", emitted);
        }
        if (row.getInteger(2) > 0) {
            LOG.infof("%d dead letters are closed: their orders have moved on", row.getInteger(2));
        }
        if (row.getInteger(12) > 0) {
            LOG.warnf("The database's clock was set back: %d events would have waited for it", row.getInteger(12));
        }
        if (row.getLong(7) > 0) {
            LOG.error("There are changes that no month of the log has caught: make_order_log_partitions() has not run");
        }
        return emitted;
    }

    private Future<Void> clean() {
        return connections
                .execute(
                        CLEAN,
                        Tuple.of(config.watchAfter().toString(), config.keep().toString()))
                .compose(cleaned -> drop());
    }

    private Future<Void> drop() {
        return connections.execute(DROP, Tuple.of(config.keep().toString())).compose(rows -> {
            var row = rows.iterator().next();
            var month = row.getString(0);
            var keptBecause = row.getString(1);
            if (month == null) {
                return Future.succeededFuture();
            }
            if (keptBecause != null) {
                LOG.infof("The log of %s is old enough to go, but is kept: %s", month, keptBecause);
                return Future.succeededFuture();
            }
            LOG.infof("The log of %s is dropped: nothing of it is needed any more", month);
            return drop();
        });
    }

    private void complain(Throwable failure) {
        var text = String.valueOf(failure.getMessage());
        if (!text.equals(complaint)) {
            complaint = text;
            LOG.warnf("Upkeep is put off: %s", text);
        }
    }
}
