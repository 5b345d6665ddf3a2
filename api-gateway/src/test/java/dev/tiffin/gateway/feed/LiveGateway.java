package dev.tiffin.gateway.feed;

import dev.tiffin.contract.Address;
import dev.tiffin.contract.Role;
import dev.tiffin.contract.StepResults.ApprovalDecision;
import dev.tiffin.contract.StepResults.ApprovalResult;
import dev.tiffin.contract.StepResults.ChargeOutcome;
import dev.tiffin.contract.StepResults.PaymentResult;
import dev.tiffin.contract.StepResults.RefundOutcome;
import dev.tiffin.contract.StepResults.RefundResult;
import dev.tiffin.contract.StepResults.ValidationResult;
import dev.tiffin.database.TestDatabase;
import dev.tiffin.gateway.Commits;
import dev.tiffin.gateway.Orders;
import dev.tiffin.gateway.order.Actor;
import dev.tiffin.gateway.order.NewOrder;
import dev.tiffin.gateway.order.Order;
import dev.tiffin.gateway.order.Placed;
import dev.tiffin.gateway.order.Placement;
import dev.tiffin.gateway.store.LogEntry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** What of a gateway makes orders live: its feed and its orders, on a real database, without the rest. */
final class LiveGateway implements AutoCloseable {

    static final Actor ADA = Actor.of(Role.CUSTOMER, "ada");
    static final Actor OPERATOR = Actor.of(Role.OPERATOR, "olga");

    /** Of an order that takes all steps. */
    static final int VERSIONS = 6;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int STEPS = VERSIONS - 1;

    /** How the feed is set up; the least that differs between tests. */
    record Settings(Duration pollEvery, Duration pollUnrungEvery, int mostWaiting) implements FeedConfig {
        static final Settings RUNG = new Settings(Duration.ofHours(1), Duration.ofHours(1), 1_000);
        static final Settings POLLED = new Settings(Duration.ofMillis(200), Duration.ofMillis(200), 1_000);

        @Override
        public Optional<String> url() {
            return Optional.empty();
        }

        @Override
        public Duration gapWait() {
            return Duration.ofMillis(20);
        }

        @Override
        public Duration readEvery() {
            return Duration.ofMillis(5);
        }

        @Override
        public Duration lingerAfterLast() {
            return Duration.ofMillis(100);
        }
    }

    /** Orders that count what is read for subscribers. */
    static final class CountedOrders extends Orders {

        final AtomicInteger presentStates = new AtomicInteger();
        final AtomicInteger others = new AtomicInteger();

        CountedOrders(Pool pool, Commits commits) {
            super(pool, commits);
        }

        @Override
        public Uni<Map<UUID, Order>> findAll(Set<UUID> ids) {
            presentStates.incrementAndGet();
            return super.findAll(ids);
        }

        @Override
        public Uni<List<LogEntry>> versions(UUID id, int afterVersion) {
            others.incrementAndGet();
            return super.versions(id, afterVersion);
        }

        @Override
        public Uni<Map<UUID, Placement>> placements(Set<UUID> ids) {
            others.incrementAndGet();
            return super.placements(ids);
        }
    }

    final Vertx vertx = Vertx.vertx();
    final Feed feed;
    final CountedOrders orders;
    private final Pool pool;

    LiveGateway(TestDatabase database, FeedConfig config) {
        var options = PgConnectOptions.fromUri(database.reactiveUrl())
                .setUser(database.user())
                .setPassword(database.password());
        pool = Pool.newInstance(PgBuilder.pool()
                .using(vertx)
                .connectingTo(options)
                .with(new PoolOptions().setMaxSize(10))
                .build());
        feed = new Feed(vertx, this::orders, config, options);
        orders = new CountedOrders(pool, feed);
        feed.start();
    }

    private Orders orders() {
        return orders;
    }

    Order place() {
        return await(orders.place(newOrder(), ADA, null));
    }

    /** So many orders at once, each taken through all versions; ends when everything is committed. */
    void burst(int count) {
        var ids = await(orders.placeAll(Collections.nCopies(count, newOrder()), ADA, null)).stream()
                .map(Placed::id)
                .toList();
        for (int statusVersion = 1; statusVersion <= STEPS; statusVersion++) {
            step(ids, statusVersion);
        }
    }

    /** One of the steps that an order takes: its first version is 1, the step makes the next. */
    void step(UUID id, int statusVersion) {
        step(List.of(id), statusVersion);
    }

    private void step(List<UUID> ids, int statusVersion) {
        switch (statusVersion) {
            case 1 -> await(orders.recordValidations(results(ids, id -> new ValidationResult(id, 1, List.of()))));
            case 2 -> {
                long total = total(ids.getFirst());
                await(orders.recordPayments(results(
                        ids,
                        id -> new PaymentResult(
                                id, 2, 1, ChargeOutcome.CHARGED, "charge-" + id, total, "EUR", null, null))));
            }
            case 3 ->
                await(orders.recordApprovals(
                        results(ids, id -> new ApprovalResult(id, 3, ApprovalDecision.APPROVED, 30, null, null))));
            case 4 ->
                await(Uni.join()
                        .all(results(ids, id -> orders.cancel(id, "Enough.", OPERATOR)))
                        .andFailFast());
            case STEPS -> {
                long total = total(ids.getFirst());
                await(orders.recordRefunds(
                        results(ids, id -> new RefundResult(id, 5, RefundOutcome.REFUNDED, total, "EUR", null, null))));
            }
            default -> throw new IllegalArgumentException("There are " + STEPS + " steps");
        }
    }

    private static <R> List<R> results(List<UUID> ids, Function<UUID, R> result) {
        return ids.stream().map(result).toList();
    }

    // Alike for all orders of these tests.
    private long total(UUID id) {
        return await(orders.find(id, OPERATOR)).orElseThrow().placement().total();
    }

    static NewOrder newOrder() {
        return new NewOrder(
                null,
                "spice-garden",
                new Address("1 Test Street", 52.52, 13.40),
                List.of(new NewOrder.Line("spice-garden-1", 2, List.of())),
                "tok_visa");
    }

    static <T> T await(Uni<T> answer) {
        return answer.await().atMost(PATIENCE);
    }

    @Override
    public void close() {
        feed.stop();
        await(pool.close());
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
