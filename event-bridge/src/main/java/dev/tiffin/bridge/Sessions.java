package dev.tiffin.bridge;

import dev.tiffin.bridge.again.Backoff;
import dev.tiffin.bridge.log.LogSession;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgNotification;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One session after the other, with a growing pause between those that fail; says once what is wrong. */
final class Sessions {

    private static final Logger LOG = Logger.getLogger(Sessions.class);

    private static final long LASTING = TimeUnit.SECONDS.toNanos(10);

    private final Vertx vertx;
    private final PgConnectOptions server;
    private final String group;
    private final RandomGenerator chance;
    private @Nullable String complaint;
    private int failures;
    private long openedAt = System.nanoTime();

    Sessions(Vertx vertx, PgConnectOptions server, String group, RandomGenerator chance) {
        this.vertx = vertx;
        this.server = server;
        this.group = group;
        this.chance = chance;
    }

    Future<LogSession> open(Consumer<PgNotification> rung, BiConsumer<LogSession, Throwable> lost) {
        openedAt = System.nanoTime();
        return LogSession.open(vertx, server, group, rung, lost);
    }

    /** How long to wait before the next. */
    Duration backoff() {
        return failures == 0 ? Duration.ZERO : Backoff.RECONNECT.after(failures, chance);
    }

    void failed(Throwable cause) {
        // Only who lasted begins anew with the shortest pause: what fails at once will fail again.
        boolean lasted = System.nanoTime() - openedAt > LASTING;
        failures = lasted ? 1 : failures + 1;
        String text = String.valueOf(cause.getMessage());
        if (!text.equals(complaint)) {
            complaint = text;
            LOG.warnf("No session with the database, trying again: %s", text);
            LOG.debug("Failed", cause);
        }
    }

    void succeeded() {
        if (complaint != null) {
            LOG.info("In session with the database again");
        }
        complaint = null;
    }
}
