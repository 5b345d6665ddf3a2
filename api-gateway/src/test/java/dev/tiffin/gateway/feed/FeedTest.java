package dev.tiffin.gateway.feed;

import static dev.tiffin.gateway.feed.LiveGateway.ADA;
import static dev.tiffin.gateway.feed.LiveGateway.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.contract.OrderStatus;
import dev.tiffin.contract.Role;
import dev.tiffin.database.TestDatabase;
import dev.tiffin.gateway.feed.LiveGateway.Settings;
import dev.tiffin.gateway.order.Actor;
import dev.tiffin.gateway.order.Order;
import dev.tiffin.gateway.order.OrderFilter;
import dev.tiffin.gateway.order.OrderRefused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Live orders of two gateways on one database; the test rings where a bridge would. */
class FeedTest {

    private static final int ORDERS = 30;
    private static final List<Integer> ALL_VERSIONS = List.of(1, 2, 3, 4, 5);

    private TestDatabase database;
    private LiveGateway here;
    private LiveGateway there;

    @BeforeEach
    void start() {
        database = TestDatabase.seeded();
        here = new LiveGateway(database, Settings.RUNG);
        there = new LiveGateway(database, Settings.RUNG);
    }

    @AfterEach
    void stop() {
        here.close();
        there.close();
        database.close();
    }

    @Test
    void showsOwnWritesFromMemoryAndOthersFromTheLog() {
        var order = here.place();
        try (var mine = watch(here, order.id(), null);
                var theirs = watch(there, order.id(), null)) {
            assertThat(mine.next().version()).isEqualTo(1);
            assertThat(theirs.next().version()).isEqualTo(1);

            here.step(order.id(), 1);
            assertThat(mine.next().version()).isEqualTo(2);
            assertThat(theirs.isQuiet()).as("nobody has rung").isTrue();
            ring();
            assertThat(theirs.next().version()).isEqualTo(2);
        }
    }

    @Test
    void everyVersionOnceAndInOrderWhoeverWritesAndWatchesWhere() throws Exception {
        var ids = IntStream.range(0, ORDERS)
                .mapToObj(at -> gateway().place().id())
                .toList();
        List<Seeing<Order>> watchers = new ArrayList<>();
        for (var id : ids) {
            watchers.add(watch(here, id, 0));
            watchers.add(watch(there, id, 0));
        }
        try (var browserHere = new Seeing<>(here.feed.orders(OrderFilter.ALL, OPERATOR));
                var browserThere = new Seeing<>(there.feed.orders(OrderFilter.ALL, ADA))) {
            browserHere.next(ORDERS);
            browserThere.next(ORDERS);

            writeEverything(ids);

            for (var watcher : watchers) {
                assertThat(watcher.next(5)).extracting(Order::version).isEqualTo(ALL_VERSIONS);
                assertThat(watcher.isQuiet()).isTrue();
            }
            for (var browser : List.of(browserHere, browserThere)) {
                Map<UUID, List<Integer>> versions = browser.next(ORDERS * 4).stream()
                        .collect(Collectors.groupingBy(
                                Order::id, Collectors.mapping(Order::version, Collectors.toList())));
                assertThat(versions)
                        .hasSize(ORDERS)
                        .allSatisfy((id, seen) -> assertThat(seen).containsExactly(2, 3, 4, 5));
            }
        }
        watchers.forEach(Seeing::close);
    }

    @Test
    void aLostConnectionLosesNothing() throws Exception {
        var ids = IntStream.range(0, ORDERS).mapToObj(at -> here.place().id()).toList();
        var watchers = ids.stream().map(id -> watch(there, id, null)).toList();
        watchers.forEach(watcher -> assertThat(watcher.next().version()).isEqualTo(1));

        ids.forEach(id -> here.step(id, 1));
        database.endSessions();
        // No ring: coming back is one.
        watchers.forEach(watcher -> assertThat(watcher.next().version()).isEqualTo(2));

        ids.forEach(id -> again(() -> here.step(id, 2)));
        ring();
        watchers.forEach(watcher -> assertThat(watcher.next().version()).isEqualTo(3));
        watchers.forEach(Seeing::close);
    }

    @Test
    void withoutAnyRingTheLogIsPolled() {
        try (var polling = new LiveGateway(database, Settings.POLLED)) {
            var order = here.place();
            try (var seeing = watch(polling, order.id(), null)) {
                seeing.next();
                here.step(order.id(), 1);
                assertThat(seeing.next().version()).isEqualTo(2);
                database.execute(
                        "update orders set reason_code = 'NOTE', reason = 'A note.' where id = '" + order.id() + "'");
                assertThat(seeing.next().progress().changedBy()).startsWith("sql:");
            }
        }
    }

    @Test
    void subscriptionsThatStartTogetherShareStatements() {
        var ids = IntStream.range(0, 40).mapToObj(at -> here.place().id()).toList();
        here.orders.presentStates.set(0);

        var watchers = IntStream.range(0, 400)
                .mapToObj(at -> watch(here, ids.get(at % ids.size()), null))
                .toList();
        watchers.forEach(Seeing::next);

        assertThat(here.orders.presentStates).hasValueLessThan(40);
        watchers.forEach(Seeing::close);
    }

    @Test
    void aChangeMakesNoStatementHoweverManyWatch() {
        var order = here.place();
        var watchers = IntStream.range(0, 200)
                .mapToObj(at -> watch(here, order.id(), null))
                .toList();
        watchers.forEach(Seeing::next);
        here.orders.presentStates.set(0);

        for (int step = 1; step <= 4; step++) {
            here.step(order.id(), step);
            ring();
        }
        watchers.forEach(watcher -> watcher.next(4));

        assertThat(here.orders.presentStates).hasValue(0);
        assertThat(here.orders.others).hasValue(0);
        watchers.forEach(Seeing::close);
    }

    @Test
    void resumesAfterTheLastVersionSeen() {
        var order = here.place();
        here.step(order.id(), 1);
        here.step(order.id(), 2);

        try (var rest = watch(there, order.id(), 1);
                var upToDate = watch(there, order.id(), 3);
                var future = watch(there, order.id(), 99)) {
            assertThat(rest.next(2)).extracting(Order::version).containsExactly(2, 3);
            there.step(order.id(), 3);
            assertThat(rest.next().version()).isEqualTo(4);
            assertThat(upToDate.next().version()).isEqualTo(4);
            assertThat(future.next().version()).isEqualTo(4);
        }
    }

    @Test
    void onlyWhoMaySeeAnOrderSeesIt() {
        var order = here.place();
        for (var actor : List.of(
                Actor.of(Role.CUSTOMER, "eve"),
                Actor.of(Role.RESTAURANT, "elsewhere"),
                Actor.of(Role.AGENT, "agent-01"))) {
            try (var seeing = new Seeing<>(here.feed.order(order.id(), actor, null))) {
                assertThat(seeing.failure()).isInstanceOf(OrderRefused.class);
            }
        }
        try (var unknown = watch(here, UUID.randomUUID(), null);
                var restaurant =
                        new Seeing<>(here.feed.order(order.id(), Actor.of(Role.RESTAURANT, "spice-garden"), null))) {
            assertThat(unknown.failure()).isInstanceOf(OrderRefused.class);
            assertThat(restaurant.next().id()).isEqualTo(order.id());
        }
    }

    @Test
    void theCountIsExactWhoeverWrites() throws Exception {
        var ids = IntStream.range(0, ORDERS)
                .mapToObj(at -> gateway().place().id())
                .toList();
        try (var counting = new Seeing<>(here.feed.statistics(Duration.ofMillis(250)))) {
            assertThat(counting.next().total()).isEqualTo(ORDERS);

            writeEverything(ids);
            there.place();
            ring();

            var last = counting.next();
            while (last.total() <= ORDERS || last.in(OrderStatus.REFUND_REQUESTED) < ORDERS) {
                last = counting.next();
            }
            var exact = LiveGateway.await(here.orders.counts());
            assertThat(last.byStatus().entrySet().stream()
                            .filter(status -> status.getValue() != 0)
                            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))
                    .isEqualTo(exact.byStatus());
            assertThat(List.of(last.validated(), last.paid(), last.approved(), last.assigned()))
                    .containsExactly(exact.validated(), exact.paid(), exact.approved(), exact.assigned());
        }
    }

    // Every order's four steps, each step on either gateway, all orders at once.
    private void writeEverything(List<UUID> ids) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var done = ids.stream()
                    .map(id -> threads.submit(() -> {
                        for (int step = 1; step <= 4; step++) {
                            gateway().step(id, step);
                        }
                        ring();
                        return id;
                    }))
                    .toList();
            for (var one : done) {
                one.get();
            }
        }
        ring();
    }

    private LiveGateway gateway() {
        return ThreadLocalRandom.current().nextBoolean() ? here : there;
    }

    private static void again(Runnable step) {
        for (int attempt = 0; ; attempt++) {
            try {
                step.run();
                return;
            } catch (RuntimeException lost) {
                if (attempt == 10) {
                    throw lost;
                }
            }
        }
    }

    private void ring() {
        database.execute("notify order_feed");
    }

    private static Seeing<Order> watch(LiveGateway gateway, UUID id, Integer afterVersion) {
        return new Seeing<>(gateway.feed.order(id, ADA, afterVersion));
    }
}
