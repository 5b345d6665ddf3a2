package dev.tiffin.payment;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Moves money. Every call may be repeated: the same order and attempt is the same charge, however often it is asked
 * for. May block; called on a worker thread. Whatever is thrown but {@link OutcomeUnknown} is a fault that may pass.
 */
interface PaymentProvider {

    /**
     * Money to be taken; the same for the same order and attempt, always.
     *
     * @param orderId the order
     * @param attempt number of the charge for this order, from 1
     * @param amount minor units of {@code currency}
     * @param currency ISO 4217 code
     * @param method the provider's token of the customer's card
     */
    record Wanted(UUID orderId, int attempt, long amount, String currency, String method) {}

    /** How a charge ended. */
    sealed interface Charge {

        /** The money was taken: this much, under this name. */
        record Charged(String reference, long amount, String currency) implements Charge {}

        /** The provider said no, with a code and a sentence for the customer. */
        record Declined(String code, String sentence) implements Charge {}
    }

    /** How a refund ended. */
    sealed interface Refund {

        /** Every charge there was went back, this much in all. */
        record Refunded(long amount, String currency) implements Refund {}

        /** There was no charge. */
        record NoneFound() implements Refund {}

        /** The provider said no for good, with a code and a sentence. */
        record Refused(String code, String sentence) implements Refund {}
    }

    /** The provider may have taken the money or not: nobody knows until it is looked up. */
    final class OutcomeUnknown extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OutcomeUnknown(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Takes money for an order.
     *
     * @throws OutcomeUnknown when the answer did not come, or does not say
     */
    Charge charge(Wanted wanted);

    /** How this charge ended, if it was asked for before and the provider knows of it already. */
    Optional<Charge> find(Wanted wanted);

    /**
     * Gives back every charge for an order.
     *
     * @param reference the charge that the order knows of; absent when none was recorded, which does not say that there
     *     was none
     * @param amount the order's total, minor units of {@code currency}
     */
    Refund refund(UUID orderId, @Nullable String reference, long amount, String currency);
}
