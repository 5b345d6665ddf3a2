package dev.tiffin.payment;

import dev.tiffin.contract.OrderSnapshot;
import dev.tiffin.contract.StepResults.ChargeOutcome;
import dev.tiffin.contract.StepResults.PaymentResult;
import dev.tiffin.contract.StepResults.RefundOutcome;
import dev.tiffin.contract.StepResults.RefundResult;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is asked of the provider for an order, what its answers mean, and when to ask the gateway first. */
final class PaymentPolicy {

    private final PaymentProvider provider;
    private final Duration askWhenOlderThan;

    PaymentPolicy(PaymentProvider provider, Duration askWhenOlderThan) {
        this.provider = provider;
        this.askWhenOlderThan = askWhenOlderThan;
    }

    /**
     * Whether so much may have happened since the event that charging blindly is wrong; so is an event without a
     * time.
     */
    boolean mayBeOutdated(@Nullable Instant eventTime, Instant now) {
        return eventTime == null || eventTime.plus(askWhenOlderThan).isBefore(now);
    }

    /** Charges the order's payment method. */
    PaymentResult charge(OrderSnapshot order) {
        var method = order.paymentMethod();
        if (method == null || order.paymentAttempt() < 1) {
            throw new IllegalArgumentException("no payment method or no attempt");
        }
        return switch (provider.charge(order.id(), order.paymentAttempt(), order.total(), order.currency(), method)) {
            case PaymentProvider.Charge.Charged(String reference, long amount, String currency) ->
                new PaymentResult(
                        order.id(),
                        order.statusVersion(),
                        order.paymentAttempt(),
                        ChargeOutcome.CHARGED,
                        reference,
                        amount,
                        currency,
                        null,
                        null);
            case PaymentProvider.Charge.Declined(String code, String sentence) ->
                new PaymentResult(
                        order.id(),
                        order.statusVersion(),
                        order.paymentAttempt(),
                        ChargeOutcome.DECLINED,
                        null,
                        order.total(),
                        order.currency(),
                        code,
                        sentence);
        };
    }

    /** Gives back what was charged for the order. */
    RefundResult refund(OrderSnapshot order) {
        return switch (provider.refund(order.id(), order.paymentReference(), order.total(), order.currency())) {
            case PaymentProvider.Refund.Refunded(long amount, String currency) ->
                new RefundResult(
                        order.id(), order.statusVersion(), RefundOutcome.REFUNDED, amount, currency, null, null);
            case PaymentProvider.Refund.NoneFound() ->
                new RefundResult(
                        order.id(), order.statusVersion(), RefundOutcome.NONE_FOUND, 0, order.currency(), null, null);
            case PaymentProvider.Refund.Refused(String code, String sentence) ->
                new RefundResult(
                        order.id(), order.statusVersion(), RefundOutcome.REFUSED, 0, order.currency(), code, sentence);
        };
    }
}
