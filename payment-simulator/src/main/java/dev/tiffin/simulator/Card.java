package dev.tiffin.simulator;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a test card does. A card is named {@code pm_card_<name>}; the names of Stripe's own test cards do what they do
 * there, and these are ours:
 *
 * <pre>
 *   declined, insufficient_funds, expired   are declined, for that reason
 *   slow                                    is charged; the answer takes tiffin.simulator.slow
 *   fail_3                                  is answered 503 three times, by request and key, and then charged
 *   charge_no_answer                        is charged; whoever asks to charge it never gets an answer
 *   charge_error                            is charged; the answer is a 500, which its key repeats
 *   error                                   is not charged; the answer is a 500, which its key repeats
 * </pre>
 *
 * @param error why it is declined
 * @param refusals how many times the service is unavailable first
 * @param answer whether and how a charge is answered
 * @param refund the status of its refunds
 */
record Card(@Nullable CardError error, int refusals, Manner answer, String refund) {

    /** How a charge is answered. */
    enum Manner {
        AT_ONCE,
        SLOWLY,
        NEVER,
        WITH_AN_ERROR,
        WITH_AN_ERROR_UNCHARGED
    }

    private static final Pattern NAME = Pattern.compile("pm_card_(?:visa_)?(\\w+)");
    private static final Pattern FAILING = Pattern.compile("fail_(\\d{1,3})");
    private static final Card GOOD = new Card(null, 0, Manner.AT_ONCE, "succeeded");

    private static final Map<String, Card> CARDS = Map.ofEntries(
            Map.entry("visa", GOOD),
            Map.entry("visa_debit", GOOD),
            Map.entry("mastercard", GOOD),
            Map.entry("amex", GOOD),
            Map.entry("refundFail", GOOD.refunds(Refund.FAILED)),
            Map.entry("pendingRefund", GOOD.refunds("pending")),
            Map.entry("chargeDeclined", declined("card_declined", "generic_decline", "Your card was declined.")),
            Map.entry("declined", declined("card_declined", "generic_decline", "Your card was declined.")),
            Map.entry("chargeDeclinedInsufficientFunds", insufficientFunds()),
            Map.entry("insufficient_funds", insufficientFunds()),
            Map.entry("chargeDeclinedLostCard", declined("card_declined", "lost_card", "Your card was declined.")),
            Map.entry("chargeDeclinedExpiredCard", expired()),
            Map.entry("expired", expired()),
            Map.entry(
                    "chargeDeclinedProcessingError",
                    declined("processing_error", null, "An error occurred while processing your card.")),
            Map.entry(
                    "authenticationRequired",
                    declined("authentication_required", "authentication_required", "The card needs authentication.")),
            Map.entry("slow", GOOD.answers(Manner.SLOWLY)),
            Map.entry("charge_no_answer", GOOD.answers(Manner.NEVER)),
            Map.entry("charge_error", GOOD.answers(Manner.WITH_AN_ERROR)),
            Map.entry("error", GOOD.answers(Manner.WITH_AN_ERROR_UNCHARGED)));

    /** The card of that name. */
    static Optional<Card> named(String paymentMethod) {
        var name = NAME.matcher(paymentMethod);
        if (!name.matches()) {
            return Optional.empty();
        }
        var failing = FAILING.matcher(name.group(1));
        return failing.matches()
                ? Optional.of(new Card(null, Integer.parseInt(failing.group(1)), Manner.AT_ONCE, "succeeded"))
                : Optional.ofNullable(CARDS.get(name.group(1)));
    }

    private static Card declined(String code, @Nullable String declineCode, String message) {
        return new Card(new CardError(code, declineCode, message), 0, Manner.AT_ONCE, "succeeded");
    }

    private static Card insufficientFunds() {
        return declined("card_declined", "insufficient_funds", "Your card has insufficient funds.");
    }

    private static Card expired() {
        return declined("expired_card", null, "Your card has expired.");
    }

    private Card answers(Manner manner) {
        return new Card(error, refusals, manner, refund);
    }

    private Card refunds(String status) {
        return new Card(error, refusals, answer, status);
    }
}
