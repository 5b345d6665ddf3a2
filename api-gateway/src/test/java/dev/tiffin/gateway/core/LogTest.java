package dev.tiffin.gateway.core;

import static dev.tiffin.gateway.core.World.ANNA;
import static dev.tiffin.gateway.core.World.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.contract.OrderStatus;
import dev.tiffin.gateway.order.Order;
import dev.tiffin.gateway.order.Placed;
import dev.tiffin.gateway.store.LogEntry;
import dev.tiffin.gateway.store.LogWindow;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Reading the log by snapshots: nothing is missed, nothing comes twice. */
class LogTest {

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void whatCommitsLateWithASmallNumberIsNotMissed() throws SQLException {
        Order early = world.place();
        String cursor = await(world.orders.logCursor());
        try (Connection slow = world.database.connect();
                Statement statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute(
                    "update orders set reason_code = 'SLOW', reason = 'Slow.' where id = '" + early.id() + "'");
            Order quick = world.place();

            LogWindow first = await(world.orders.logAfter(cursor));
            slow.commit();
            LogWindow second = await(world.orders.logAfter(first.cursor()));

            assertThat(first.entries()).extracting(LogEntry::orderId).containsExactly(quick.id());
            assertThat(second.entries()).extracting(LogEntry::orderId).containsExactly(early.id());
            assertThat(second.entries().getFirst().seq())
                    .isLessThan(first.entries().getFirst().seq());
            assertThat(await(world.orders.logAfter(second.cursor())).entries()).isEmpty();
        }
    }

    @Test
    void rowsOfTransactionsThatAreYetToComeBetrayAnotherCluster() throws SQLException {
        world.place();
        assertThat(await(world.orders.logIsForeign())).isFalse();

        try (Connection owner = world.database.connect();
                Statement statement = owner.createStatement()) {
            statement.execute("update order_log set xid = '99999999'");
            assertThat(await(world.orders.logIsForeign())).isTrue();

            statement.execute("call restore_delivery()");
            assertThat(await(world.orders.logIsForeign())).isFalse();
        }
    }

    @Test
    void aBacklogIsReadInPages() {
        String cursor = await(world.orders.logCursor());
        for (int i = 0; i < 11; i++) {
            await(world.orders.placeAll(
                    Stream.generate(World::request).limit(1_000).toList(), ANNA, null));
        }
        Order last = world.place();

        List<LogEntry> entries = new ArrayList<>();
        int windows = 0;
        LogWindow window = await(world.orders.logAfter(cursor));
        while (!window.entries().isEmpty()) {
            entries.addAll(window.entries());
            windows++;
            window = await(world.orders.logAfter(window.cursor()));
        }

        assertThat(windows).isEqualTo(3);
        assertThat(entries).hasSize(11_001);
        assertThat(entries.getLast().orderId()).isEqualTo(last.id());
        assertThat(new HashSet<>(entries.stream().map(LogEntry::orderId).toList()))
                .hasSize(11_001);
    }

    @Test
    void aGapIsFilledAndWhatIsFixedIsKnown() {
        Order paid = world.in(OrderStatus.PAID);

        assertThat(await(world.orders.versions(paid.id(), 1)))
                .extracting(entry -> entry.progress().version())
                .containsExactly(2, 3, 4);
        assertThat(await(world.anotherGateway().placements(Set.of(paid.id(), UUID.randomUUID()))))
                .isEqualTo(Map.of(paid.id(), paid.placement()));
    }

    @Test
    void everyVersionOfManyConcurrentChangesComesOnceAndInOrder() {
        String cursor = await(world.orders.logCursor());
        List<Order> orders =
                await(world.orders.placeAll(
                                Stream.generate(World::request).limit(300).toList(), ANNA, null))
                        .stream()
                        .map(Placed::order)
                        .toList();
        var cancels = orders.stream()
                .map(order -> world.orders.cancel(order.id(), null, ANNA).subscribeAsCompletionStage())
                .toList();

        Map<UUID, List<Integer>> versions = new HashMap<>();
        int seen = 0;
        while (seen < 600) {
            LogWindow window = await(world.orders.logAfter(cursor));
            window.entries()
                    .forEach(entry -> versions.computeIfAbsent(entry.orderId(), id -> new ArrayList<>())
                            .add(entry.progress().version()));
            seen += window.entries().size();
            cursor = window.cursor();
        }

        assertThat(cancels).allMatch(cancel -> cancel.join().status() == OrderStatus.CANCELLED);
        assertThat(versions.values()).hasSize(300).containsOnly(List.of(1, 2));
    }
}
