package dev.tiffin.gateway.core;

import static dev.tiffin.gateway.core.World.ANNA;
import static dev.tiffin.gateway.core.World.CARD;
import static dev.tiffin.gateway.core.World.OPERATOR;
import static dev.tiffin.gateway.core.World.await;
import static dev.tiffin.gateway.core.World.charged;
import static dev.tiffin.gateway.core.World.statusVersion;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.contract.OrderStatus;
import dev.tiffin.contract.Role;
import dev.tiffin.contract.StepResults.ApprovalDecision;
import dev.tiffin.contract.StepResults.ApprovalResult;
import dev.tiffin.contract.StepResults.ChargeOutcome;
import dev.tiffin.contract.StepResults.PaymentResult;
import dev.tiffin.contract.StepResults.RefundOutcome;
import dev.tiffin.contract.StepResults.RefundResult;
import dev.tiffin.gateway.Orders;
import dev.tiffin.gateway.order.Actor;
import dev.tiffin.gateway.order.Order;
import dev.tiffin.gateway.order.OrderRefused;
import dev.tiffin.gateway.store.DeadlineTable;
import io.smallrye.mutiny.Uni;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two who want different things of one order at the same time: one of them wins, whoever comes first, and the money is
 * where it belongs.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RacesTest {

    private static final Actor RESTAURANT = Actor.of(Role.RESTAURANT, World.RESTAURANT);

    /** Who comes first. */
    enum Arrival {
        ONE_FIRST,
        OTHER_FIRST,
        TOGETHER
    }

    /** Something that is done to an order by way of a gateway. */
    private interface Act extends BiFunction<Orders, Order, Uni<?>> {}

    private static Uni<?> cancel(Orders orders, Order order) {
        return orders.cancel(order.id(), null, ANNA);
    }

    private static Uni<?> approve(Orders orders, Order order) {
        return orders.approve(order.id(), 30, RESTAURANT);
    }

    private static Uni<?> decline(Orders orders, Order order) {
        return orders.decline(order.id(), "Sold out.", RESTAURANT);
    }

    private static Uni<?> chargeLands(Orders orders, Order order) {
        return orders.recordPayments(List.of(charged(order, "charge-1")));
    }

    private static Uni<?> expire(Orders orders, Order order) {
        return orders.expire(List.of(new DeadlineTable.Due(order.id(), statusVersion(order))));
    }

    private static Uni<?> cardDeclined(Orders orders, Order order) {
        return orders.recordPayments(List.of(new PaymentResult(
                order.id(), statusVersion(order), 1, ChargeOutcome.DECLINED, null, 0, "EUR", "CARD_DECLINED", "No.")));
    }

    private static Uni<?> policyApproves(Orders orders, Order order) {
        return orders.recordApprovals(List.of(
                new ApprovalResult(order.id(), statusVersion(order), ApprovalDecision.APPROVED, 30, null, null)));
    }

    private static Uni<?> refundLands(Orders orders, Order order) {
        return orders.recordRefunds(List.of(new RefundResult(
                order.id(),
                statusVersion(order),
                RefundOutcome.REFUNDED,
                order.placement().total(),
                "EUR",
                null,
                null)));
    }

    private static Uni<?> noneFound(Orders orders, Order order) {
        return orders.recordRefunds(List.of(
                new RefundResult(order.id(), statusVersion(order), RefundOutcome.NONE_FOUND, 0, "EUR", null, null)));
    }

    private static Uni<?> refund(Orders orders, Order order) {
        return orders.refund(order.id(), "Cold.", OPERATOR);
    }

    private World world;
    private Orders second;

    @BeforeAll
    void open() {
        world = new World();
        second = world.anotherGateway();
    }

    @AfterAll
    void close() {
        world.close();
    }

    @ParameterizedTest
    @EnumSource
    void cancelAgainstACharge(Arrival arrival) {
        Order end = race(arrival, world.in(OrderStatus.PAYMENT_REQUESTED), RacesTest::cancel, RacesTest::chargeLands);
        assertThat(end.status()).isEqualTo(OrderStatus.REFUND_REQUESTED);
        assertThat(end.progress().paymentReference()).isEqualTo("charge-1");
        assertThat(world.refunded(end, RefundOutcome.REFUNDED).status()).isEqualTo(OrderStatus.REFUNDED);
    }

    @ParameterizedTest
    @EnumSource
    void cancelAgainstADecline(Arrival arrival) {
        Order end = race(arrival, world.in(OrderStatus.PAYMENT_REQUESTED), RacesTest::cancel, RacesTest::cardDeclined);
        assertThat(end.status()).isEqualTo(OrderStatus.CANCELLED);
    }

    @ParameterizedTest
    @EnumSource
    void theDeadlineAgainstACharge(Arrival arrival) {
        Order end = race(arrival, world.in(OrderStatus.PAYMENT_REQUESTED), RacesTest::expire, RacesTest::chargeLands);
        theFirstDecides(arrival, end, OrderStatus.REFUND_REQUESTED, OrderStatus.PAID);
        assertThat(end.progress().paymentReference()).isEqualTo("charge-1");
    }

    @ParameterizedTest
    @EnumSource
    void aChargeThatLandsWhileItsRefundFindsNone(Arrival arrival) {
        Order requested = world.in(OrderStatus.PAYMENT_REQUESTED);
        await(expire(world.orders, requested));
        Order refunding = world.now(requested);
        // The late charge answers the entry into PAYMENT_REQUESTED, the refund the one into REFUND_REQUESTED.
        Act lateCharge = (orders, order) -> chargeLands(orders, requested);
        Order end = race(arrival, refunding, RacesTest::noneFound, lateCharge);
        assertThat(end.status()).isEqualTo(OrderStatus.REFUND_REQUESTED);
        assertThat(statusVersion(end)).as("entered anew").isGreaterThan(statusVersion(refunding));
        assertThat(world.refunded(end, RefundOutcome.REFUNDED).status()).isEqualTo(OrderStatus.REFUNDED);
    }

    /** What the bank said of the first card comes again while the second is charged. */
    @ParameterizedTest
    @EnumSource
    void theFirstCardsRefusalAgainstTheSecondCardsCharge(Arrival arrival) {
        Order first = world.in(OrderStatus.PAYMENT_REQUESTED);
        await(cardDeclined(world.orders, first));
        Order second = await(world.orders.pay(first.id(), "tok_mastercard", ANNA));
        Act lateRefusal = (orders, order) -> cardDeclined(orders, first);
        Order end = race(arrival, second, lateRefusal, RacesTest::chargeLands);
        assertThat(end.status()).isEqualTo(OrderStatus.PAID);
        assertThat(end.progress().paymentAttempt()).isEqualTo(2);
    }

    /** The bank said no first and took the money all the same. */
    @ParameterizedTest
    @EnumSource
    void cancelAgainstAChargeThatWasSaidToBeDeclined(Arrival arrival) {
        Order requested = world.in(OrderStatus.PAYMENT_REQUESTED);
        await(cardDeclined(world.orders, requested));
        Act lateCharge = (orders, order) -> chargeLands(orders, requested);
        Order end = race(arrival, world.now(requested), RacesTest::cancel, lateCharge);
        assertThat(end.status()).isEqualTo(OrderStatus.REFUND_REQUESTED);
        assertThat(end.progress().paymentReference()).isEqualTo("charge-1");
        assertThat(world.refunded(end, RefundOutcome.REFUNDED).status()).isEqualTo(OrderStatus.REFUNDED);
    }

    @ParameterizedTest
    @EnumSource
    void cancelAgainstThePolicy(Arrival arrival) {
        Order end = race(arrival, world.in(OrderStatus.PAID), RacesTest::cancel, RacesTest::policyApproves);
        theFirstDecides(arrival, end, OrderStatus.REFUND_REQUESTED, OrderStatus.APPROVED);
    }

    @ParameterizedTest
    @EnumSource
    void approvalAgainstItsDeadline(Arrival arrival) {
        Order end = race(arrival, awaitingRestaurant(), RacesTest::approve, RacesTest::expire);
        theFirstDecides(arrival, end, OrderStatus.APPROVED, OrderStatus.REFUND_REQUESTED);
    }

    @ParameterizedTest
    @EnumSource
    void twoScreensOfARestaurant(Arrival arrival) {
        Order end = race(arrival, awaitingRestaurant(), RacesTest::approve, RacesTest::decline);
        theFirstDecides(arrival, end, OrderStatus.APPROVED, OrderStatus.REFUND_REQUESTED);
        assertThat(end.version()).as("one of them changed it").isEqualTo(awaitedVersion + 1);
    }

    @ParameterizedTest
    @EnumSource
    void payingTwice(Arrival arrival) {
        Act pay = (orders, order) -> orders.pay(order.id(), CARD, ANNA);
        Order end = race(arrival, world.in(OrderStatus.VALIDATED), pay, pay);
        assertThat(end.status()).isEqualTo(OrderStatus.PAYMENT_REQUESTED);
        assertThat(end.progress().paymentAttempt()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void aRefundAskedTwice(Arrival arrival) {
        Order order = world.in(OrderStatus.REFUND_REQUESTED);
        Order end = race(arrival, order, RacesTest::refundLands, RacesTest::refund);
        assertThat(end.status()).isEqualTo(OrderStatus.REFUNDED);
        assertThat(end.version()).isEqualTo(order.version() + 1);
    }

    private int awaitedVersion;

    private Order awaitingRestaurant() {
        Order paid = world.in(OrderStatus.PAID);
        await(world.orders.recordApprovals(List.of(
                new ApprovalResult(paid.id(), statusVersion(paid), ApprovalDecision.NEEDS_PERSON, null, null, null))));
        Order awaiting = world.now(paid);
        awaitedVersion = awaiting.version();
        return awaiting;
    }

    /** Each by a gateway of their own; who comes too late may be refused. */
    private Order race(Arrival arrival, Order order, Act one, Act other) {
        Uni<Object> first = quietly(one.apply(world.orders, order));
        Uni<Object> then = quietly(other.apply(second, order));
        switch (arrival) {
            case ONE_FIRST -> await(first.chain(done -> then));
            case OTHER_FIRST -> await(then.chain(done -> first));
            case TOGETHER -> meet(order, List.of(first, then));
        }
        return world.now(order);
    }

    /** Both have begun, and wait for the order's row, before either is given it. */
    private void meet(Order order, List<Uni<Object>> acts) {
        try (Connection obstacle = world.database.connect();
                Statement statement = obstacle.createStatement()) {
            obstacle.setAutoCommit(false);
            statement.execute("select from orders where id = '" + order.id() + "' for update");
            var begun = acts.stream().map(Uni::subscribeAsCompletionStage).toList();
            while (world.number("select count(*) from pg_locks where not granted") < acts.size()
                    && begun.stream().noneMatch(CompletableFuture::isDone)) {
                Thread.onSpinWait();
            }
            obstacle.commit();
            begun.forEach(act -> await(Uni.createFrom().completionStage(act)));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void theFirstDecides(Arrival arrival, Order end, OrderStatus one, OrderStatus other) {
        switch (arrival) {
            case ONE_FIRST -> assertThat(end.status()).isEqualTo(one);
            case OTHER_FIRST -> assertThat(end.status()).isEqualTo(other);
            case TOGETHER -> assertThat(end.status()).isIn(one, other);
        }
    }

    private static Uni<Object> quietly(Uni<?> act) {
        return act.<Object>map(answer -> answer).onFailure(OrderRefused.class).recoverWithItem(refused -> refused);
    }
}
