package dev.tiffin.gateway.deadlines;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Makes a pass, sleeps as long as the pass says, and so on until it is stopped. A pass that fails is made again soon.
 */
final class Loop {

    private static final System.Logger LOG = System.getLogger(Loop.class.getName());
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final String name;
    private final Supplier<Uni<Duration>> pass;

    private boolean running;
    private boolean failing;
    private long timer;

    Loop(Vertx vertx, String name, Supplier<Uni<Duration>> pass) {
        this.vertx = vertx;
        this.name = name;
        this.pass = pass;
    }

    synchronized void start() {
        running = true;
        sleep(Duration.ofMillis(1));
    }

    synchronized void stop() {
        running = false;
        vertx.cancelTimer(timer);
    }

    private synchronized void sleep(Duration duration) {
        if (running) {
            timer = vertx.setTimer(Math.max(1, duration.toMillis()), fired -> makeAPass());
        }
    }

    private void makeAPass() {
        Uni.createFrom().deferred(pass::get).subscribe().with(this::passed, this::failed);
    }

    private synchronized void passed(Duration untilNext) {
        failing = false;
        sleep(untilNext);
    }

    /** Said once, not once a pass: the database may be away for long. */
    private synchronized void failed(Throwable failure) {
        if (running && !failing) {
            LOG.log(System.Logger.Level.WARNING, "{0}: {1}; trying again every few seconds", name, failure.toString());
        }
        failing = true;
        sleep(AFTER_A_FAILURE);
    }
}
