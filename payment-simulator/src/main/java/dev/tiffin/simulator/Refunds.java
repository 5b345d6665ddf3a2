package dev.tiffin.simulator;

import java.time.InstantSource;
import java.util.function.Supplier;

/** {@code /v1/refunds}: made, listed. Never more than was charged goes back. */
final class Refunds {

    private final Ledger ledger;
    private final InstantSource clock;
    private final Supplier<String> ids;

    Refunds(Ledger ledger, InstantSource clock, Supplier<String> ids) {
        this.ledger = ledger;
        this.clock = clock;
        this.ids = ids;
    }

    /** To be called for one refund at a time, till it is written down. */
    Desk.Done create(Request request) {
        var id = request.parameter("payment_intent");
        if (id.isEmpty()) {
            return Desk.Done.nothing(Reply.invalid("parameter_missing", "Required: payment_intent."));
        }
        var intent = ledger.intent(id.get());
        if (intent.isEmpty()) {
            return Desk.Done.nothing(Reply.error(
                    404, "invalid_request_error", "resource_missing", "No such payment_intent: '" + id.get() + "'"));
        }
        return refunded(request, intent.get());
    }

    private Desk.Done refunded(Request request, Intent intent) {
        if (!intent.charged()) {
            return Desk.Done.nothing(Reply.invalid(null, "This PaymentIntent has no successful charge to refund."));
        }
        long left = intent.amount()
                - ledger.refunds(intent.id()).stream()
                        .filter(Refund::counts)
                        .mapToLong(Refund::amount)
                        .sum();
        var amount = request.parameter("amount")
                .filter(text -> text.matches("\\d{1,8}"))
                .map(Long::valueOf)
                .orElse(left);
        if (left == 0) {
            return Desk.Done.nothing(Reply.invalid(
                    "charge_already_refunded", "Charge " + intent.charge() + " has already been refunded."));
        }
        if (amount < 1 || amount > left) {
            return Desk.Done.nothing(Reply.invalid(
                    null, "Refund amount (" + amount + ") is not between 1 and the unrefunded amount (" + left + ")."));
        }
        var refund = new Refund(
                "re_" + ids.get(),
                clock.instant().getEpochSecond(),
                amount,
                intent.currency(),
                intent.id(),
                Card.named(intent.paymentMethod()).map(Card::refund).orElse("succeeded"),
                request.metadata());
        return new Desk.Done(Reply.of(refund.json()), null, refund, true);
    }

    /** Newest first; all, or those of one payment. */
    Reply list(Request request) {
        var refunds = request.parameter("payment_intent").map(ledger::refunds).orElseGet(ledger::refunds);
        return Listing.page(request, "/v1/refunds", refunds, Refund::id, Refund::json);
    }
}
