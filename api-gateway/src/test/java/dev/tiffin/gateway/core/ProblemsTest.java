package dev.tiffin.gateway.core;

import static dev.tiffin.gateway.core.World.ANNA;
import static dev.tiffin.gateway.core.World.OPERATOR;
import static dev.tiffin.gateway.core.World.await;
import static dev.tiffin.gateway.core.World.statusVersion;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tiffin.contract.OrderStatus;
import dev.tiffin.contract.StepResults.ChargeOutcome;
import dev.tiffin.contract.StepResults.Outcome;
import dev.tiffin.contract.StepResults.PaymentResult;
import dev.tiffin.contract.StepResults.RefundOutcome;
import dev.tiffin.gateway.Problems;
import dev.tiffin.gateway.order.Order;
import dev.tiffin.gateway.order.OrderRefused;
import dev.tiffin.gateway.order.Problem;
import dev.tiffin.gateway.order.Problem.Kind;
import dev.tiffin.gateway.order.Refusal;
import dev.tiffin.gateway.store.DeadlineTable;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What went wrong is seen by whoever can help, and by nobody any more when it is over. */
class ProblemsTest {

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aChargeOfWhichNobodyKnowsIsAProblemUntilSomebodyDoes() {
        Order order = world.in(OrderStatus.PAYMENT_REQUESTED);

        assertThat(unknown(order)).isEqualTo(Outcome.RETRY);
        assertThat(unknown(order)).isEqualTo(Outcome.RETRY);
        assertThat(world.now(order)).as("the order stays as it is").isEqualTo(order);
        assertThat(problems()).containsExactly(Kind.UNDECIDED);

        world.paid(order, "charge-1");
        assertThat(problems()).isEmpty();
    }

    @Test
    void anOperatorWhoFindsTheChargeSettlesIt() {
        Order order = world.in(OrderStatus.PAYMENT_REQUESTED);
        unknown(order);

        Order settled = await(world.orders.settle(order.id(), "charge-1", OPERATOR));

        assertThat(settled.status()).isEqualTo(OrderStatus.PAID);
        assertThat(settled.progress().changedBy()).isEqualTo("operator:op");
        assertThat(problems()).isEmpty();
        world.paid(order, "charge-1");
        assertThat(world.now(order))
                .as("what the provider says at last is known")
                .isEqualTo(settled);
    }

    @Test
    void anOperatorWhoFindsNoChargeLetsTheCustomerPayAgain() {
        Order order = world.in(OrderStatus.PAYMENT_REQUESTED);
        unknown(order);

        Order settled = await(world.orders.settle(order.id(), null, OPERATOR));

        assertThat(settled.status()).isEqualTo(OrderStatus.VALIDATED);
        assertThat(settled.progress().reasonCode()).isEqualTo("PAYMENT_NOT_FOUND");
        assertThat(problems()).isEmpty();
        world.paid(order, "charge-1");
        assertThat(world.now(order).status())
                .as("they were wrong, and no money is lost")
                .isEqualTo(OrderStatus.REFUND_REQUESTED);
    }

    @Test
    void aWishToCancelDecidesWhenItIsSettled() {
        Order charged = world.in(OrderStatus.PAYMENT_REQUESTED);
        Order free = world.in(OrderStatus.PAYMENT_REQUESTED);
        await(world.orders.cancel(charged.id(), null, ANNA));
        await(world.orders.cancel(free.id(), null, ANNA));
        unknown(charged);
        unknown(free);
        assertThat(await(world.orders.settle(charged.id(), "charge-1", OPERATOR))
                        .status())
                .isEqualTo(OrderStatus.REFUND_REQUESTED);
        assertThat(await(world.orders.settle(free.id(), null, OPERATOR)).status())
                .isEqualTo(OrderStatus.CANCELLED);
    }

    @Test
    void aRefundByHandEndsTheProblem() {
        Order order = world.in(OrderStatus.REFUND_REQUESTED);
        world.refunded(order, RefundOutcome.REFUSED);

        Order ended = await(world.orders.confirmRefund(order.id(), "By bank transfer.", OPERATOR));

        assertThat(ended.status()).isEqualTo(OrderStatus.REFUNDED);
        assertThat(ended.progress().reason()).isEqualTo("By bank transfer.");
        assertThat(problems()).isEmpty();
    }

    @Test
    void aRefundThatTheProviderMayStillMakeIsNotConfirmed() {
        Order order = world.in(OrderStatus.REFUND_REQUESTED);
        assertNotAllowedNow(world.orders.confirmRefund(order.id(), "In cash.", OPERATOR))
                .hasMessageContaining("as soon as orderProblems names it as REFUND_FAILED");
        assertThat(world.now(order)).isEqualTo(order);
    }

    @Test
    void aChargeThatIsUnderWayIsNotSettled() {
        Order order = world.in(OrderStatus.PAYMENT_REQUESTED);
        assertNotAllowedNow(world.orders.settle(order.id(), null, OPERATOR))
                .hasMessageContaining("as soon as orderProblems names the order as UNDECIDED");
        assertThat(world.now(order)).isEqualTo(order);
    }

    /** Another charge turned up: payment-fn is at it again, and the problem was that of the refund before. */
    @Test
    void aProblemThatIsOverLetsNobodyConfirm() {
        Order order = world.in(OrderStatus.REFUND_REQUESTED);
        world.refunded(order, RefundOutcome.REFUSED);
        world.paid(order, "charge-2");
        assertNotAllowedNow(world.orders.confirmRefund(order.id(), "In cash.", OPERATOR));
    }

    @Test
    void aRefundThatIsConfirmedTwiceWasMadeOnce() {
        Order order = world.in(OrderStatus.REFUND_REQUESTED);
        world.refunded(order, RefundOutcome.REFUSED);
        Order ended = await(world.orders.confirmRefund(order.id(), "In cash.", OPERATOR));
        assertThat(await(world.orders.confirmRefund(order.id(), "In cash.", OPERATOR)))
                .isEqualTo(ended);
    }

    @Test
    void whoeverGaveMoneyBackThatTheProviderGaveBackTooIsTold() {
        Order order = world.in(OrderStatus.REFUND_REQUESTED);
        world.refunded(order, RefundOutcome.REFUSED);
        world.refunded(order, RefundOutcome.REFUNDED);
        assertNotAllowedNow(world.orders.confirmRefund(order.id(), "In cash.", OPERATOR));
    }

    /** Otherwise it would wait for ever: the person who was told has nothing to press. */
    @Test
    void itsDeadlineEndsItAllTheSame() throws Exception {
        Order order = world.in(OrderStatus.PAYMENT_REQUESTED);
        unknown(order);
        await(world.orders.expire(List.of(new DeadlineTable.Due(order.id(), statusVersion(order)))));
        assertThat(world.now(order).status()).isEqualTo(OrderStatus.REFUND_REQUESTED);
        assertThat(problems()).isEmpty();
    }

    @Test
    void aRefundThatIsRefusedForGoodIsAProblem() {
        world.refunded(world.in(OrderStatus.REFUND_REQUESTED), RefundOutcome.REFUSED);
        assertThat(problems()).containsExactly(Kind.REFUND_FAILED);
    }

    @Test
    void aDeadLetterIsAProblemWhileTheOrderStandsThere() throws Exception {
        Order order = world.in(OrderStatus.PAID);
        try (var session = world.database.connect();
                var statement = session.createStatement()) {
            statement.execute("insert into dead_letter (order_id, version, event_type, attempts, state) values ('"
                    + order.id() + "', " + order.version() + ", 'dev.tiffin.order.paid', 24, 'OPEN')");
        }
        assertThat(problems()).containsExactly(Kind.STALLED);
        world.approved(order);
        assertThat(problems()).isEmpty();
    }

    @Test
    void customersAreToldOfTheirOwn() {
        world.in(OrderStatus.REFUNDED);
        world.in(OrderStatus.REFUND_REQUESTED);
        world.in(OrderStatus.CANCELLED);
        assertThat(await(world.orders.problems(ANNA, 10)))
                .extracting(Problem::kind)
                .containsExactly(Kind.REFUND_REQUESTED, Kind.REFUNDED);
    }

    @Test
    void whoeverWatchesSeesEachOnce() {
        Order first = world.in(OrderStatus.PAYMENT_REQUESTED);
        unknown(first);
        var watcher = new Problems(world.orders).watch().subscribe().withSubscriber(AssertSubscriber.create(10));
        watcher.awaitItems(1);
        Order second = world.in(OrderStatus.PAYMENT_REQUESTED);
        unknown(second);
        watcher.awaitItems(2);
        watcher.cancel();
        assertThat(watcher.getItems())
                .extracting(problem -> problem.order().id())
                .containsExactly(first.id(), second.id());
    }

    private static AbstractThrowableAssert<?, OrderRefused> assertNotAllowedNow(Uni<Order> act) {
        var refused = catchThrowableOfType(OrderRefused.class, () -> await(act));
        assertThat(refused).extracting(OrderRefused::code).isEqualTo(Refusal.NOT_ALLOWED_NOW);
        return assertThat(refused);
    }

    private List<Kind> problems() {
        return await(world.orders.problems(OPERATOR, 10)).stream()
                .map(Problem::kind)
                .toList();
    }

    private Outcome unknown(Order order) {
        return await(world.orders.recordPayments(List.of(new PaymentResult(
                        order.id(),
                        statusVersion(order),
                        1,
                        ChargeOutcome.UNKNOWN,
                        null,
                        order.placement().total(),
                        "EUR",
                        null,
                        null))))
                .getFirst()
                .outcome();
    }
}
