package dev.tiffin.gateway.feed;

import static dev.tiffin.gateway.feed.Sample.entry;
import static dev.tiffin.gateway.feed.Sample.order;
import static dev.tiffin.gateway.feed.Sample.placement;
import static dev.tiffin.gateway.feed.Sample.progress;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.contract.OrderStatus;
import dev.tiffin.contract.Role;
import dev.tiffin.gateway.order.Actor;
import dev.tiffin.gateway.order.Order;
import dev.tiffin.gateway.order.OrderFilter;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Every version once and in order, from whichever side it comes. */
class HubTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final Actor ADA = new Actor(Role.CUSTOMER, "ada");

    private final UUID id = UUID.randomUUID();
    private final List<UUID> gaps = new ArrayList<>();
    private final Set<UUID> unknown = new HashSet<>();
    private final Hub hub = new Hub(new Hub.Needs() {
        @Override
        public void gap(UUID missing, Track track) {
            gaps.add(missing);
        }

        @Override
        public void placements(Set<UUID> missing) {
            unknown.addAll(missing);
        }
    });

    @AfterAll
    static void stop() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void memoryAndLogSayTheSameOnce() throws InterruptedException {
        var seen = watch(order(id, 1, OrderStatus.PLACED));

        hub.committed(order(id, 2, OrderStatus.VALIDATED));
        hub.found(List.of(
                entry(id, 2, OrderStatus.PLACED, OrderStatus.VALIDATED),
                entry(id, 3, OrderStatus.VALIDATED, OrderStatus.PAYMENT_REQUESTED)));
        hub.committed(order(id, 3, OrderStatus.PAYMENT_REQUESTED));
        hub.committed(order(id, 4, OrderStatus.PAID));

        assertThat(versions(seen, 4)).containsExactly(1, 2, 3, 4);
        assertThat(gaps).isEmpty();
    }

    @Test
    void whatComesTooEarlyWaitsForItsTurn() throws InterruptedException {
        var seen = watch(order(id, 1, OrderStatus.PLACED));

        hub.committed(order(id, 3, OrderStatus.PAYMENT_REQUESTED));
        assertThat(gaps).containsExactly(id);
        hub.committed(order(id, 2, OrderStatus.VALIDATED));

        assertThat(versions(seen, 3)).containsExactly(1, 2, 3);
    }

    @Test
    void aGapIsFilled() throws InterruptedException {
        var seen = watch(order(id, 1, OrderStatus.PLACED));
        hub.committed(order(id, 4, OrderStatus.PAID));

        hub.filled(id, List.of(progress(2, OrderStatus.VALIDATED), progress(3, OrderStatus.PAYMENT_REQUESTED)));

        assertThat(versions(seen, 4)).containsExactly(1, 2, 3, 4);
    }

    @Test
    void whatTheLogHasLostHoldsNothingUpForEver() throws InterruptedException {
        var seen = watch(order(id, 1, OrderStatus.PLACED));
        hub.committed(order(id, 4, OrderStatus.PAID));

        hub.filled(id, List.of());

        assertThat(versions(seen, 2)).containsExactly(1, 4);
    }

    @Test
    void whatHappensDuringTheStartComesAfterIt() throws InterruptedException {
        var watcher = new Watcher(id, ADA, null, this::outlet);
        var seen = subscribe(watcher.outlet());
        hub.add(watcher);

        hub.committed(order(id, 3, OrderStatus.PAYMENT_REQUESTED));
        hub.committed(order(id, 4, OrderStatus.PAID));
        var present = order(id, 2, OrderStatus.VALIDATED);
        hub.present(present);
        watcher.begin(2, List.of(present));
        hub.committed(order(id, 5, OrderStatus.APPROVED));

        assertThat(versions(seen, 4)).containsExactly(2, 3, 4, 5);
        assertThat(gaps).isEmpty();
    }

    @Test
    void aBrowserSeesAnUnknownOrderFromTheLogOn() throws InterruptedException {
        var seen = browse(OrderFilter.ALL, ADA);

        hub.committed(order(id, 8, OrderStatus.ASSIGNED));
        assertThat(gaps).as("nobody knows whether 7 was seen").containsExactly(id);
        hub.found(List.of(
                entry(id, 7, OrderStatus.PAID, OrderStatus.APPROVED),
                entry(id, 8, OrderStatus.APPROVED, OrderStatus.ASSIGNED)));

        assertThat(versions(seen, 2)).containsExactly(7, 8);
    }

    @Test
    void aBrowserSeesAPlacementAtOnce() throws InterruptedException {
        var seen = browse(OrderFilter.ALL, ADA);

        hub.committed(order(id, 1, OrderStatus.PLACED));

        assertThat(versions(seen, 1)).containsExactly(1);
        assertThat(gaps).isEmpty();
    }

    @Test
    void whatIsFixedIsAskedForOnceAWindow() throws InterruptedException {
        var seen = browse(OrderFilter.ALL, ADA);
        var other = UUID.randomUUID();

        hub.found(List.of(
                entry(id, 1, null, OrderStatus.PLACED),
                entry(other, 1, null, OrderStatus.PLACED),
                entry(id, 2, OrderStatus.PLACED, OrderStatus.VALIDATED)));
        assertThat(unknown).containsExactlyInAnyOrder(id, other);
        hub.known(placement(id));

        assertThat(versions(seen, 2)).containsExactly(1, 2);
    }

    @Test
    void aFilterOnStatusShowsTheChangeByWhichAnOrderLeaves() throws InterruptedException {
        var paid = new OrderFilter(null, Set.of(OrderStatus.PAID), null, null);
        var seen = browse(paid, ADA);

        hub.committed(order(id, 1, OrderStatus.PLACED));
        hub.committed(order(id, 2, OrderStatus.PAYMENT_REQUESTED));
        hub.committed(order(id, 3, OrderStatus.PAID));
        hub.committed(order(id, 4, OrderStatus.APPROVED));
        hub.committed(order(id, 5, OrderStatus.ASSIGNED));
        var sentinel = UUID.randomUUID();
        hub.found(List.of(entry(sentinel, 9, OrderStatus.PAID, OrderStatus.REFUND_REQUESTED)));
        hub.known(placement(sentinel));

        assertThat(versions(seen, 3)).containsExactly(3, 4, 9);
    }

    @Test
    void anAgentSeesOwnOrdersAndHowTheyLeave() throws InterruptedException {
        var seen = browse(OrderFilter.ALL, new Actor(Role.AGENT, "agent-01"));

        hub.committed(order(id, 1, OrderStatus.PLACED));
        hub.committed(order(id, 2, OrderStatus.ASSIGNED));
        hub.committed(order(id, 3, OrderStatus.APPROVED));
        hub.committed(order(id, 4, OrderStatus.REFUND_REQUESTED));
        var sentinel = UUID.randomUUID();
        hub.committed(order(sentinel, 1, OrderStatus.ASSIGNED));

        assertThat(versions(seen, 3)).containsExactly(2, 3, 1);
    }

    @Test
    void whoIsGoneIsForgotten() {
        var watcher = new Watcher(id, ADA, null, this::outlet);
        hub.add(watcher);
        hub.present(order(id, 1, OrderStatus.PLACED));

        hub.remove(watcher);

        assertThat(hub.track(id)).isNull();
    }

    private BlockingQueue<Order> watch(Order present) {
        var watcher = new Watcher(present.id(), ADA, null, this::outlet);
        var seen = subscribe(watcher.outlet());
        hub.add(watcher);
        hub.present(present);
        watcher.begin(present.version(), List.of(present));
        return seen;
    }

    private BlockingQueue<Order> browse(OrderFilter filter, Actor actor) {
        var browser = new Browser(filter, actor, this::outlet);
        var seen = subscribe(browser.outlet());
        hub.add(browser);
        browser.begin(List.of());
        return seen;
    }

    private <V> Outlet<Order> outlet(V viewer) {
        return new Outlet<>(VERTX.getOrCreateContext(), 100, Outlet.Overflow.FAIL, () -> {});
    }

    private static List<Integer> versions(BlockingQueue<Order> seen, int count) throws InterruptedException {
        var versions = new ArrayList<Integer>();
        for (int at = 0; at < count; at++) {
            var next = seen.poll(10, TimeUnit.SECONDS);
            assertThat(next).as("something after %s", versions).isNotNull();
            versions.add(next.version());
        }
        return versions;
    }

    private static BlockingQueue<Order> subscribe(Outlet<Order> outlet) {
        var seen = new LinkedBlockingQueue<Order>();
        outlet.subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(Order order) {
                seen.add(order);
            }

            @Override
            public void onError(Throwable failure) {}

            @Override
            public void onComplete() {}
        });
        return seen;
    }
}
