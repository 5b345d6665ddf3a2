package dev.tiffin.gateway.deadlines;

import dev.tiffin.contract.OrderStatus;
import dev.tiffin.gateway.Orders;
import dev.tiffin.gateway.store.DeadlinePassTable;
import dev.tiffin.gateway.store.DeadlineTable;
import dev.tiffin.gateway.store.OrderLogTable;
import dev.tiffin.gateway.store.StatusLimitTable;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What happens when nobody acts in time: finds the orders whose limit has passed and gives them the command to expire,
 * which is a command like any other. What it found may be out of date by then; the command carries the version at which
 * the order entered its status and does nothing to one that has moved on. So two gateways that find the same order,
 * or a pass that is made twice, have one effect.
 *
 * <p>Time is the database's, for the gateways' clocks may differ.
 */
final class Deadlines {

    /** At most so many orders at once; a pass goes on until it finds fewer. */
    private static final int MOST_AT_ONCE = 1_000;

    /**
     * How far a pass looks behind the last one's end. An entry is dated when it is written and seen when it is
     * committed; this is how much later that may be.
     */
    private static final Duration OVERLAP = Duration.ofMinutes(10);

    private static final Duration LONGEST_SLEEP = Duration.ofMinutes(1);
    private static final Duration SHORTEST_SLEEP = Duration.ofSeconds(1);

    private final Pool pool;
    private final Orders orders;
    private final Map<OrderStatus, Duration> configured;
    private final DeadlineTable persons = new DeadlineTable();
    private final DeadlinePassTable passes = new DeadlinePassTable();
    private final StatusLimitTable limits = new StatusLimitTable();
    private final OrderLogTable log = new OrderLogTable();

    /** The shortest limit in force, at most {@link #LONGEST_SLEEP}; null until the limits are in force. */
    private volatile @Nullable Duration longestSleep;

    /** {@code configured}: limits that are to be in force; the others stay as they are. */
    Deadlines(Pool pool, Orders orders, Map<OrderStatus, Duration> configured) {
        this.pool = pool;
        this.orders = orders;
        this.configured = configured;
    }

    /** Puts the configured limits in force, if that has not been done. */
    Uni<Void> configured() {
        if (longestSleep != null) {
            return Uni.createFrom().voidItem();
        }
        return limits.write(pool, configured)
                .chain(() -> limits.all(pool))
                .invoke(inForce -> longestSleep = inForce.values().stream().reduce(LONGEST_SLEEP, Deadlines::shorter))
                .replaceWithVoid();
    }

    /** Makes the log's partitions of this month and the next two. */
    Uni<Integer> makePartitions() {
        return log.makePartitions(pool);
    }

    /** Sees to what persons have let pass; answers how long to sleep until there may be more. */
    Uni<Duration> ofPersons() {
        return persons.untilNext(pool).flatMap(next -> {
            if (next.isPresent() && !next.get().isPositive()) {
                return expireAll(() -> persons.due(pool, MOST_AT_ONCE)).chain(this::untilNextPerson);
            }
            return Uni.createFrom().item(sleep(next.orElse(LONGEST_SLEEP)));
        });
    }

    /**
     * Sees to what functions have let pass, unless another gateway is at it; answers how long to sleep.
     *
     * <p>The pass's own transaction holds nothing but an advisory lock while the orders are expired on other
     * connections.
     */
    Uni<Duration> ofFunctions() {
        return passes.one(pool, this::pass).map(done -> sleep(LONGEST_SLEEP));
    }

    private Uni<Void> pass(SqlClient connection, DeadlinePassTable.Pass pass) {
        Instant after = pass.passedUntil().minus(OVERLAP);
        return expireAll(() -> log.overdue(connection, after, pass.now(), MOST_AT_ONCE));
    }

    private Uni<Duration> untilNextPerson() {
        return persons.untilNext(pool).map(next -> sleep(next.orElse(LONGEST_SLEEP)));
    }

    private Uni<Void> expireAll(Supplier<Uni<List<DeadlineTable.Due>>> find) {
        return find.get()
                .flatMap(due -> orders.expire(due)
                        .chain(() ->
                                due.size() < MOST_AT_ONCE ? Uni.createFrom().voidItem() : expireAll(find)));
    }

    /**
     * Never longer than the shortest limit: what comes to wait during the sleep is then not due before its end, and
     * nobody needs to be woken.
     */
    private Duration sleep(Duration wanted) {
        Duration longest = Objects.requireNonNullElse(longestSleep, SHORTEST_SLEEP);
        return longer(shorter(wanted, longest), SHORTEST_SLEEP);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
