package dev.tiffin.gateway.core;

import static dev.tiffin.gateway.core.World.ANNA;
import static dev.tiffin.gateway.core.World.DISH;
import static dev.tiffin.gateway.core.World.HOME;
import static dev.tiffin.gateway.core.World.await;
import static dev.tiffin.gateway.core.World.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tiffin.contract.OrderStatus;
import dev.tiffin.contract.Role;
import dev.tiffin.gateway.order.Actor;
import dev.tiffin.gateway.order.NewOrder;
import dev.tiffin.gateway.order.Order;
import dev.tiffin.gateway.order.OrderRefused;
import dev.tiffin.gateway.order.Placed;
import dev.tiffin.gateway.order.Refusal;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Placing orders: prices, repeated ids, lists. */
class PlacingTest {

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aPlacedOrderHasTheMenusPricesAndItsFirstVersion() {
        NewOrder request = request();

        Order order =
                await(world.orders.place(request, ANNA, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));

        assertThat(order.id()).isEqualTo(request.id());
        assertThat(order.placement().total()).isEqualTo(2 * 790);
        assertThat(order.placement().customerId()).isEqualTo("anna");
        assertThat(order.placement().restaurant().openingHours()).isNotEmpty();
        assertThat(order.progress().changedBy()).isEqualTo("customer:anna");
        assertThat(order.progress().traceparent()).startsWith("00-0af7");
        assertThat(order.version()).isEqualTo(1);
        assertThat(world.now(order)).as("as it is stored").isEqualTo(order);
        assertThat(world.heard).as("as it was announced").containsExactly(order);
    }

    @Test
    void withoutAnIdTheGatewayMakesOne() {
        Order order = await(world.orders.place(
                new NewOrder(null, World.RESTAURANT, HOME, List.of(new NewOrder.Line(DISH, 1, List.of())), null),
                ANNA,
                null));

        assertThat(order.id().version()).isEqualTo(7);
    }

    @Test
    void theSameRequestAgainAnswersTheOrderAsItStands() {
        Order placed = world.place();
        Order cancelled = await(world.orders.cancel(placed.id(), null, ANNA));
        world.database.execute("update menu_item set available = false where id = '" + DISH + "'");

        Order again = await(world.orders.place(request(placed.id()), ANNA, null));

        assertThat(again).isEqualTo(cancelled);
    }

    @Test
    void anIdIsTakenAlikeForAnotherCustomerAndForAnotherContent() {
        Order placed = world.place();
        NewOrder other =
                new NewOrder(placed.id(), World.RESTAURANT, HOME, List.of(new NewOrder.Line(DISH, 3, List.of())), null);

        Placed byAnother = await(
                        world.orders.placeAll(List.of(request(placed.id())), Actor.of(Role.CUSTOMER, "bob"), null))
                .getFirst();
        Placed different =
                await(world.orders.placeAll(List.of(other), ANNA, null)).getFirst();

        assertThat(refusal(byAnother)).isEqualTo(Refusal.ORDER_ID_TAKEN);
        assertThat(refusal(different)).isEqualTo(Refusal.ORDER_ID_TAKEN);
        assertThat(byAnother.refused().sentence()).isEqualTo(different.refused().sentence());
    }

    @Test
    void aListIsAnsweredElementByElement() throws SQLException {
        UUID twice = UUID.randomUUID();
        List<NewOrder> list = List.of(
                request(twice),
                request(twice),
                new NewOrder(null, "nowhere", HOME, List.of(new NewOrder.Line(DISH, 1, List.of())), null),
                new NewOrder(null, World.RESTAURANT, HOME, List.of(new NewOrder.Line("stone", 1, List.of())), null),
                new NewOrder(null, World.RESTAURANT, HOME, List.of(), null),
                new NewOrder(
                        null, World.RESTAURANT, HOME, List.of(new NewOrder.Line(DISH, 1, List.of("gold leaf"))), null),
                request());

        List<Placed> placed = await(world.orders.placeAll(list, ANNA, null));

        assertThat(placed.get(0).order()).isNotNull();
        assertThat(placed.get(1).order())
                .as("meets the first")
                .isEqualTo(placed.get(0).order());
        assertThat(refusal(placed.get(2))).isEqualTo(Refusal.UNKNOWN_RESTAURANT);
        assertThat(refusal(placed.get(3))).isEqualTo(Refusal.UNKNOWN_ITEM);
        assertThat(refusal(placed.get(4))).isEqualTo(Refusal.INVALID_INPUT);
        assertThat(refusal(placed.get(5))).isEqualTo(Refusal.UNKNOWN_ITEM);
        assertThat(placed.get(6).order()).isNotNull();
        assertThat(world.number("select count(*) from orders")).isEqualTo(2);
    }

    @Test
    void theSameIdFromManyAtOnceIsOneOrder() throws SQLException {
        NewOrder request = request();
        var gateways = List.of(world.orders, world.anotherGateway());

        List<Order> answers = await(io.smallrye.mutiny.Uni.join()
                .all(IntStream.range(0, 40)
                        .mapToObj(i -> gateways.get(i % 2).place(request, ANNA, null))
                        .toList())
                .andFailFast());

        assertThat(answers.stream().distinct()).hasSize(1);
        assertThat(world.number("select count(*) from order_log")).isEqualTo(1);
    }

    @Test
    void aThousandAreTakenAndMoreAreNot() throws SQLException {
        List<NewOrder> thousand = Stream.generate(World::request).limit(1_000).toList();

        List<Placed> placed = await(world.orders.placeAll(thousand, ANNA, null));

        assertThat(placed).hasSize(1_000).allMatch(one -> one.order() != null);
        assertThat(world.number("select count(distinct xid) from order_log"))
                .as("transactions for a thousand orders")
                .isEqualTo(10);
        assertThatThrownBy(() -> await(world.orders.placeAll(Collections.nCopies(1_001, request()), ANNA, null)))
                .isInstanceOf(OrderRefused.class);
    }

    @Test
    void aSoldOutDishCannotBeHad() {
        world.database.execute("update menu_item set available = false where id = '" + DISH + "'");

        assertThatThrownBy(world::place)
                .isInstanceOfSatisfying(
                        OrderRefused.class,
                        refused -> assertThat(refused.code()).isEqualTo(Refusal.ITEM_UNAVAILABLE));
    }

    @Test
    void aPaymentMethodAtPlacementIsUsedOnceTheOrderIsValid() {
        Order placed = await(world.orders.place(
                new NewOrder(null, World.RESTAURANT, HOME, List.of(new NewOrder.Line(DISH, 1, List.of())), "tok_visa"),
                ANNA,
                null));

        Order valid = world.validated(placed);

        assertThat(valid.status()).isEqualTo(OrderStatus.PAYMENT_REQUESTED);
        assertThat(valid.progress().paymentMethod()).isEqualTo("tok_visa");
        assertThat(valid.progress().paymentAttempt()).isEqualTo(1);
    }

    private static Refusal refusal(Placed placed) {
        assertThat(placed.order()).isNull();
        return placed.refused().code();
    }
}
