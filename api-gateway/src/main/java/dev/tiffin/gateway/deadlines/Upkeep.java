package dev.tiffin.gateway.deadlines;

import dev.tiffin.gateway.Orders;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;

/** Keeps the passes going from start to shutdown: deadlines of persons and of functions, and the log's partitions. */
@ApplicationScoped
public class Upkeep {

    private static final Duration A_DAY = Duration.ofDays(1);

    private final List<Loop> loops;

    /** Nothing runs before the application has started. */
    @Inject
    public Upkeep(Vertx vertx, Pool pool, Orders orders, DeadlineConfig config) {
        var deadlines = new Deadlines(pool, orders, config.limits());
        this.loops = List.of(
                new Loop(
                        vertx,
                        "deadlines of persons",
                        () -> deadlines.configured().chain(deadlines::ofPersons)),
                new Loop(
                        vertx,
                        "deadlines of functions",
                        () -> deadlines.configured().chain(deadlines::ofFunctions)),
                new Loop(
                        vertx,
                        "partitions of the log",
                        () -> deadlines.makePartitions().replaceWith(A_DAY)));
    }

    void start(@Observes StartupEvent started) {
        loops.forEach(Loop::start);
    }

    void stop(@Observes ShutdownEvent stopping) {
        loops.forEach(Loop::stop);
    }
}
