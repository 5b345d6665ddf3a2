package dev.tiffin.simulator;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** {@code /v1/payment_intents}: created and confirmed in one request, looked up, searched, listed. */
final class PaymentIntents {

    private static final Pattern CLAUSE = Pattern.compile("(?:metadata\\['([^']+)'\\]|(status)):'([^']*)'");
    private static final Pattern AND = Pattern.compile("\\s+AND\\s+");

    private final Ledger ledger;
    private final InstantSource clock;
    private final Supplier<String> ids;
    private final SimulatorConfig config;

    PaymentIntents(Ledger ledger, InstantSource clock, Supplier<String> ids, SimulatorConfig config) {
        this.ledger = ledger;
        this.clock = clock;
        this.ids = ids;
        this.config = config;
    }

    Desk.Done create(Request request) {
        var amount = request.parameter("amount")
                .filter(text -> text.matches("\\d{1,8}"))
                .map(Long::valueOf);
        var currency = request.parameter("currency").filter(text -> text.matches("[a-zA-Z]{3}"));
        var method = request.parameter("payment_method");
        if (amount.isEmpty() || currency.isEmpty() || method.isEmpty()) {
            return Desk.Done.nothing(Reply.invalid("parameter_missing", "Required: amount, currency, payment_method."));
        }
        if (!request.parameter("confirm").equals(Optional.of("true"))) {
            return Desk.Done.nothing(Reply.invalid(null, "In this simulator payments are confirmed as they are made."));
        }
        if (amount.get() < 1) {
            return Desk.Done.nothing(Reply.invalid("amount_too_small", "The amount must be greater than 0."));
        }
        var card = Card.named(method.get());
        if (card.isEmpty()) {
            return Desk.Done.nothing(Reply.error(
                    400,
                    new JsonObject()
                            .put("type", "invalid_request_error")
                            .put("code", "resource_missing")
                            .put("param", "payment_method")
                            .put("message", "No such PaymentMethod: '" + method.get() + "'")));
        }
        return created(request, amount.get(), currency.get().toLowerCase(Locale.ROOT), card.get());
    }

    private Desk.Done created(Request request, long amount, String currency, Card card) {
        var intent = new Intent(
                "pi_" + ids.get(),
                clock.instant().getEpochSecond(),
                amount,
                currency,
                request.metadata(),
                request.parameter("payment_method").orElseThrow(),
                card.error());
        return switch (card.answer()) {
            case WITH_AN_ERROR_UNCHARGED -> new Desk.Done(broken(), null, null, true);
            case WITH_AN_ERROR -> new Desk.Done(broken(), intent, null, true);
            case NEVER -> new Desk.Done(Reply.of(intent.json()).in(Reply.Manner.LOST), intent, null, true);
            case SLOWLY ->
                new Desk.Done(Reply.of(intent.json()).in(new Reply.Manner(config.slow(), false)), intent, null, true);
            case AT_ONCE -> new Desk.Done(reply(intent), intent, null, true);
        };
    }

    private static Reply reply(Intent intent) {
        var error = intent.error();
        return error == null
                ? Reply.of(intent.json())
                : Reply.error(402, error.json().put("payment_intent", intent.json()));
    }

    private static Reply broken() {
        return Reply.error(500, "api_error", null, "An unknown error occurred.");
    }

    Reply retrieve(String id) {
        return ledger.intent(id)
                .map(intent -> Reply.of(intent.json()))
                .orElseGet(() -> Reply.error(
                        404, "invalid_request_error", "resource_missing", "No such payment_intent: '" + id + "'"));
    }

    /** Newest first. */
    Reply list(Request request) {
        return Listing.page(request, "/v1/payment_intents", ledger.intents(), Intent::id, Intent::json);
    }

    /** By metadata and status, joined by AND; newest first. It finds only what is older than the index's lag. */
    Reply search(Request request) {
        var query = request.parameter("query").orElse("");
        var clauses = List.of(AND.split(query.strip()));
        if (!clauses.stream().allMatch(clause -> CLAUSE.matcher(clause).matches())) {
            return Reply.invalid(null, "This simulator searches by metadata and status, joined by AND.");
        }
        var indexed = clock.instant().minus(config.searchLag());
        var found = ledger.intents().stream()
                .filter(intent -> config.searchLag().equals(Duration.ZERO)
                        || !intent.createdAt().isAfter(indexed))
                .filter(intent -> clauses.stream().allMatch(clause -> matches(intent, clause)))
                .toList();
        return Listing.search(request, "/v1/payment_intents/search", found, Intent::json);
    }

    private static boolean matches(Intent intent, String clause) {
        var parts = CLAUSE.matcher(clause);
        if (!parts.matches()) {
            return false;
        }
        return parts.group(2) != null
                ? intent.status().equals(parts.group(3))
                : parts.group(3).equals(intent.metadata().get(parts.group(1)));
    }
}
