package dev.tiffin.payment;

import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.CardException;
import com.stripe.exception.StripeException;
import com.stripe.model.StripeError;
import dev.tiffin.function.Fault;
import dev.tiffin.payment.PaymentProvider.Charge;
import dev.tiffin.payment.PaymentProvider.OutcomeUnknown;
import dev.tiffin.payment.PaymentProvider.Refund;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What Stripe's errors mean. Its messages stay out of logs and answers: one of them quotes the key.
 *
 * <pre>
 *   402, a card that does not exist     no, for the customer: another card may be tried
 *   no connection, 401, 403, 429        nothing was begun; the event comes again (503)
 *   409                                 the same is being worked on; the event comes again
 *   no answer, 5xx                      unknown: it is looked up
 *   another content for a known key     unknown, and a bug of ours or somebody else's work
 *   any other 4xx                       the event can never be worked on: a dead letter
 * </pre>
 */
final class StripeFailures {

    private static final Logger LOG = Logger.getLogger(StripeFailures.class);

    private StripeFailures() {}

    /** The provider's no to a charge, if that is what it is. */
    static Optional<Charge> declined(StripeException e) {
        if (e instanceof CardException card) {
            return Optional.of(declined(card.getCode(), card.getDeclineCode()));
        }
        var error = e.getStripeError();
        boolean noSuchCard = "resource_missing".equals(e.getCode())
                && error != null
                && Objects.equals(error.getParam(), "payment_method");
        return noSuchCard
                ? Optional.of(new Charge.Declined("UNKNOWN_PAYMENT_METHOD", "This payment method is not known."))
                : Optional.empty();
    }

    /** The same, as it stands in a payment that was looked up. */
    static Charge declined(@Nullable StripeError error) {
        return error == null ? declined(null, null) : declined(error.getCode(), error.getDeclineCode());
    }

    private static Charge declined(@Nullable String code, @Nullable String declineCode) {
        return switch (Objects.requireNonNullElse(declineCode, Objects.requireNonNullElse(code, ""))) {
            case "insufficient_funds" ->
                new Charge.Declined("INSUFFICIENT_FUNDS", "The card does not cover the amount.");
            case "expired_card" -> new Charge.Declined("CARD_EXPIRED", "The card has expired.");
            case "authentication_required" ->
                new Charge.Declined("AUTHENTICATION_REQUIRED", "The card's bank wants to ask you first.");
            case "processing_error" ->
                new Charge.Declined("PROCESSING_ERROR", "The card could not be charged. You can try it again.");
            default -> new Charge.Declined("CARD_DECLINED", "The card was declined.");
        };
    }

    /** The provider's no to a refund, if that is what it is: nobody can repeat it into a yes. */
    static Optional<Refund> refused(StripeException e) {
        boolean forGood = status(e) == 400 && !isAboutTheKey(e) && !"charge_already_refunded".equals(e.getCode());
        return forGood
                ? Optional.of(new Refund.Refused(
                        "REFUND_REFUSED",
                        "The payment provider refuses the refund (" + e.getCode() + ", " + e.getRequestId() + ")."))
                : Optional.empty();
    }

    static boolean isMissing(StripeException e) {
        return status(e) == 404;
    }

    /** What is to be thrown. */
    static RuntimeException of(StripeException e) {
        int status = status(e);
        LOG.warnf("The payment provider answered %d %s to %s", status, e.getCode(), e.getRequestId());
        if (e instanceof ApiConnectionException && neverArrived(e.getCause())) {
            return Fault.passing("The payment provider cannot be reached");
        }
        if (status == 0 || status >= 500 || isAboutTheKey(e)) {
            return new OutcomeUnknown("The payment provider gave no answer that can be believed", e);
        }
        return switch (status) {
            case 401, 403 -> Fault.passing("The payment provider refuses our key");
            case 429 -> Fault.passing("The payment provider is asked too often");
            case 409 -> underWay(e);
            case 400 ->
                "charge_already_refunded".equals(e.getCode())
                        ? underWay(e)
                        : Fault.unusable("The payment provider cannot use the request: " + e.getCode());
            default -> Fault.unusable("The payment provider cannot use the request: " + e.getCode());
        };
    }

    /** It goes on at this moment: whoever asks again will learn how it ended. */
    static RuntimeException underWay(@Nullable StripeException e) {
        return Fault.later("The payment provider is still at work on this order");
    }

    private static boolean isAboutTheKey(StripeException e) {
        var error = e.getStripeError();
        return status(e) == 400 && error != null && "idempotency_error".equals(error.getType());
    }

    private static boolean neverArrived(@Nullable Throwable cause) {
        return cause instanceof ConnectException || cause instanceof UnknownHostException;
    }

    private static int status(StripeException e) {
        return Objects.requireNonNullElse(e.getStatusCode(), 0);
    }
}
