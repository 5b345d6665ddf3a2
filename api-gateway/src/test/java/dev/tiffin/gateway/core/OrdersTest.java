package dev.tiffin.gateway.core;

import static dev.tiffin.gateway.core.World.ANNA;
import static dev.tiffin.gateway.core.World.CARD;
import static dev.tiffin.gateway.core.World.OPERATOR;
import static dev.tiffin.gateway.core.World.await;
import static dev.tiffin.gateway.core.World.charged;
import static dev.tiffin.gateway.core.World.statusVersion;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tiffin.contract.OrderStatus;
import dev.tiffin.contract.Role;
import dev.tiffin.contract.StepResults.Outcome;
import dev.tiffin.contract.StepResults.PaymentResult;
import dev.tiffin.contract.StepResults.RefundOutcome;
import dev.tiffin.contract.StepResults.ValidationResult;
import dev.tiffin.gateway.order.Actor;
import dev.tiffin.gateway.order.Order;
import dev.tiffin.gateway.order.OrderRefused;
import dev.tiffin.gateway.order.Refusal;
import dev.tiffin.gateway.order.TimelineEntry;
import dev.tiffin.gateway.store.DeadlineTable;
import io.smallrye.mutiny.Uni;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Commands and results on a real database. */
class OrdersTest {

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void anOrderGoesAllTheWay() {
        Order approved = world.in(OrderStatus.APPROVED);
        assertThat(world.assign(approved, "agent-03", "agent-04").outcome()).isEqualTo(Outcome.APPLIED);
        Actor agent = Actor.of(Role.AGENT, "agent-03");
        await(world.orders.pickUp(approved.id(), agent));

        Order delivered = await(world.orders.deliver(approved.id(), agent));

        assertThat(delivered.status()).isEqualTo(OrderStatus.DELIVERED);
        assertThat(await(world.orders.timelines(Set.of(delivered.id()))).get(delivered.id()))
                .extracting(TimelineEntry::status)
                .containsExactly(
                        OrderStatus.PLACED,
                        OrderStatus.VALIDATED,
                        OrderStatus.PAYMENT_REQUESTED,
                        OrderStatus.PAID,
                        OrderStatus.APPROVED,
                        OrderStatus.ASSIGNED,
                        OrderStatus.PICKED_UP,
                        OrderStatus.DELIVERED);
        assertThat(world.heard)
                .as("every version was announced, once, in order")
                .extracting(Order::version)
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(await(world.city.agents(Set.of("agent-03"))).get("agent-03").load())
                .isZero();
    }

    @Test
    void aRepeatedResultChangesNothing() {
        Order placed = world.place();
        var result = new ValidationResult(placed.id(), 1, List.of());

        var first = await(world.orders.recordValidations(List.of(result))).getFirst();
        var again = await(world.orders.recordValidations(List.of(result, result)));

        assertThat(first.outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(again).allMatch(one -> one.outcome() == Outcome.ALREADY_APPLIED && one.version() == 2);
        assertThat(world.now(placed).version()).isEqualTo(2);
    }

    @Test
    void aResultForAnUnknownOrderIsSaidToBe() {
        var outcome = await(
                        world.orders.recordValidations(List.of(new ValidationResult(UUID.randomUUID(), 1, List.of()))))
                .getFirst();

        assertThat(outcome.outcome()).isEqualTo(Outcome.UNKNOWN_ORDER);
        assertThat(outcome.version()).isZero();
    }

    @Test
    void aChargeOfAnotherAmountIsRefusedAndTheOthersOfItsListAreRecorded() {
        Order good = world.in(OrderStatus.PAYMENT_REQUESTED);
        Order bad = world.in(OrderStatus.PAYMENT_REQUESTED);
        PaymentResult wrong = charged(bad, "charge-2");
        wrong = new PaymentResult(
                wrong.orderId(),
                wrong.statusVersion(),
                wrong.paymentAttempt(),
                wrong.outcome(),
                wrong.paymentReference(),
                1,
                "EUR",
                null,
                null);
        List<PaymentResult> list = List.of(charged(good, "charge-1"), wrong);

        assertThatThrownBy(() -> await(world.orders.recordPayments(list)))
                .isInstanceOfSatisfying(
                        OrderRefused.class, no -> assertThat(no.code()).isEqualTo(Refusal.INVALID_INPUT));

        assertThat(world.now(good).status()).isEqualTo(OrderStatus.PAID);
        assertThat(world.now(bad)).isEqualTo(bad);
    }

    @Test
    void aForeignOrderIsNotFound() {
        Order order = world.in(OrderStatus.VALIDATED);
        Actor bob = Actor.of(Role.CUSTOMER, "bob");

        assertThat(await(world.orders.find(order.id(), bob))).isEmpty();
        for (UUID id : List.of(order.id(), UUID.randomUUID())) {
            assertThatThrownBy(() -> await(world.orders.pay(id, CARD, bob)))
                    .isInstanceOfSatisfying(
                            OrderRefused.class, no -> assertThat(no.code()).isEqualTo(Refusal.ORDER_NOT_FOUND));
        }
    }

    @Test
    void payAllPaysWhatWaitsForThisCustomer() {
        Order first = world.in(OrderStatus.VALIDATED);
        Order second = world.in(OrderStatus.VALIDATED);
        world.in(OrderStatus.CANCELLED);

        List<Order> paid = await(world.orders.payAll(CARD, ANNA));

        assertThat(paid).extracting(Order::id).containsExactlyInAnyOrder(first.id(), second.id());
        assertThat(paid).allMatch(order -> order.status() == OrderStatus.PAYMENT_REQUESTED);
        assertThat(await(world.orders.payAll(CARD, ANNA))).isEmpty();
    }

    @Test
    void cancelBeforeThePaymentIsAWish() {
        Order asked = world.in(OrderStatus.PAYMENT_REQUESTED);

        Order wished = await(world.orders.cancel(asked.id(), "Changed my mind.", ANNA));
        Order paid = world.paid(asked, "charge-1");

        assertThat(wished.status()).isEqualTo(OrderStatus.PAYMENT_REQUESTED);
        assertThat(wished.progress().statusVersion())
                .as("the charge still counts")
                .isEqualTo(statusVersion(asked));
        assertThat(paid.status()).isEqualTo(OrderStatus.REFUND_REQUESTED);
        assertThat(world.refunded(paid, RefundOutcome.REFUNDED).status()).isEqualTo(OrderStatus.REFUNDED);
    }

    @Test
    void cancelAfterThePaymentAsksForARefund() {
        Order paid = world.in(OrderStatus.PAID);

        Order cancelled = await(world.orders.cancel(paid.id(), null, ANNA));

        assertThat(cancelled.status()).isEqualTo(OrderStatus.REFUND_REQUESTED);
    }

    @Test
    void whicheverComesFirstACancelledOrderKeepsNoMoney() {
        List<Order> asked = Stream.generate(() -> world.in(OrderStatus.PAYMENT_REQUESTED))
                .limit(20)
                .toList();

        List<Uni<Void>> race = new ArrayList<>();
        for (Order order : asked) {
            race.add(world.orders.cancel(order.id(), null, ANNA).replaceWithVoid());
            race.add(world.orders
                    .recordPayments(List.of(charged(order, "charge-" + order.id())))
                    .replaceWithVoid());
        }
        Collections.shuffle(race, new Random(7));
        await(Uni.join().all(race).andCollectFailures());

        assertThat(asked).allSatisfy(order -> {
            Order now = world.now(order);
            assertThat(now.status()).isEqualTo(OrderStatus.REFUND_REQUESTED);
            assertThat(now.progress().paymentReference()).isEqualTo("charge-" + order.id());
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"CANCELLED", "REFUNDED"})
    void aChargeThatLandsLateGoesBack(OrderStatus ended) {
        Order order = world.in(ended);

        Order charged = world.paid(order, "charge-late");

        assertThat(charged.status()).isEqualTo(OrderStatus.REFUND_REQUESTED);
        assertThat(charged.progress().paymentReference()).isEqualTo("charge-late");
        assertThat(charged.progress().refundedAt()).isNull();
    }

    @Test
    void aChargeDuringARefundBeginsTheRefundAnew() {
        Order asked = world.in(OrderStatus.PAYMENT_REQUESTED);
        await(world.orders.expire(List.of(new DeadlineTable.Due(asked.id(), statusVersion(asked)))));
        Order refunding = world.now(asked);
        assertThat(refunding.status()).isEqualTo(OrderStatus.REFUND_REQUESTED);

        Order anew = world.paid(asked, "charge-late");

        assertThat(anew.status()).isEqualTo(OrderStatus.REFUND_REQUESTED);
        assertThat(statusVersion(anew)).isGreaterThan(statusVersion(refunding)).isEqualTo(anew.version());
        assertThat(world.refunded(refunding, RefundOutcome.NONE_FOUND))
                .as("what was looked for before the charge was there does not close the order")
                .isEqualTo(anew);
        assertThat(world.refunded(anew, RefundOutcome.REFUNDED).status()).isEqualTo(OrderStatus.REFUNDED);
    }

    @Test
    void aRefundRefusedForGoodWaitsForAnOperator() throws SQLException {
        Order refunding = world.in(OrderStatus.REFUND_REQUESTED);

        Order same = world.refunded(refunding, RefundOutcome.REFUSED);
        world.refunded(refunding, RefundOutcome.REFUSED);

        assertThat(same).as("the order itself does not change").isEqualTo(refunding);
        assertThat(await(world.orders.waitingFor(OPERATOR, 10))).containsExactly(refunding);
        assertThat(await(world.orders.deadlines(Set.of(refunding.id())))
                        .get(refunding.id())
                        .raisedAt())
                .isNotNull();

        world.refunded(refunding, RefundOutcome.REFUNDED);
        assertThat(await(world.orders.waitingFor(OPERATOR, 10))).isEmpty();
    }

    @Test
    void aChangeByPlainSqlIsSeen() {
        Order order = world.in(OrderStatus.VALIDATED);
        world.database.execute(
                "update orders set reason_code = 'NOTE', reason = 'By hand.' where id = '" + order.id() + "'");

        Order paid = await(world.orders.pay(order.id(), CARD, ANNA));

        assertThat(paid.version()).isEqualTo(order.version() + 2);
        assertThat(await(world.orders.versions(order.id(), order.version())))
                .extracting(entry -> entry.progress().changedBy())
                .containsExactly("sql:postgres", "customer:anna");
    }

    @Test
    void unstorableTextIsRefusedBeforeAnythingIsDone() {
        Order order = world.in(OrderStatus.VALIDATED);

        assertThatThrownBy(() -> await(world.orders.pay(order.id(), "tok\0", ANNA)))
                .isInstanceOfSatisfying(
                        OrderRefused.class, no -> assertThat(no.code()).isEqualTo(Refusal.INVALID_INPUT));
        assertThatThrownBy(() -> await(world.orders.cancel(order.id(), "\ud800", ANNA)))
                .isInstanceOf(OrderRefused.class);
        assertThat(world.now(order)).isEqualTo(order);
    }
}
