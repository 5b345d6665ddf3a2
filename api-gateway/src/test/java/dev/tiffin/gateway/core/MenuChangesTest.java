package dev.tiffin.gateway.core;

import static dev.tiffin.gateway.core.World.ANNA;
import static dev.tiffin.gateway.core.World.DISH;
import static dev.tiffin.gateway.core.World.RESTAURANT;
import static dev.tiffin.gateway.core.World.await;
import static dev.tiffin.gateway.core.World.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tiffin.gateway.City;
import dev.tiffin.gateway.order.MenuItem;
import dev.tiffin.gateway.order.NewOrder;
import dev.tiffin.gateway.order.Order;
import dev.tiffin.gateway.order.OrderRefused;
import dev.tiffin.gateway.order.Placed;
import dev.tiffin.gateway.order.Refusal;
import io.smallrye.mutiny.Uni;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A dish changes in the very moment in which it is ordered: one of the two is first, and the other knows of it. */
class MenuChangesTest {

    private static final String OTHER_DISH = "spice-garden-2";

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aDishThatIsJustRunningOutIsRefusedByItsName() throws Exception {
        List<NewOrder> list = List.of(request(), orderOf(OTHER_DISH), orderOf(DISH, OTHER_DISH));

        List<Placed> placed = placedDuring(world.city.setAvailable(RESTAURANT, DISH, false), list);

        OrderRefused refused = placed.getFirst().refused();
        assertThat(refused.code()).isEqualTo(Refusal.ITEM_UNAVAILABLE);
        assertThat(refused.sentence())
                .contains(item(DISH).name())
                .doesNotContain(item(OTHER_DISH).name());
        assertThat(placed.get(1).order()).as("of the same batch, other dish").isNotNull();
        assertThat(placed.get(2).refused().sentence()).isEqualTo(refused.sentence());
        assertThat(world.number("select count(*) from orders")).isOne();
    }

    @Test
    void aPriceThatIsJustChangingIsTheNewOne() throws Exception {
        MenuItem old = item(DISH);
        var dearer =
                new MenuItem(DISH, RESTAURANT, old.name(), old.description(), old.category(), 990, true, old.options());

        List<Placed> placed = placedDuring(world.city.put(dearer), List.of(request()));

        assertThat(placed.getFirst().order().placement().total()).isEqualTo(2 * 990);
        assertThat(world.number("select total from orders")).isEqualTo(2 * 990);
    }

    @Test
    void whatIsOrderedAlreadyIsNotSoldOutBeforeItIsWrittenDown() throws Exception {
        try (Connection obstacle = world.database.connect();
                Statement statement = obstacle.createStatement()) {
            obstacle.setAutoCommit(false);
            statement.execute("lock table orders in share mode");
            CompletableFuture<Order> ordered =
                    world.orders.place(request(), ANNA, null).subscribeAsCompletionStage();
            awaitWaiting(1, ordered);
            CompletableFuture<City.Dish> soldOut =
                    world.city.setAvailable(RESTAURANT, DISH, false).subscribeAsCompletionStage();
            awaitWaiting(2, soldOut);

            assertThat(soldOut).as("waits for the order").isNotDone();
            obstacle.commit();

            assertThat(await(Uni.createFrom().completionStage(ordered)).version())
                    .isOne();
            assertThat(await(Uni.createFrom().completionStage(soldOut)).item().available())
                    .isFalse();
        }
        assertThatThrownBy(world::place)
                .isInstanceOf(OrderRefused.class)
                .hasMessageContaining(item(DISH).name());
    }

    /** Orders while the restaurant's change has begun and is not committed. */
    private List<Placed> placedDuring(Uni<City.Dish> change, List<NewOrder> list) throws SQLException {
        try (Connection obstacle = world.database.connect();
                Statement statement = obstacle.createStatement()) {
            obstacle.setAutoCommit(false);
            statement.execute("select from menu_item where id = '" + DISH + "' for update");
            CompletableFuture<City.Dish> changed = change.subscribeAsCompletionStage();
            awaitWaiting(1, changed);
            CompletableFuture<List<Placed>> placed =
                    world.orders.placeAll(list, ANNA, null).subscribeAsCompletionStage();
            awaitWaiting(2, placed);
            obstacle.commit();
            await(Uni.createFrom().completionStage(changed));
            return await(Uni.createFrom().completionStage(placed));
        }
    }

    /** The signal is that many sessions waiting for a lock; whoever does not wait is done. */
    private void awaitWaiting(int sessions, CompletableFuture<?> done) throws SQLException {
        while (!done.isDone() && world.number("select count(*) from pg_locks where not granted") < sessions) {
            Thread.onSpinWait();
        }
    }

    private static NewOrder orderOf(String... dishes) {
        List<NewOrder.Line> lines = List.of(dishes).stream()
                .map(dish -> new NewOrder.Line(dish, 1, List.of()))
                .toList();
        return new NewOrder(UUID.randomUUID(), RESTAURANT, World.HOME, lines, null);
    }

    private MenuItem item(String dish) {
        return await(world.city.restaurant(RESTAURANT)).orElseThrow().menu().stream()
                .filter(item -> item.id().equals(dish))
                .findFirst()
                .orElseThrow();
    }
}
