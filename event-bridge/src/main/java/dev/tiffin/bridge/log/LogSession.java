package dev.tiffin.bridge.log;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgNotification;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.net.SocketException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The one session of a bridge: leases, parking locks, LISTEN, fetch and checkpoint live and die together with it,
 * which is what makes them right. A bridge that lost its leases cannot write a checkpoint; a dead listener holds no
 * parking lock that would keep writers silent. Direct, never through a pooler. To be used on one event loop only.
 *
 * <p>Statements are pipelined: those issued together travel in one round trip and run one after the other, each in a
 * transaction of its own.
 */
public final class LogSession {

    /** Rung by writers of orders while the bridge is parked; the payload is a partition. */
    public static final String BELL = "order_log";

    /** Something else to look at: a redelivery came due, or leases came free. */
    public static final String CONTROL = "order_log_ctl";

    /** Payload of {@link #CONTROL}: a bridge gave leases back. */
    public static final String LEASES_FREE = "leases";

    /** Payload of {@link #CONTROL}: an operator holds back other event types than before. */
    public static final String PAUSES_CHANGED = "pauses";

    /** Told to the gateways, once for each batch that was read. */
    private static final String FEED = "order_feed";

    /** Statements that go unanswered for so long mean that the server is out of reach, whatever TCP thinks. */
    private static final long STUCK_AFTER = TimeUnit.SECONDS.toNanos(10);

    private static final Logger LOG = Logger.getLogger(LogSession.class);

    static final Map<String, String> SETTINGS = Map.ofEntries(
            // The session is the lease. Any statement renews it, in every state at least the sweep every 4.5 s.
            Map.entry("idle_session_timeout", "15s"),
            // Checkpoints may be lost in a crash: that costs repeats. Redelivery rows are safe all the same: the log of
            // transactions is sequential, so a checkpoint that survived had them before it.
            Map.entry("synchronous_commit", "off"),
            // A look brings a few rows and the planner expects thousands: it would walk the whole index on seq for the
            // sake of the order, and read all orders to join them (tried: 30 and 690 ms instead of 0.5).
            Map.entry("plan_cache_mode", "force_generic_plan"),
            Map.entry("enable_seqscan", "off"),
            // Two processes started for each page of a backlog cost more than the page.
            Map.entry("max_parallel_workers_per_gather", "0"),
            Map.entry("enable_bitmapscan", "off"),
            Map.entry("enable_hashjoin", "off"),
            Map.entry("enable_mergejoin", "off"),
            Map.entry("jit", "off"),
            Map.entry("TimeZone", "UTC"),
            // A bridge whose host vanished must lose its session soon: writers ring for nobody, successors wait.
            Map.entry("tcp_keepalives_idle", "5"),
            Map.entry("tcp_keepalives_interval", "2"),
            Map.entry("tcp_keepalives_count", "3"),
            Map.entry("tcp_user_timeout", "10s"));

    private final PgConnection connection;
    private final BiConsumer<LogSession, Throwable> lost;
    private int unanswered;
    private long waitingSince;
    private long statements;
    private boolean closed;

    private LogSession(PgConnection connection, BiConsumer<LogSession, Throwable> lost) {
        this.connection = connection;
        this.lost = lost;
    }

    /**
     * Connects and listens.
     *
     * @param applicationName by which bridges know one another
     * @param rung called on the event loop with every notification
     * @param lost called once, when the session ends without {@link #close()}, or a statement fails: then nobody knows
     *     any more what is written and what is not, so the session is of no use
     */
    public static Future<LogSession> open(
            Vertx vertx,
            PgConnectOptions server,
            String applicationName,
            Consumer<PgNotification> rung,
            BiConsumer<LogSession, Throwable> lost) {
        var settings = new HashMap<>(SETTINGS);
        settings.put("application_name", applicationName);
        var options = new PgConnectOptions(server)
                .setProperties(settings)
                .setCachePreparedStatements(true)
                .setTcpKeepAlive(true)
                .setTcpNoDelay(true)
                .setConnectTimeout(5_000)
                .setReconnectAttempts(0);
        return PgConnection.connect(vertx, options).compose(connection -> {
            var session = new LogSession(connection, lost);
            connection.notificationHandler(rung::accept);
            // The server says why it ends a session before it does; that it ended is told below.
            connection.exceptionHandler(why -> LOG.debugf("Session %d: %s", connection.processId(), why.getMessage()));
            connection.closeHandler(
                    nothing -> session.fail(new SocketException("The session with the database was lost")));
            // Before any lock: who holds a parking lock must already hear the bell.
            return connection
                    .query("listen " + BELL + "; listen " + CONTROL)
                    .execute()
                    .map(session)
                    .onFailure(failure -> session.close());
        });
    }

    /** Runs a statement, prepared once in a session. */
    public Future<RowSet<Row>> execute(String sql, Tuple arguments) {
        if (unanswered == 0) {
            waitingSince = System.nanoTime();
        }
        unanswered++;
        statements++;
        return connection.preparedQuery(sql).execute(arguments).onComplete(answer -> {
            unanswered--;
            waitingSince = System.nanoTime();
            if (answer.failed()) {
                fail(answer.cause());
            }
        });
    }

    private void fail(Throwable cause) {
        if (!closed) {
            closed = true;
            lost.accept(this, cause);
        }
    }

    /** Tells the gateways that there is something new in the log. */
    public Future<Void> tellFeed() {
        return execute("select pg_notify('" + FEED + "', '')", Tuple.tuple()).mapEmpty();
    }

    /** Tells other bridges that leases came free. */
    public Future<Void> tellLeasesFree() {
        return execute("select pg_notify('" + CONTROL + "', '" + LEASES_FREE + "')", Tuple.tuple())
                .mapEmpty();
    }

    /** Whether the server has left statements unanswered for so long that it must be taken for gone. */
    public boolean isStuck() {
        return unanswered > 0 && System.nanoTime() - waitingSince > STUCK_AFTER;
    }

    /** Statements issued so far. */
    public long statements() {
        return statements;
    }

    /** The server's process, for people to read. */
    public int processId() {
        return connection.processId();
    }

    /** Ends the session; nobody is told. May be called again. */
    public Future<Void> close() {
        closed = true;
        return connection.close();
    }
}
