package dev.tiffin.simulator;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Money that went back, or is to.
 *
 * @param id {@code re_...}
 * @param created seconds since 1970
 * @param amount minor units
 * @param currency of the payment
 * @param intent the payment
 * @param status {@code succeeded}, {@code pending} or {@code failed}
 * @param metadata the client's own
 */
record Refund(
        String id,
        long created,
        long amount,
        String currency,
        String intent,
        String status,
        Map<String, String> metadata) {

    static final String FAILED = "failed";

    Refund {
        metadata = Map.copyOf(metadata);
    }

    /** Whether the amount is the customer's again, or on its way. */
    boolean counts() {
        return !status.equals(FAILED);
    }

    JsonObject json() {
        return new JsonObject()
                .put("id", id)
                .put("object", "refund")
                .put("amount", amount)
                .put("charge", "ch_" + intent.substring("pi_".length()))
                .put("created", created)
                .put("currency", currency)
                .put("metadata", new JsonObject(new TreeMap<>(metadata)))
                .put("payment_intent", intent)
                .put("failure_reason", status.equals(FAILED) ? "expired_or_canceled_card" : null)
                .put("status", status);
    }

    /** What {@link #json()} wrote. */
    static Refund of(JsonObject json) {
        return new Refund(
                json.getString("id"),
                json.getLong("created"),
                json.getLong("amount"),
                json.getString("currency"),
                json.getString("payment_intent"),
                json.getString("status"),
                json.getJsonObject("metadata").stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> String.valueOf(entry.getValue()))));
    }
}
