package dev.tiffin.gateway.feed;

import dev.tiffin.gateway.Commits;
import dev.tiffin.gateway.Orders;
import dev.tiffin.gateway.order.Actor;
import dev.tiffin.gateway.order.Order;
import dev.tiffin.gateway.order.OrderFilter;
import dev.tiffin.gateway.order.OrderRefused;
import dev.tiffin.gateway.order.Refusal;
import dev.tiffin.gateway.store.LogEntry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.pgclient.PgConnectOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Live orders. A subscriber registers, then is given what there is, then every later version once and in order: this
 * gateway's own writes as soon as they commit, all others from the log. No statement is made for a change, however many
 * watch it. All state is kept by one thread, that of {@code context}.
 *
 * <pre>
 *   committed() ------------------------------v
 *   Doorbell --rings--> LogReader --entries--> Hub --versions in order--> Watchers, Browsers --> Outlets
 *   (NOTIFY order_feed)     |                                                                       ^
 *                           +--entries------------------------------------> Counter ----------------+
 * </pre>
 */
public final class Feed implements Commits {

    private static final int PRESENT_ORDERS = 500;

    private final Vertx vertx;
    private final Context context;
    private final Supplier<Orders> orders;
    private final FeedConfig config;
    private final Doorbell doorbell;
    private final LogReader log;
    private final Hub hub;
    private final Starts starts;
    private final Counter counter;
    private final AtomicInteger viewers = new AtomicInteger();

    /**
     * A feed; {@link #start} lets it follow the database.
     *
     * @param orders asked late, since orders in turn tell the feed of commits
     * @param database reached directly
     */
    public Feed(Vertx vertx, Supplier<Orders> orders, FeedConfig config, PgConnectOptions database) {
        this.vertx = vertx;
        this.context = ((VertxInternal) vertx).createEventLoopContext();
        this.orders = orders;
        this.config = config;
        this.log = new LogReader(vertx, context, orders, config, this::found);
        this.doorbell = new Doorbell(vertx, context, database, log::ring);
        this.hub = new Hub(new Fetching(vertx, context, orders, config, () -> this.hub()));
        this.starts = new Starts(context, orders);
        this.counter = new Counter(vertx, context, orders, log);
    }

    /** Begins to listen. */
    public void start() {
        doorbell.start();
    }

    /** Ends listening. */
    public void stop() {
        doorbell.stop();
        context.runOnContext(turn -> log.rest());
    }

    /** Whether it hears of changes at once; if not, it polls. */
    public boolean isConnected() {
        return doorbell.isConnected();
    }

    /** How many subscribers there are. */
    public int viewers() {
        return viewers.get();
    }

    @Override
    public void committed(List<Order> committed) {
        // Whoever begins to watch after this reads a state that has these commits.
        if (viewers.get() > 0) {
            context.runOnContext(turn -> committed.forEach(hub::committed));
        }
    }

    /**
     * One order: as it stands, then every later version. Fails with {@link OrderRefused} if it is unknown or not the
     * actor's, and with {@link TooSlow}.
     *
     * @param afterVersion the last version that was seen before, to be given all later ones; null to begin with the
     *     present one
     */
    public Multi<Order> order(UUID id, Actor actor, @Nullable Integer afterVersion) {
        return viewing(home -> {
            var watcher = new Watcher(id, actor, afterVersion, viewer -> outlet(home, () -> hub.remove(viewer)));
            context.runOnContext(turn -> arrived(watcher));
            return watcher.outlet();
        });
    }

    /** All orders of the filter that the actor may see: at most 500 as they stand, then every later version of any. */
    public Multi<Order> orders(OrderFilter filter, Actor actor) {
        return viewing(home -> {
            var browser = new Browser(filter, actor, viewer -> outlet(home, () -> hub.remove(viewer)));
            context.runOnContext(turn -> arrived(browser));
            return browser.outlet();
        });
    }

    /** The count of all orders: now, then whenever it has changed, at most this often. */
    public Multi<Statistics> statistics(Duration every) {
        return viewing(home -> {
            var viewer = new Counter.Viewer(
                    every, one -> new Outlet<>(home, 1, Outlet.Overflow.FORGET, () -> gone(() -> counter.remove(one))));
            context.runOnContext(turn -> log.begin().whenComplete((begun, failure) -> counter.add(viewer)));
            return viewer.outlet();
        });
    }

    /** The count of all orders, now. */
    public Uni<Statistics> statistics() {
        return Uni.createFrom()
                .<Optional<Statistics>>emitter(
                        answer -> context.runOnContext(turn -> answer.complete(Optional.ofNullable(counter.now()))))
                .flatMap(kept -> kept.map(Uni.createFrom()::item)
                        .orElseGet(() -> orders.get().counts().map(Statistics::of)));
    }

    private Hub hub() {
        return hub;
    }

    private <T> Multi<T> viewing(Function<Context, Outlet<T>> arriving) {
        return Multi.createFrom().deferred(() -> {
            viewers.incrementAndGet();
            return Multi.createFrom().publisher(arriving.apply(home()));
        });
    }

    private Outlet<Order> outlet(Context home, Runnable leaving) {
        return new Outlet<>(home, config.mostWaiting(), Outlet.Overflow.FAIL, () -> gone(leaving));
    }

    // Where the subscriber is; its own event loop, not what happens to run there now.
    private Context home() {
        var current = Vertx.currentContext();
        return current == null ? context : ((ContextInternal) current).unwrap();
    }

    private void gone(Runnable leaving) {
        context.runOnContext(turn -> {
            leaving.run();
            if (viewers.decrementAndGet() == 0) {
                vertx.setTimer(config.lingerAfterLast().toMillis(), passed -> context.runOnContext(later -> rest()));
            }
        });
    }

    private void rest() {
        if (viewers.get() == 0) {
            log.rest();
        }
    }

    private void arrived(Watcher watcher) {
        hub.add(watcher);
        log.begin().thenCompose(begun -> starts.present(watcher.orderId())).whenComplete((present, failure) -> {
            if (failure != null) {
                watcher.outlet().fail(failure);
            } else if (present == null || !watcher.maySee(present)) {
                watcher.outlet().fail(new OrderRefused(Refusal.ORDER_NOT_FOUND, "There is no such order."));
            } else {
                begin(watcher, present);
            }
        });
    }

    private void begin(Watcher watcher, Order present) {
        hub.present(present);
        int wanted = watcher.firstWanted(present);
        if (wanted >= present.version()) {
            watcher.begin(wanted, wanted == present.version() ? List.of(present) : List.of());
            return;
        }
        orders.get()
                .versions(present.id(), wanted - 1)
                .map(versions -> versions.stream()
                        .map(entry -> new Order(present.placement(), entry.progress()))
                        .toList())
                .subscribe()
                .with(history -> context.runOnContext(turn -> watcher.begin(wanted, history)), watcher.outlet()::fail);
    }

    private void arrived(Browser browser) {
        hub.add(browser);
        log.begin()
                .thenCompose(begun -> orders.get()
                        .page(browser.filter(), PRESENT_ORDERS, null, browser.actor())
                        .subscribeAsCompletionStage())
                .whenComplete((page, failure) -> context.runOnContext(turn -> {
                    if (failure != null) {
                        browser.outlet().fail(failure);
                    } else {
                        browser.begin(page.orders());
                    }
                }));
    }

    private void found(List<LogEntry> entries) {
        hub.found(entries);
        counter.found(entries);
    }
}
