package dev.tiffin.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tiffin.contract.StepResults.ChargeOutcome;
import dev.tiffin.contract.StepResults.PaymentResult;
import dev.tiffin.contract.StepResults.RefundOutcome;
import dev.tiffin.contract.StepResults.RefundResult;
import dev.tiffin.function.testing.SampleOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaymentPolicyTest {

    private static final UUID ID = UUID.fromString(SampleOrder.ID);
    private static final SampleOrder CHARGE = SampleOrder.in("PAYMENT_REQUESTED")
            .with("paymentMethod", "tok_visa")
            .with("paymentAttempt", 2);
    private static final SampleOrder REFUND = SampleOrder.in("REFUND_REQUESTED");

    private final PaymentPolicy policy = new PaymentPolicy(new InstantPaymentProvider(), Duration.ofMinutes(1));

    @ParameterizedTest
    @CsvSource({"tok_visa", "tok_mastercard"})
    void charges(String method) {
        assertThat(policy.charge(CHARGE.with("paymentMethod", method).snapshot()))
                .isEqualTo(new PaymentResult(
                        ID, 3, 2, ChargeOutcome.CHARGED, "instant_" + ID + "_2", 1980, "EUR", null, null));
    }

    @ParameterizedTest
    @CsvSource({
        "tok_declined, CARD_DECLINED, The card was declined.",
        "tok_insufficient_funds, INSUFFICIENT_FUNDS, The card does not cover the amount.",
        "tok_expired, CARD_EXPIRED, The card has expired.",
        "tok_moon, UNKNOWN_PAYMENT_METHOD, This payment method is not known.",
    })
    void declines(String method, String code, String sentence) {
        assertThat(policy.charge(CHARGE.with("paymentMethod", method).snapshot()))
                .isEqualTo(new PaymentResult(ID, 3, 2, ChargeOutcome.DECLINED, null, 1980, "EUR", code, sentence));
    }

    @ParameterizedTest
    @CsvSource({"paymentMethod,", "paymentAttempt, 0"})
    void chargesNothingWithoutMethodOrAttempt(String path, @Nullable String value) {
        var order = CHARGE.with(path, value).snapshot();
        assertThatThrownBy(() -> policy.charge(order)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void givesAKnownChargeBack() {
        assertThat(policy.refund(REFUND.with("paymentReference", "instant_x_1").snapshot()))
                .isEqualTo(new RefundResult(ID, 3, RefundOutcome.REFUNDED, 1980, "EUR", null, null));
    }

    @Test
    void findsNothingToGiveBackWhenNothingWasCharged() {
        assertThat(policy.refund(REFUND.snapshot()))
                .isEqualTo(new RefundResult(ID, 3, RefundOutcome.NONE_FOUND, 0, "EUR", null, null));
    }

    @Test
    void passesAFinalRefusalOn() {
        var stubborn = new PaymentPolicy(new StubbornProvider(), Duration.ofMinutes(1));
        assertThat(stubborn.refund(REFUND.snapshot()))
                .isEqualTo(new RefundResult(
                        ID, 3, RefundOutcome.REFUSED, 0, "EUR", "TOO_LATE", "The charge is too old to be refunded."));
    }

    @Test
    void mistrustsEventsThatAreOldOrWithoutATime() {
        var now = Instant.parse("2026-01-15T18:30:00Z");
        assertThat(policy.mayBeOutdated(now, now)).isFalse();
        assertThat(policy.mayBeOutdated(now.minusSeconds(60), now)).isFalse();
        assertThat(policy.mayBeOutdated(now.minusSeconds(61), now)).isTrue();
        assertThat(policy.mayBeOutdated(now.plusSeconds(5), now)).isFalse();
        assertThat(policy.mayBeOutdated(null, now)).isTrue();
    }

    private static final class StubbornProvider implements PaymentProvider {
        @Override
        public Charge charge(UUID orderId, int attempt, long amount, String currency, String method) {
            throw new AssertionError("Nobody asked for a charge");
        }

        @Override
        public Refund refund(UUID orderId, @Nullable String reference, long amount, String currency) {
            return new Refund.Refused("TOO_LATE", "The charge is too old to be refunded.");
        }
    }
}
