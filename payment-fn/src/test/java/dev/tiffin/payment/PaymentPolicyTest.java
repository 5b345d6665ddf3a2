package dev.tiffin.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tiffin.contract.StepResults.ChargeOutcome;
import dev.tiffin.contract.StepResults.PaymentResult;
import dev.tiffin.contract.StepResults.RefundOutcome;
import dev.tiffin.contract.StepResults.RefundResult;
import dev.tiffin.function.testing.SampleOrder;
import dev.tiffin.payment.PaymentPolicy.Patience;
import dev.tiffin.payment.PaymentProvider.Charge;
import dev.tiffin.payment.PaymentProvider.OutcomeUnknown;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaymentPolicyTest {

    private static final UUID ID = UUID.fromString(SampleOrder.ID);
    private static final SampleOrder CHARGE = SampleOrder.in("PAYMENT_REQUESTED")
            .with("paymentMethod", "tok_visa")
            .with("paymentAttempt", 2);
    private static final Charge CHARGED = new Charge.Charged("pi_1", 1980, "EUR");
    private static final SampleOrder REFUND = SampleOrder.in("REFUND_REQUESTED");

    private static final Instant NOW = Instant.parse("2026-01-15T18:30:00Z");
    private static final Patience PATIENCE =
            new Patience(Duration.ofMinutes(1), Duration.ofSeconds(10), Duration.ofMinutes(10), Duration.ofMinutes(1));

    private final PaymentPolicy policy = new PaymentPolicy(new InstantPaymentProvider(), PATIENCE);
    private final ScriptedProvider provider = new ScriptedProvider();
    private final PaymentPolicy scripted = new PaymentPolicy(provider, PATIENCE);

    @ParameterizedTest
    @CsvSource({"tok_visa", "tok_mastercard"})
    void charges(String method) {
        assertThat(policy.charge(CHARGE.with("paymentMethod", method).snapshot(), NOW, NOW))
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
        assertThat(policy.charge(CHARGE.with("paymentMethod", method).snapshot(), NOW, NOW))
                .isEqualTo(new PaymentResult(ID, 3, 2, ChargeOutcome.DECLINED, null, 1980, "EUR", code, sentence));
    }

    @ParameterizedTest
    @CsvSource({"paymentMethod,", "paymentAttempt, 0"})
    void chargesNothingWithoutMethodOrAttempt(String path, @Nullable String value) {
        var order = CHARGE.with(path, value).snapshot();
        assertThatThrownBy(() -> policy.charge(order, NOW, NOW)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void chargesAYoungEventWithoutLookingFirst() {
        provider.charging = () -> CHARGED;
        scripted.charge(CHARGE.snapshot(), NOW.minusSeconds(10), NOW);
        assertThat(provider.asked).containsExactly("charge");
    }

    @Test
    void looksFirstWhenAnEventIsOlder() {
        provider.finding = () -> Optional.of(CHARGED);
        var result = scripted.charge(CHARGE.snapshot(), NOW.minusSeconds(11), NOW);
        assertThat(result.outcome()).isEqualTo(ChargeOutcome.CHARGED);
        assertThat(provider.asked).containsExactly("find");
    }

    @Test
    void chargesWhatItDidNotFind() {
        provider.charging = () -> CHARGED;
        scripted.charge(CHARGE.snapshot(), null, NOW);
        assertThat(provider.asked).containsExactly("find", "charge");
    }

    @Test
    void looksUpWhatItGotNoAnswerTo() {
        provider.finding = () -> Optional.of(CHARGED);
        var result = scripted.charge(CHARGE.snapshot(), NOW, NOW);
        assertThat(result.paymentReference()).isEqualTo("pi_1");
        assertThat(provider.asked).containsExactly("charge", "find");
    }

    @Test
    void leavesOpenWhatNobodyKnowsYet() {
        assertThatThrownBy(() -> scripted.charge(CHARGE.snapshot(), NOW.minusSeconds(600), NOW))
                .isInstanceOf(OutcomeUnknown.class);
        assertThat(provider.asked).containsExactly("find", "charge", "find");
    }

    @Test
    void tellsAPersonWhenNobodyKnowsForTooLong() {
        var result = scripted.charge(CHARGE.snapshot(), NOW.minusSeconds(601), NOW);
        assertThat(result.outcome()).isEqualTo(ChargeOutcome.UNKNOWN);
    }

    @Test
    void neverTrustsKeysForMoreThanTwentyHours() {
        var tooLong = Duration.ofHours(20).plusSeconds(1);
        assertThatThrownBy(() -> new Patience(Duration.ofMinutes(1), tooLong, Duration.ZERO, Duration.ZERO))
                .hasMessageContaining("tiffin.payment.look-up-when-older-than");
    }

    @Test
    void givesAKnownChargeBack() {
        assertThat(policy.refund(REFUND.with("paymentReference", "instant_x_1").snapshot(), NOW, NOW))
                .contains(new RefundResult(ID, 3, RefundOutcome.REFUNDED, 1980, "EUR", null, null));
    }

    @Test
    void believesThatNothingWasChargedOnlyAfterAWhile() {
        assertThat(policy.refund(REFUND.snapshot(), NOW.minusSeconds(60), NOW)).isEmpty();
        assertThat(policy.refund(REFUND.snapshot(), NOW.minusSeconds(61), NOW))
                .contains(new RefundResult(ID, 3, RefundOutcome.NONE_FOUND, 0, "EUR", null, null));
    }

    @Test
    void passesAFinalRefusalOn() {
        assertThat(scripted.refund(REFUND.snapshot(), NOW, NOW))
                .contains(new RefundResult(
                        ID, 3, RefundOutcome.REFUSED, 0, "EUR", "TOO_LATE", "The charge is too old to be refunded."));
    }

    @Test
    void mistrustsEventsThatAreOldOrWithoutATime() {
        assertThat(policy.mayBeOutdated(NOW, NOW)).isFalse();
        assertThat(policy.mayBeOutdated(NOW.minusSeconds(60), NOW)).isFalse();
        assertThat(policy.mayBeOutdated(NOW.minusSeconds(61), NOW)).isTrue();
        assertThat(policy.mayBeOutdated(NOW.plusSeconds(5), NOW)).isFalse();
        assertThat(policy.mayBeOutdated(null, NOW)).isTrue();
    }

    /** Gives no answer to charges and knows of none, unless told otherwise. */
    private static final class ScriptedProvider implements PaymentProvider {
        private final List<String> asked = new ArrayList<>();
        private Supplier<Charge> charging = () -> {
            throw new OutcomeUnknown("no answer", new IOException());
        };
        private Supplier<Optional<Charge>> finding = Optional::empty;

        @Override
        public Charge charge(Wanted wanted) {
            asked.add("charge");
            return charging.get();
        }

        @Override
        public Optional<Charge> find(Wanted wanted) {
            asked.add("find");
            return finding.get();
        }

        @Override
        public Refund refund(UUID orderId, @Nullable String reference, long amount, String currency) {
            return new Refund.Refused("TOO_LATE", "The charge is too old to be refunded.");
        }
    }
}
