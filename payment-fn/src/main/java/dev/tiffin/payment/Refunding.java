package dev.tiffin.payment;

import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import java.util.List;

/** How far a payment has been given back. */
enum Refunding {
    /** Part of it is still to be asked back. */
    WANTED,
    /** Asked back, and not there yet. */
    PENDING,
    /** All of it is back. */
    BACK,
    /** A refund failed at the bank: a person has to find another way. */
    FAILED;

    private static final String SUCCEEDED = "succeeded";

    /** Given all refunds of the payment; one that failed counts only while the money is not back another way. */
    static Refunding of(PaymentIntent intent, List<Refund> refunds) {
        if (sum(refunds, List.of(SUCCEEDED)) >= intent.getAmountReceived()) {
            return BACK;
        }
        if (refunds.stream().anyMatch(refund -> List.of("failed", "canceled").contains(refund.getStatus()))) {
            return FAILED;
        }
        boolean asked = sum(refunds, List.of(SUCCEEDED, "pending", "requires_action")) >= intent.getAmountReceived();
        return asked ? PENDING : WANTED;
    }

    private static long sum(List<Refund> refunds, List<String> statuses) {
        return refunds.stream()
                .filter(refund -> statuses.contains(refund.getStatus()))
                .mapToLong(Refund::getAmount)
                .sum();
    }
}
