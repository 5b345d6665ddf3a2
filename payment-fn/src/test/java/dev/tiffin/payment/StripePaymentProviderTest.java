package dev.tiffin.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tiffin.function.Fault;
import dev.tiffin.payment.PaymentProvider.Charge;
import dev.tiffin.payment.PaymentProvider.OutcomeUnknown;
import dev.tiffin.payment.PaymentProvider.Refund;
import dev.tiffin.payment.PaymentProvider.Wanted;
import dev.tiffin.simulator.TestSimulator;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stripe's library against the simulator; what counts is what its ledger says in the end. */
class StripePaymentProviderTest {

    @TempDir
    Path folder;

    private final UUID order = UUID.randomUUID();
    private TestSimulator simulator;
    private PaymentProvider provider;

    @BeforeEach
    void start() {
        simulator = TestSimulator.on(folder.resolve("ledger"));
        provider = provider("sk_test_secret");
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @ParameterizedTest
    @CsvSource({"tok_visa", "tok_mastercard", "pm_card_amex"})
    void chargesOnceHoweverOftenItIsAsked(String method) {
        var charged = provider.charge(wanted(1, method));
        assertThat(charged).isInstanceOfSatisfying(Charge.Charged.class, charge -> {
            assertThat(charge.amount()).isEqualTo(1980);
            assertThat(charge.currency()).isEqualTo("EUR");
        });
        assertThat(provider.charge(wanted(1, method))).isEqualTo(charged);
        assertThat(provider.find(wanted(1, method))).contains(charged);
        assertThat(provider.find(wanted(2, method))).isEmpty();
        assertThat(simulator.charged(order)).containsExactly(1980L);
    }

    @ParameterizedTest
    @CsvSource({
        "tok_declined, CARD_DECLINED",
        "tok_insufficient_funds, INSUFFICIENT_FUNDS",
        "tok_expired, CARD_EXPIRED",
        "tok_chargeDeclinedProcessingError, PROCESSING_ERROR",
        "tok_authenticationRequired, AUTHENTICATION_REQUIRED",
    })
    void tellsWhyACardIsDeclined(String method, String code) {
        var declined = provider.charge(wanted(1, method));
        assertThat(declined)
                .isInstanceOfSatisfying(
                        Charge.Declined.class, no -> assertThat(no.code()).isEqualTo(code));
        assertThat(provider.find(wanted(1, method))).contains(declined);
        assertThat(provider.charge(wanted(2, "tok_visa"))).isInstanceOf(Charge.Charged.class);
        assertThat(simulator.charged(order)).containsExactly(1980L);
    }

    @Test
    void declinesACardThatDoesNotExist() {
        assertThat(provider.charge(wanted(1, "tok_moon")))
                .isEqualTo(new Charge.Declined("UNKNOWN_PAYMENT_METHOD", "This payment method is not known."));
    }

    @ParameterizedTest
    @CsvSource({"tok_charge_no_answer", "tok_charge_error", "tok_slow"})
    void doesNotKnowWhatWasNotAnsweredButFindsIt(String method) {
        assertThatThrownBy(() -> provider.charge(wanted(1, method))).isInstanceOf(OutcomeUnknown.class);
        assertThat(provider.find(wanted(1, method))).get().isInstanceOf(Charge.Charged.class);
        assertThat(simulator.charged(order)).containsExactly(1980L);
    }

    @Test
    void findsNothingWhereNothingWasCharged() {
        assertThatThrownBy(() -> provider.charge(wanted(1, "tok_error"))).isInstanceOf(OutcomeUnknown.class);
        assertThat(provider.find(wanted(1, "tok_error"))).isEmpty();
        assertThat(provider.refund(order, null, 1980, "EUR")).isEqualTo(new Refund.NoneFound());
    }

    @Test
    void comesThroughWhenTheServiceIsBack() {
        assertThatThrownBy(() -> provider.charge(wanted(1, "tok_fail_2"))).isInstanceOf(OutcomeUnknown.class);
        assertThatThrownBy(() -> provider.charge(wanted(1, "tok_fail_2"))).isInstanceOf(OutcomeUnknown.class);
        assertThat(provider.charge(wanted(1, "tok_fail_2"))).isInstanceOf(Charge.Charged.class);
    }

    @Test
    void repeatsItselfWhenTheProviderIsAway() {
        provider.charge(wanted(1, "tok_visa"));
        simulator.close();
        assertThatThrownBy(() -> provider.charge(wanted(1, "tok_visa")))
                .isInstanceOfAny(Fault.class, OutcomeUnknown.class);
        simulator.start();
        assertThat(provider.charge(wanted(1, "tok_visa"))).isInstanceOf(Charge.Charged.class);
        assertThat(simulator.charged(order)).containsExactly(1980L);
    }

    @Test
    void givesEveryChargeOfTheOrderBackOnce() {
        provider.charge(wanted(1, "tok_visa"));
        provider.charge(wanted(2, "tok_declined"));
        provider.charge(wanted(3, "tok_mastercard"));
        for (int i = 0; i < 2; i++) {
            assertThat(provider.refund(order, null, 1980, "EUR")).isEqualTo(new Refund.Refunded(3960, "EUR"));
        }
        assertThat(simulator.refunded(order)).containsExactly(1980L, 1980L);
    }

    @Test
    void givesAKnownChargeBackAlthoughTheIndexIsBehind() {
        var charged = (Charge.Charged) provider.charge(wanted(1, "tok_visa"));
        simulator.searchLag(Duration.ofMinutes(1));
        assertThat(provider.refund(order, null, 1980, "EUR")).isEqualTo(new Refund.NoneFound());
        assertThat(provider.refund(order, charged.reference(), 1980, "EUR"))
                .isEqualTo(new Refund.Refunded(1980, "EUR"));
    }

    @Test
    void passesOnThatARefundFailed() {
        provider.charge(wanted(1, "tok_refundFail"));
        for (int i = 0; i < 2; i++) {
            assertThat(provider.refund(order, null, 1980, "EUR"))
                    .isInstanceOfSatisfying(
                            Refund.Refused.class, no -> assertThat(no.code()).isEqualTo("REFUND_FAILED"));
        }
        assertThat(simulator.refunded(order)).isEmpty();
    }

    @Test
    void waitsForARefundThatIsOnItsWay() {
        provider.charge(wanted(1, "tok_pendingRefund"));
        assertThatThrownBy(() -> provider.refund(order, null, 1980, "EUR")).isInstanceOf(Fault.class);
        assertThatThrownBy(() -> provider.refund(order, null, 1980, "EUR")).isInstanceOf(Fault.class);
        assertThat(simulator.refunded(order)).containsExactly(1980L);
    }

    @Test
    void showsTheKeyToNobody() {
        assertThatThrownBy(() -> provider("sk_live_hidden").charge(wanted(1, "tok_visa")))
                .isInstanceOf(Fault.class)
                .satisfies(e -> assertThat(e.toString() + e.getCause()).doesNotContain("hidden"));
    }

    private Wanted wanted(int attempt, @Nullable String method) {
        return new Wanted(order, attempt, 1980, "EUR", String.valueOf(method));
    }

    private PaymentProvider provider(String key) {
        return StripePaymentProvider.of(new SmallRyeConfigBuilder()
                .withMapping(PaymentConfig.class)
                .withDefaultValue("tiffin.payment.stripe.url", simulator.url().toString())
                .withDefaultValue("tiffin.payment.stripe.secret-key", key)
                .withDefaultValue("tiffin.payment.stripe.read-timeout", "PT2S")
                .build()
                .getConfigMapping(PaymentConfig.class)
                .stripe());
    }
}
