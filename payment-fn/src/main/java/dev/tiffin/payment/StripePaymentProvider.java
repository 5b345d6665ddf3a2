package dev.tiffin.payment;

import com.stripe.Stripe;
import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.net.RequestOptions;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentSearchParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Stripe, through its own library. A charge is a PaymentIntent that is made and confirmed in one request, under the
 * idempotency key {@code <order>:charge:<attempt>} and with parameters that come from the order alone, so that a
 * repeated request is word for word the same. Order and attempt are its metadata, by which it is found again.
 *
 * <p>The library is told not to repeat anything by itself: what may be repeated, {@link PaymentPolicy} says.
 */
final class StripePaymentProvider implements PaymentProvider {

    static final String ORDER = "order_id";
    static final String ATTEMPT = "attempt";

    private static final String SUCCEEDED = "succeeded";

    /** An order has a handful of attempts; more than a page of them would be read on. */
    private static final long PAGE = 100;

    private final StripeClient client;

    private StripePaymentProvider(StripeClient client) {
        this.client = client;
    }

    static StripePaymentProvider of(PaymentConfig.Stripe config) {
        Stripe.enableTelemetry = false;
        return new StripePaymentProvider(StripeClient.builder()
                .setApiKey(StripeKey.of(config))
                .setApiBase(config.url().toString().replaceAll("/+$", ""))
                .setConnectTimeout(Math.toIntExact(config.connectTimeout().toMillis()))
                .setReadTimeout(Math.toIntExact(config.readTimeout().toMillis()))
                .setMaxNetworkRetries(0)
                .build());
    }

    @Override
    public Charge charge(Wanted wanted) {
        var parameters = PaymentIntentCreateParams.builder()
                .setAmount(wanted.amount())
                .setCurrency(wanted.currency().toLowerCase(Locale.ROOT))
                .setPaymentMethod(paymentMethod(wanted.method()))
                .addPaymentMethodType("card")
                .setConfirm(true)
                .setOffSession(true)
                .setErrorOnRequiresAction(true)
                .putMetadata(ORDER, wanted.orderId().toString())
                .putMetadata(ATTEMPT, String.valueOf(wanted.attempt()))
                .build();
        var options = keyed(wanted.orderId() + ":charge:" + wanted.attempt());
        try {
            return ended(client.v1().paymentIntents().create(parameters, options))
                    .orElseThrow(() -> StripeFailures.underWay(null));
        } catch (StripeException e) {
            return StripeFailures.declined(e).orElseThrow(() -> StripeFailures.of(e));
        }
    }

    /** Stripe's test tokens and its test cards go by the same names: {@code tok_visa}, {@code pm_card_visa}. */
    private static String paymentMethod(String method) {
        return method.startsWith("tok_") ? "pm_card_" + method.substring("tok_".length()) : method;
    }

    @Override
    public Optional<Charge> find(Wanted wanted) {
        Optional<Charge> declined = Optional.empty();
        for (var intent : intents("metadata['%s']:'%s' AND metadata['%s']:'%d'"
                .formatted(ORDER, wanted.orderId(), ATTEMPT, wanted.attempt()))) {
            var ended = ended(intent).orElseThrow(() -> StripeFailures.underWay(null));
            if (ended instanceof Charge.Charged) {
                return Optional.of(ended);
            }
            declined = Optional.of(ended);
        }
        return declined;
    }

    /** Empty while it is still going on. */
    private static Optional<Charge> ended(PaymentIntent intent) {
        return switch (intent.getStatus()) {
            case SUCCEEDED ->
                Optional.of(new Charge.Charged(
                        intent.getId(), intent.getAmountReceived(), upperCase(intent.getCurrency())));
            case "requires_payment_method", "requires_action", "canceled" ->
                Optional.of(StripeFailures.declined(intent.getLastPaymentError()));
            default -> Optional.empty();
        };
    }

    @Override
    public Refund refund(UUID orderId, @Nullable String reference, long amount, String currency) {
        long back = 0;
        for (var intent : charges(orderId, reference)) {
            var refund = refund(orderId, intent);
            if (refund instanceof Refund.Refused) {
                return refund;
            }
            back += intent.getAmountReceived();
        }
        return back == 0 ? new Refund.NoneFound() : new Refund.Refunded(back, currency);
    }

    /** Found by metadata; the one that the order knows of also by its name, in case the index is behind. */
    private List<PaymentIntent> charges(UUID orderId, @Nullable String reference) {
        var charges = new ArrayList<PaymentIntent>();
        for (var intent : intents("metadata['%s']:'%s'".formatted(ORDER, orderId))) {
            if (ended(intent).isEmpty()) {
                throw StripeFailures.underWay(null);
            }
            if (intent.getStatus().equals(SUCCEEDED)) {
                charges.add(intent);
            }
        }
        if (reference != null
                && charges.stream().noneMatch(charge -> charge.getId().equals(reference))) {
            named(reference).ifPresent(charges::add);
        }
        return charges;
    }

    private Optional<PaymentIntent> named(String reference) {
        try {
            return Optional.of(client.v1().paymentIntents().retrieve(reference))
                    .filter(intent -> intent.getStatus().equals(SUCCEEDED));
        } catch (StripeException e) {
            if (StripeFailures.isMissing(e)) {
                return Optional.empty();
            }
            throw StripeFailures.of(e);
        }
    }

    private List<PaymentIntent> intents(String query) {
        var parameters = PaymentIntentSearchParams.builder()
                .setQuery(query)
                .setLimit(PAGE)
                .build();
        var found = new ArrayList<PaymentIntent>();
        try {
            client.v1().paymentIntents().search(parameters).autoPagingIterable().forEach(found::add);
        } catch (StripeException e) {
            throw StripeFailures.of(e);
        }
        return found;
    }

    /** The whole of it, whatever part went back already; answers whether that was refused. */
    private Refund refund(UUID orderId, PaymentIntent intent) {
        var parameters = RefundCreateParams.builder()
                .setPaymentIntent(intent.getId())
                .putMetadata(ORDER, orderId.toString())
                .build();
        var options = keyed(orderId + ":refund:" + intent.getId());
        try {
            var known = client.v1()
                    .refunds()
                    .list(RefundListParams.builder()
                            .setPaymentIntent(intent.getId())
                            .setLimit(PAGE)
                            .build())
                    .getData();
            var state = Refunding.of(intent, known);
            if (state == Refunding.WANTED) {
                state = Refunding.of(intent, List.of(client.v1().refunds().create(parameters, options)));
            }
            return switch (state) {
                case BACK -> new Refund.Refunded(intent.getAmountReceived(), upperCase(intent.getCurrency()));
                case FAILED ->
                    new Refund.Refused(
                            "REFUND_FAILED", "The bank did not take the refund of " + intent.getId() + " back.");
                case WANTED, PENDING -> throw StripeFailures.underWay(null);
            };
        } catch (StripeException e) {
            return StripeFailures.refused(e).orElseThrow(() -> StripeFailures.of(e));
        }
    }

    private static RequestOptions keyed(String key) {
        return RequestOptions.builder().setIdempotencyKey(key).build();
    }

    private static String upperCase(String currency) {
        return currency.toUpperCase(Locale.ROOT);
    }
}
