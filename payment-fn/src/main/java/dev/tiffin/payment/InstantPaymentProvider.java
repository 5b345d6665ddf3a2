package dev.tiffin.payment;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Moves no money at all, and at once: for first steps and benchmarks. It keeps no ledger, so the test token alone
 * decides a charge, the charge's name follows from order and attempt, and a refund believes the reference that the
 * order has.
 */
final class InstantPaymentProvider implements PaymentProvider {

    private static final Charge UNKNOWN =
            new Charge.Declined("UNKNOWN_PAYMENT_METHOD", "This payment method is not known.");

    private static final Map<String, Charge> DECLINED = Map.of(
            "tok_declined", new Charge.Declined("CARD_DECLINED", "The card was declined."),
            "tok_insufficient_funds", new Charge.Declined("INSUFFICIENT_FUNDS", "The card does not cover the amount."),
            "tok_expired", new Charge.Declined("CARD_EXPIRED", "The card has expired."));

    @Override
    public Charge charge(Wanted wanted) {
        return switch (wanted.method()) {
            case "tok_visa", "tok_mastercard" ->
                new Charge.Charged(
                        "instant_" + wanted.orderId() + "_" + wanted.attempt(), wanted.amount(), wanted.currency());
            default -> DECLINED.getOrDefault(wanted.method(), UNKNOWN);
        };
    }

    /** Nothing is kept, so there is nothing to find; charging again is the same charge. */
    @Override
    public Optional<Charge> find(Wanted wanted) {
        return Optional.empty();
    }

    @Override
    public Refund refund(UUID orderId, @Nullable String reference, long amount, String currency) {
        return reference == null ? new Refund.NoneFound() : new Refund.Refunded(amount, currency);
    }
}
