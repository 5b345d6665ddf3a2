package dev.tiffin.bridge.log;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A few connections for everything beside the relay: operators, what a Broker gives back, upkeep. They hold no lease
 * and no lock for longer than a statement, so any bridge can serve anybody. Safe for use by several threads.
 */
public final class SideConnections {

    private static final int MOST = 4;
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(65);

    private static final Map<String, String> SETTINGS = Map.of(
            "application_name", "tiffin-event-bridge-side",
            // Nobody may be kept waiting by an operator's question.
            "statement_timeout", Long.toString(LONGEST.toMillis()),
            "jit", "off",
            "TimeZone", "UTC");

    private final Pool pool;

    /** Opens none before the first is needed. */
    public SideConnections(Vertx vertx, PgConnectOptions server) {
        var settings = new HashMap<>(server.getProperties());
        settings.putAll(SETTINGS);
        var options = new PgConnectOptions(server)
                .setProperties(settings)
                .setCachePreparedStatements(true)
                .setConnectTimeout(2_000)
                .setReconnectAttempts(0);
        this.pool = PgBuilder.pool()
                .using(vertx)
                .connectingTo(options)
                .with(new PoolOptions()
                        .setMaxSize(MOST)
                        .setConnectionTimeout(5)
                        .setConnectionTimeoutUnit(TimeUnit.SECONDS)
                        .setIdleTimeout(2)
                        .setIdleTimeoutUnit(TimeUnit.MINUTES))
                .build();
    }

    /** Runs a statement in a transaction of its own. */
    public Future<RowSet<Row>> execute(String sql, Tuple arguments) {
        return pool.preparedQuery(sql).execute(arguments);
    }

    /**
     * The same for callers that may wait, which event loops may not.
     *
     * @throws DatabaseFailedException if it was not, or may not have been, carried out
     */
    public RowSet<Row> ask(String sql, Tuple arguments) {
        try {
            return execute(sql, arguments)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new DatabaseFailedException(e.getCause());
        } catch (TimeoutException e) {
            throw new DatabaseFailedException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseFailedException(e);
        }
    }

    /** Closes all. */
    public Future<Void> close() {
        return pool.close();
    }
}
