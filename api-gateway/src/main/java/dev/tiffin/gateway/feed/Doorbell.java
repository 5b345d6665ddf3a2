package dev.tiffin.gateway.feed;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A connection of its own that listens for {@code NOTIFY order_feed}, and comes back whenever it is lost. What was rung
 * for while it was away is not rung for again, so every connection begins with one ring. (The client's own subscriber
 * does not retry a first connection that fails.)
 */
final class Doorbell {

    private static final Logger LOG = Logger.getLogger(Doorbell.class);
    private static final int FIRST_RETRY_MILLIS = 50;
    private static final int LONGEST_RETRY_MILLIS = 5_000;
    private static final int PROBE_MILLIS = 15_000;

    private final Vertx vertx;
    private final Context context;
    private final PgConnectOptions options;
    private final Runnable rung;

    private volatile @Nullable PgConnection connection;
    private boolean stopped;
    private int attempts;

    /**
     * A doorbell.
     *
     * @param context where everything here happens
     * @param rung called there
     */
    Doorbell(Vertx vertx, Context context, PgConnectOptions options, Runnable rung) {
        this.vertx = vertx;
        this.context = context;
        this.options = options;
        this.rung = rung;
    }

    void start() {
        context.runOnContext(turn -> connect());
        // A host that is gone without a word is noticed by asking.
        vertx.setPeriodic(PROBE_MILLIS, tick -> context.runOnContext(turn -> probe()));
    }

    void stop() {
        context.runOnContext(turn -> {
            stopped = true;
            var open = connection;
            if (open != null) {
                open.close();
            }
        });
    }

    boolean isConnected() {
        return connection != null;
    }

    private void connect() {
        if (stopped) {
            return;
        }
        PgConnection.connect(vertx, options).compose(this::listen).onFailure(this::again);
    }

    private Future<Void> listen(PgConnection opened) {
        opened.notificationHandler(notification -> rung.run());
        return opened.query("listen order_feed")
                .execute()
                .onFailure(refused -> opened.close())
                .onSuccess(rows -> {
                    attempts = 0;
                    connection = opened;
                    // Only now: a connection that breaks before is tried again by the failure.
                    opened.closeHandler(closed -> lost());
                    rung.run();
                })
                .mapEmpty();
    }

    private void lost() {
        connection = null;
        if (!stopped) {
            LOG.info("The connection that listens for changes is lost; changes are polled for until it is back");
            retry();
        }
    }

    private void again(Throwable why) {
        if (attempts == 0) {
            LOG.warnf("Cannot listen for changes, and keeps trying: %s", why.toString());
        }
        retry();
    }

    private void retry() {
        int longest = Math.min(LONGEST_RETRY_MILLIS, FIRST_RETRY_MILLIS << Math.min(attempts, 10));
        attempts++;
        vertx.setTimer(
                1 + ThreadLocalRandom.current().nextInt(longest), passed -> context.runOnContext(turn -> connect()));
    }

    private void probe() {
        var probed = connection;
        if (probed == null) {
            return;
        }
        long late = vertx.setTimer(PROBE_MILLIS / 3, passed -> context.runOnContext(turn -> abandon(probed)));
        probed.query("select 1").execute().onComplete(answered -> vertx.cancelTimer(late));
    }

    // Closing waits for the answer that does not come, so nobody waits for the closing.
    private void abandon(PgConnection silent) {
        if (silent.equals(connection)) {
            silent.closeHandler(closed -> {});
            silent.close();
            lost();
        }
    }
}
