package dev.tiffin.gateway.order;

import static dev.tiffin.gateway.order.Sample.CUSTOMER;
import static dev.tiffin.gateway.order.Sample.ID;
import static dev.tiffin.gateway.order.Sample.NOW;
import static dev.tiffin.gateway.order.Sample.REFERENCE;
import static dev.tiffin.gateway.order.Sample.STATUS_VERSION;
import static dev.tiffin.gateway.order.Sample.edit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.contract.OrderStatus;
import dev.tiffin.contract.Role;
import dev.tiffin.contract.StepResults.ChargeOutcome;
import dev.tiffin.contract.StepResults.Outcome;
import dev.tiffin.contract.StepResults.PaymentResult;
import dev.tiffin.contract.StepResults.RefundOutcome;
import dev.tiffin.contract.StepResults.RefundResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Money that was taken is either kept for food or goes back; it is never explained away. */
class MoneyTest {

    private static final Actor PAYMENT = Actor.function(Role.PAYMENT_FN);

    @Test
    void anExpectedChargePaysTheOrder() {
        Progress paid = change(Sample.in(OrderStatus.PAYMENT_REQUESTED), charged(STATUS_VERSION, "charge-9"));

        assertThat(paid.status()).isEqualTo(OrderStatus.PAID);
        assertThat(paid.paymentReference()).isEqualTo("charge-9");
        assertThat(paid.paidAt()).isEqualTo(NOW);
    }

    @Test
    void aWishToCancelWaitsForTheChargeAndThenGivesItBack() {
        Progress wished = cancelled(Sample.in(OrderStatus.PAYMENT_REQUESTED));
        Order wishing = new Order(Sample.PLACEMENT, wished);

        assertThat(wished.status()).isEqualTo(OrderStatus.PAYMENT_REQUESTED);
        assertThat(wished.cancelRequestedAt()).isEqualTo(NOW);

        Progress charged = change(wishing, charged(STATUS_VERSION, "charge-9"));
        assertThat(charged.status()).isEqualTo(OrderStatus.REFUND_REQUESTED);
        assertThat(charged.paymentReference()).isEqualTo("charge-9");
        assertThat(charged.reasonCode()).isEqualTo("CANCELLED_BY_CUSTOMER");
    }

    @Test
    void aWishToCancelIsFulfilledByADecline() {
        Order wishing = new Order(Sample.PLACEMENT, cancelled(Sample.in(OrderStatus.PAYMENT_REQUESTED)));

        Progress declined = change(wishing, declined());

        assertThat(declined.status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(declined.reasonCode()).isEqualTo("CANCELLED_BY_CUSTOMER");
    }

    @Test
    void aWishToCancelOutlivesTheDeadline() {
        Order wishing = new Order(Sample.PLACEMENT, cancelled(Sample.in(OrderStatus.PAYMENT_REQUESTED)));

        Progress expired = ((Decision.Change)
                        StateMachine.decide(wishing, new Command.Expire(STATUS_VERSION), Actor.DEADLINE, NOW))
                .next();

        assertThat(expired.status()).isEqualTo(OrderStatus.REFUND_REQUESTED);
        assertThat(expired.reasonCode()).isEqualTo("CANCELLED_BY_CUSTOMER");
    }

    @Test
    void afterADeclineAnotherCardMayBeTried() {
        Progress declined = change(Sample.in(OrderStatus.PAYMENT_REQUESTED), declined());

        assertThat(declined.status()).isEqualTo(OrderStatus.VALIDATED);
        assertThat(declined.paymentMethod()).isNull();
        assertThat(declined.reasonCode()).isEqualTo("CARD_DECLINED");
        assertThat(declined.reason()).isEqualTo(Reason.PAYMENT_DECLINED.sentence());
    }

    @ParameterizedTest
    @EnumSource(names = {"PLACED", "VALIDATED", "PAYMENT_REQUESTED", "REJECTED", "CANCELLED"})
    void aLateChargeOfAnUnpaidOrderGoesBack(OrderStatus status) {
        Progress next = change(Sample.in(status), charged(STATUS_VERSION - 1, "charge-9"));

        assertThat(next.status()).isEqualTo(OrderStatus.REFUND_REQUESTED);
        assertThat(next.paymentReference()).isEqualTo("charge-9");
        assertThat(next.paidAt()).isEqualTo(NOW);
        assertThat(next.reasonCode()).isNotNull();
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "PAID",
                "AWAITING_RESTAURANT",
                "APPROVED",
                "ASSIGNED",
                "PICKED_UP",
                "DELIVERED",
                "REFUND_REQUESTED",
                "REFUNDED"
            })
    void anotherChargeOfAPaidOrderGoesBack(OrderStatus status) {
        Progress next = change(Sample.in(status), charged(STATUS_VERSION - 1, "charge-9"));

        assertThat(next.status()).isEqualTo(OrderStatus.REFUND_REQUESTED);
        assertThat(next.paymentReference()).isEqualTo("charge-9");
        assertThat(next.paidAt()).as("the time of the first").isEqualTo(Sample.THEN);
        assertThat(next.refundedAt()).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void aRepeatedChargeChangesNothing(OrderStatus status) {
        Order order = Sample.in(status);
        if (order.progress().paymentReference() == null) {
            order = new Order(
                    Sample.PLACEMENT, edit(order).charged(REFERENCE, NOW).done().next());
        }

        assertThat(StateMachine.decide(order, charged(STATUS_VERSION - 1, REFERENCE), PAYMENT, NOW))
                .isEqualTo(new Decision.Unchanged(Outcome.ALREADY_APPLIED));
    }

    @ParameterizedTest
    @EnumSource
    void aChargeOfAnotherAmountOrCurrencyIsRefused(OrderStatus status) {
        Order order = Sample.in(status);

        assertThat(StateMachine.decide(order, charged("charge-9", 1_899, "EUR"), PAYMENT, NOW))
                .isInstanceOf(Decision.Refused.class);
        assertThat(StateMachine.decide(order, charged("charge-9", 1_900, "USD"), PAYMENT, NOW))
                .isInstanceOf(Decision.Refused.class);
        assertThat(StateMachine.decide(order, charged(null, 1_900, "EUR"), PAYMENT, NOW))
                .isInstanceOf(Decision.Refused.class);
    }

    @Test
    void aRefundThatDoesNotCoverTheTotalIsRefused() {
        Order order = Sample.in(OrderStatus.REFUND_REQUESTED);

        assertThat(StateMachine.decide(order, refund(RefundOutcome.REFUNDED, 1_899), PAYMENT, NOW))
                .isInstanceOf(Decision.Refused.class);
        assertThat(change(order, refund(RefundOutcome.REFUNDED, 3_800)).status())
                .as("two charges went back")
                .isEqualTo(OrderStatus.REFUNDED);
    }

    @Test
    void whereNothingWasChargedACancelledOrderEndsCancelledAndAnyOtherRejected() {
        Order cancelled = new Order(Sample.PLACEMENT, unpaidRefund(Reason.CANCELLED_BY_CUSTOMER));
        Order expired = new Order(Sample.PLACEMENT, unpaidRefund(Reason.PAYMENT_NOT_CONFIRMED_IN_TIME));

        assertThat(change(cancelled, refund(RefundOutcome.NONE_FOUND, 0)).status())
                .isEqualTo(OrderStatus.CANCELLED);
        assertThat(change(expired, refund(RefundOutcome.NONE_FOUND, 0)).status())
                .isEqualTo(OrderStatus.REJECTED);
    }

    @Test
    void aProviderThatForgotARecordedChargeIsAProblem() {
        Decision decision = StateMachine.decide(
                Sample.in(OrderStatus.REFUND_REQUESTED), refund(RefundOutcome.NONE_FOUND, 0), PAYMENT, NOW);

        assertThat(decision).isEqualTo(new Decision.Raise(Outcome.APPLIED));
    }

    private static Progress unpaidRefund(Reason reason) {
        return edit(Sample.in(OrderStatus.PAYMENT_REQUESTED))
                .to(OrderStatus.REFUND_REQUESTED)
                .because(reason)
                .done()
                .next();
    }

    private static Progress cancelled(Order order) {
        return ((Decision.Change) StateMachine.decide(order, new Command.Cancel(null), CUSTOMER, NOW)).next();
    }

    private static Progress change(Order order, Command command) {
        return ((Decision.Change) StateMachine.decide(order, command, PAYMENT, NOW)).next();
    }

    private static Command charged(int statusVersion, String reference) {
        return new Command.RecordPayment(
                new PaymentResult(ID, statusVersion, 1, ChargeOutcome.CHARGED, reference, 1_900, "EUR", null, null));
    }

    private static Command charged(@Nullable String reference, long amount, String currency) {
        return new Command.RecordPayment(new PaymentResult(
                ID, STATUS_VERSION, 1, ChargeOutcome.CHARGED, reference, amount, currency, null, null));
    }

    private static Command declined() {
        return new Command.RecordPayment(new PaymentResult(
                ID, STATUS_VERSION, 1, ChargeOutcome.DECLINED, null, 1_900, "EUR", "CARD_DECLINED", null));
    }

    private static Command refund(RefundOutcome outcome, long amount) {
        return new Command.RecordRefund(new RefundResult(ID, STATUS_VERSION, outcome, amount, "EUR", null, null));
    }
}
