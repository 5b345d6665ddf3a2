package dev.tiffin.simulator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One payment, with the part of Stripe's PaymentIntent that is used here. It never changes: what is refunded stands in
 * the refunds.
 *
 * @param id {@code pi_...}
 * @param created seconds since 1970
 * @param amount minor units
 * @param currency ISO 4217, lower case
 * @param metadata the client's own
 * @param paymentMethod the card
 * @param error why nothing was charged; absent when the amount was
 */
record Intent(
        String id,
        long created,
        long amount,
        String currency,
        Map<String, String> metadata,
        String paymentMethod,
        @Nullable CardError error) {

    static final String SUCCEEDED = "succeeded";

    Intent {
        metadata = Map.copyOf(metadata);
    }

    String status() {
        return error == null ? SUCCEEDED : "requires_payment_method";
    }

    boolean charged() {
        return error == null;
    }

    /** The charge that belongs to it, whether it succeeded or not. */
    String charge() {
        return "ch_" + id.substring("pi_".length());
    }

    Instant createdAt() {
        return Instant.ofEpochSecond(created);
    }

    JsonObject json() {
        return new JsonObject()
                .put("id", id)
                .put("object", "payment_intent")
                .put("amount", amount)
                .put("amount_capturable", 0)
                .put("amount_received", charged() ? amount : 0)
                .put("capture_method", "automatic")
                .put("confirmation_method", "automatic")
                .put("created", created)
                .put("currency", currency)
                .put("last_payment_error", error == null ? null : error.json())
                .put("latest_charge", charge())
                .put("livemode", false)
                .put("metadata", new JsonObject(new TreeMap<>(metadata)))
                .put("payment_method", paymentMethod)
                .put("payment_method_types", new JsonArray().add("card"))
                .put("status", status());
    }

    /** What {@link #json()} wrote. */
    static Intent of(JsonObject json) {
        var error = json.getJsonObject("last_payment_error");
        return new Intent(
                json.getString("id"),
                json.getLong("created"),
                json.getLong("amount"),
                json.getString("currency"),
                json.getJsonObject("metadata").stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> String.valueOf(entry.getValue()))),
                json.getString("payment_method"),
                error == null ? null : CardError.of(error));
    }
}
