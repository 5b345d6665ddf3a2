package dev.tiffin.payment;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Moves money. Every call may be repeated: the same order and attempt is the same charge, however often it is asked
 * for. May block; called on a worker thread. Throws when the answer is not known, and is then asked again.
 */
interface PaymentProvider {

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

    /**
     * Takes money for an order.
     *
     * @param attempt number of the charge for this order, from 1
     * @param amount minor units of {@code currency}
     * @param method the provider's token of the customer's card
     */
    Charge charge(UUID orderId, int attempt, long amount, String currency, String method);

    /**
     * Gives back every charge for an order.
     *
     * @param reference the charge that the order knows of; absent when none was recorded, which does not say that there
     *     was none
     * @param amount the order's total, minor units of {@code currency}
     */
    Refund refund(UUID orderId, @Nullable String reference, long amount, String currency);
}
