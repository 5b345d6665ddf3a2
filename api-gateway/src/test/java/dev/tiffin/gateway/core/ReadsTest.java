package dev.tiffin.gateway.core;

import static dev.tiffin.gateway.core.World.ANNA;
import static dev.tiffin.gateway.core.World.OPERATOR;
import static dev.tiffin.gateway.core.World.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.contract.OrderStatus;
import dev.tiffin.contract.Role;
import dev.tiffin.gateway.order.Actor;
import dev.tiffin.gateway.order.Agent;
import dev.tiffin.gateway.order.Counts;
import dev.tiffin.gateway.order.Cursor;
import dev.tiffin.gateway.order.Order;
import dev.tiffin.gateway.order.OrderFilter;
import dev.tiffin.gateway.order.Page;
import dev.tiffin.gateway.order.Position;
import dev.tiffin.gateway.order.Restaurant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What can be looked up. */
class ReadsTest {

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void pagesGoFromNewestToOldestWithoutGapsOrRepeats() {
        List<UUID> placed = new ArrayList<>(
                Stream.generate(() -> world.place().id()).limit(7).toList());

        List<UUID> seen = new ArrayList<>();
        Cursor after = null;
        Page page;
        do {
            page = page(OrderFilter.ALL, 3, after, ANNA);
            page.orders().forEach(order -> seen.add(order.id()));
            after = Cursor.parse(Cursor.of(page.orders().getLast()).text());
        } while (page.more());

        assertThat(seen).containsExactlyElementsOf(placed.reversed());
    }

    @Test
    void everybodySeesTheirOwn() {
        Order order = world.in(OrderStatus.APPROVED);
        world.assign(order, "agent-01");

        assertThat(ids(page(OrderFilter.ALL, 10, null, ANNA))).containsExactly(order.id());
        assertThat(ids(page(OrderFilter.ALL, 10, null, OPERATOR))).containsExactly(order.id());
        assertThat(ids(page(OrderFilter.ALL, 10, null, Actor.of(Role.RESTAURANT, World.RESTAURANT))))
                .containsExactly(order.id());
        assertThat(ids(page(OrderFilter.ALL, 10, null, Actor.of(Role.AGENT, "agent-01"))))
                .containsExactly(order.id());
        assertThat(ids(page(OrderFilter.ALL, 10, null, Actor.of(Role.CUSTOMER, "bob"))))
                .isEmpty();
        assertThat(ids(page(OrderFilter.ALL, 10, null, Actor.of(Role.RESTAURANT, "noodle-house"))))
                .isEmpty();
        assertThat(ids(page(OrderFilter.ALL, 10, null, Actor.of(Role.AGENT, "agent-02"))))
                .isEmpty();
    }

    @Test
    void filtersApply() {
        Order placed = world.place();
        Order cancelled = world.in(OrderStatus.CANCELLED);

        assertThat(ids(page(new OrderFilter(null, Set.of(OrderStatus.CANCELLED), null, null), 10, null, ANNA)))
                .containsExactly(cancelled.id());
        assertThat(ids(page(new OrderFilter("noodle-house", Set.of(), null, null), 10, null, OPERATOR)))
                .isEmpty();
        assertThat(ids(page(new OrderFilter(World.RESTAURANT, Set.of(), null, null), 10, null, OPERATOR)))
                .hasSize(2);
        assertThat(ids(page(new OrderFilter(null, Set.of(), placed.placement().createdAt(), null), 10, null, ANNA)))
                .containsExactly(cancelled.id());
        assertThat(ids(page(
                        new OrderFilter(
                                null, Set.of(), null, cancelled.placement().createdAt()),
                        10,
                        null,
                        ANNA)))
                .containsExactly(placed.id());
    }

    @Test
    void whatWaitsForSomebodyIsTheirs() {
        Order order = world.in(OrderStatus.VALIDATED);

        assertThat(await(world.orders.waitingFor(ANNA, 10))).containsExactly(order);
        assertThat(await(world.orders.waitingFor(Actor.of(Role.CUSTOMER, "bob"), 10)))
                .isEmpty();
        assertThat(await(world.orders.waitingFor(Actor.of(Role.RESTAURANT, World.RESTAURANT), 10)))
                .isEmpty();
        assertThat(await(world.orders.waitingFor(OPERATOR, 10))).isEmpty();
    }

    @Test
    void deadlinesOfPersonsAndOfFunctionsAreKnown() {
        Order waitsForAFunction = world.place();
        Order waitsForAPerson = world.in(OrderStatus.VALIDATED);
        Order waitsForNobody = world.in(OrderStatus.CANCELLED);

        var deadlines = await(
                world.orders.deadlines(Set.of(waitsForAFunction.id(), waitsForAPerson.id(), waitsForNobody.id())));

        assertThat(deadlines.get(waitsForAFunction.id()).dueAt())
                .isEqualTo(waitsForAFunction.progress().changedAt().plus(Duration.ofMinutes(60)));
        assertThat(deadlines.get(waitsForAPerson.id()).dueAt())
                .isEqualTo(waitsForAPerson.progress().changedAt().plus(Duration.ofMinutes(15)));
        assertThat(deadlines).doesNotContainKey(waitsForNobody.id());
    }

    @Test
    void restaurantsComeWithTheirMenusNearestFirst() {
        List<Restaurant> restaurants = await(world.city.restaurants(new Position(52.5013, 13.4211)));

        assertThat(restaurants).hasSize(12);
        assertThat(restaurants.getFirst().snapshot().id()).isEqualTo("spice-garden");
        assertThat(restaurants).allMatch(restaurant -> !restaurant.menu().isEmpty());
        assertThat(await(world.city.restaurant("old-tavern"))
                        .orElseThrow()
                        .snapshot()
                        .approval())
                .isEqualTo("BY_HAND");
        assertThat(await(world.city.restaurant("nowhere"))).isEmpty();
        assertThat(await(world.city.restaurants(null))).hasSize(12);
    }

    @Test
    void agentsComeNearestFirstAndFreeOnesOnly() {
        Order order = world.in(OrderStatus.APPROVED);
        world.database.execute("update agent set capacity = 1 where id = 'agent-01'");
        world.assign(order, "agent-01");
        Agent busy = await(world.city.agents(Set.of("agent-01"))).get("agent-01");

        List<Agent> all = await(world.city.agents(busy.position(), null, 100));
        List<Agent> free = await(world.city.agents(busy.position(), true, 100));
        List<Agent> others = await(world.city.agents(busy.position(), false, 100));

        assertThat(all).hasSize(40).first().isEqualTo(busy);
        assertThat(free).doesNotContain(busy);
        assertThat(others).contains(busy);
        assertThat(free.size() + others.size()).isEqualTo(40);
        assertThat(await(world.city.agents(null, null, 5))).hasSize(5);
    }

    @Test
    void countsAndTheLogFitTogether() {
        Counts none = await(world.orders.counts());
        assertThat(none.byStatus().values().stream().mapToLong(Long::longValue).sum())
                .isZero();
        world.in(OrderStatus.PAID);
        world.place();

        Counts counts = await(world.orders.counts());
        Order later = world.place();

        assertThat(counts.byStatus()).containsEntry(OrderStatus.PAID, 1L).containsEntry(OrderStatus.PLACED, 1L);
        assertThat(List.of(counts.validated(), counts.paid(), counts.approved(), counts.assigned()))
                .containsExactly(1L, 1L, 0L, 0L);
        assertThat(await(world.orders.logAfter(counts.cursor())).entries())
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.orderId()).isEqualTo(later.id());
                    assertThat(entry.progress()).isEqualTo(later.progress());
                    assertThat(entry.fromStatus()).isNull();
                });
    }

    private Page page(OrderFilter filter, int first, @Nullable Cursor after, Actor actor) {
        return await(world.orders.page(filter, first, after, actor));
    }

    private static List<UUID> ids(Page page) {
        return page.orders().stream().map(Order::id).toList();
    }
}
