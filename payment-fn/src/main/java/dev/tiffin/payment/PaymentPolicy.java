package dev.tiffin.payment;

import dev.tiffin.contract.OrderSnapshot;
import dev.tiffin.contract.StepResults.ChargeOutcome;
import dev.tiffin.contract.StepResults.PaymentResult;
import dev.tiffin.contract.StepResults.RefundOutcome;
import dev.tiffin.contract.StepResults.RefundResult;
import dev.tiffin.payment.PaymentProvider.Charge;
import dev.tiffin.payment.PaymentProvider.OutcomeUnknown;
import dev.tiffin.payment.PaymentProvider.Refund;
import dev.tiffin.payment.PaymentProvider.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the provider for an order, what its answers mean, and when to ask before money is moved:
 *
 * <pre>
 *   an event asks for a charge
 *     │ older than a minute: does the gateway still want it? ── no ──▶ nothing to record
 *     │ older than ten seconds, so it may have been tried: look it up ── found ──▶ how it ended
 *     ▼
 *   charge, under a key made of order and attempt ──▶ how it ended
 *     │ the outcome is unknown: look it up ── found ──▶ how it ended
 *     ▼
 *   not known yet: the event comes again, and is older then; after ten minutes a person is told, too
 * </pre>
 *
 * Two nets, since each has a hole: the provider forgets keys after a day, and its index of what was charged is behind
 * by a minute. A second charge would have to fall through both.
 */
final class PaymentPolicy {

    /** Keys are remembered for 24 hours; four are left for clocks that differ and answers that take their time. */
    static final Duration LONGEST_TRUST_IN_KEYS = Duration.ofHours(20);

    private final PaymentProvider provider;
    private final Patience patience;

    /**
     * How old an event must be for what.
     *
     * @param gateway to ask the gateway whether the charge is still wanted
     * @param lookUp to ask the provider whether it was made
     * @param undecided to call an unknown outcome a problem
     * @param noneFound to believe that there is nothing to refund
     */
    record Patience(Duration gateway, Duration lookUp, Duration undecided, Duration noneFound) {
        Patience {
            if (lookUp.compareTo(LONGEST_TRUST_IN_KEYS) > 0) {
                throw new IllegalArgumentException(
                        "tiffin.payment.look-up-when-older-than may be 20 hours at most, and is " + lookUp);
            }
        }

        static Patience of(PaymentConfig config) {
            return new Patience(
                    config.askWhenOlderThan(),
                    config.lookUpWhenOlderThan(),
                    config.undecidedAfter(),
                    // What keeps nothing has no index that could be behind.
                    config.provider() == PaymentConfig.Provider.INSTANT ? Duration.ZERO : config.noneFoundAfter());
        }
    }

    PaymentPolicy(PaymentProvider provider, Patience patience) {
        this.provider = provider;
        this.patience = patience;
    }

    /** Whether so much may have happened since the event that moving money blindly is wrong. */
    boolean mayBeOutdated(@Nullable Instant eventTime, Instant now) {
        return isOlder(eventTime, patience.gateway, now);
    }

    /** An event without a time may be as old as you like. */
    private static boolean isOlder(@Nullable Instant eventTime, Duration than, Instant now) {
        return eventTime == null || eventTime.plus(than).isBefore(now);
    }

    /**
     * Charges the order's payment method.
     *
     * @throws OutcomeUnknown when the event had better come again
     */
    PaymentResult charge(OrderSnapshot order, @Nullable Instant eventTime, Instant now) {
        var method = order.paymentMethod();
        if (method == null || order.paymentAttempt() < 1) {
            throw new IllegalArgumentException("no payment method or no attempt");
        }
        var wanted = new Wanted(order.id(), order.paymentAttempt(), order.total(), order.currency(), method);
        var made = isOlder(eventTime, patience.lookUp, now) ? provider.find(wanted) : Optional.<Charge>empty();
        if (made.isPresent()) {
            return result(order, made.get());
        }
        try {
            return result(order, provider.charge(wanted));
        } catch (OutcomeUnknown e) {
            return lookedUp(order, wanted, e, isOlder(eventTime, patience.undecided, now));
        }
    }

    private PaymentResult lookedUp(OrderSnapshot order, Wanted wanted, OutcomeUnknown unknown, boolean overdue) {
        var found = provider.find(wanted);
        if (found.isPresent()) {
            return result(order, found.get());
        }
        if (overdue) {
            return notCharged(order, ChargeOutcome.UNKNOWN, null, null);
        }
        throw unknown;
    }

    private static PaymentResult result(OrderSnapshot order, Charge charge) {
        return switch (charge) {
            case Charge.Charged(String reference, long amount, String currency) ->
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
            case Charge.Declined(String code, String sentence) ->
                notCharged(order, ChargeOutcome.DECLINED, code, sentence);
        };
    }

    /** What was asked for, and why it was not done, as far as that is known. */
    private static PaymentResult notCharged(
            OrderSnapshot order, ChargeOutcome outcome, @Nullable String code, @Nullable String sentence) {
        return new PaymentResult(
                order.id(),
                order.statusVersion(),
                order.paymentAttempt(),
                outcome,
                null,
                order.total(),
                order.currency(),
                code,
                sentence);
    }

    /**
     * Gives back what was charged for the order; empty when it is too early to believe that there is nothing, and the
     * event had better come again.
     */
    Optional<RefundResult> refund(OrderSnapshot order, @Nullable Instant eventTime, Instant now) {
        return switch (provider.refund(order.id(), order.paymentReference(), order.total(), order.currency())) {
            case Refund.Refunded(long amount, String currency) ->
                result(order, RefundOutcome.REFUNDED, amount, currency, null);
            case Refund.NoneFound none ->
                order.paymentReference() == null && !isOlder(eventTime, patience.noneFound, now)
                        ? Optional.empty()
                        : result(order, RefundOutcome.NONE_FOUND, 0, order.currency(), null);
            case Refund.Refused refused -> result(order, RefundOutcome.REFUSED, 0, order.currency(), refused);
        };
    }

    private static Optional<RefundResult> result(
            OrderSnapshot order, RefundOutcome outcome, long amount, String currency, Refund.@Nullable Refused why) {
        return Optional.of(new RefundResult(
                order.id(),
                order.statusVersion(),
                outcome,
                amount,
                currency,
                why == null ? null : why.code(),
                why == null ? null : why.sentence()));
    }
}
