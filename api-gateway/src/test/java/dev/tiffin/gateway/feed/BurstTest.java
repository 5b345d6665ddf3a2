package dev.tiffin.gateway.feed;

import static dev.tiffin.gateway.feed.LiveGateway.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.database.TestDatabase;
import dev.tiffin.gateway.order.Order;
import dev.tiffin.gateway.order.OrderFilter;
import io.smallrye.mutiny.Multi;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A thousand orders at once, for subscribers of a gateway as it is configured where nobody has said otherwise. */
class BurstTest {

    private static final int ORDERS = 1_000;
    private static final long AN_HOUR = 3_600_000;

    private final Vertx elsewhere =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setBlockedThreadCheckInterval(AN_HOUR));

    @Test
    void isShownWholeToWhoeverWouldReadItEvenIfTheyAreKeptFromItToTheEnd() {
        var theEnd = new CompletableFuture<Void>();
        try (var database = TestDatabase.seeded();
                var gateway = new LiveGateway(database, FeedConfigTest.DEFAULTS);
                var reading = new Seeing<>(gateway.feed.orders(OrderFilter.ALL, ADA));
                var keptFromIt = seeingElsewhere(gateway.feed.orders(OrderFilter.ALL, ADA))) {
            gateway.place();
            reading.next();
            keptFromIt.next();
            elsewhere.runOnContext(turn -> theEnd.join());

            gateway.burst(ORDERS);

            assertShowsEveryVersionInOrder(reading);
            theEnd.complete(null);
            assertShowsEveryVersionInOrder(keptFromIt);
        } finally {
            theEnd.complete(null);
            elsewhere.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static void assertShowsEveryVersionInOrder(Seeing<Order> seeing) {
        var versions = seeing.next(ORDERS * LiveGateway.VERSIONS).stream()
                .collect(Collectors.groupingBy(Order::id, Collectors.mapping(Order::version, Collectors.toList())));
        assertThat(versions).hasSize(ORDERS);
        assertThat(versions.values()).allSatisfy(seen -> assertThat(seen).isEqualTo(List.of(1, 2, 3, 4, 5, 6)));
    }

    // Subscribes on an event loop where nothing of the gateway runs.
    private <T> Seeing<T> seeingElsewhere(Multi<T> stream) {
        var seeing = new CompletableFuture<Seeing<T>>();
        elsewhere.runOnContext(turn -> seeing.complete(new Seeing<>(stream)));
        return seeing.join();
    }
}
