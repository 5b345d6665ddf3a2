package dev.tiffin.simulator;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Why a card was not charged.
 *
 * @param code Stripe's error code
 * @param declineCode the bank's reason, where it gave one
 * @param message for the developer
 */
record CardError(String code, @Nullable String declineCode, String message) {

    JsonObject json() {
        return new JsonObject()
                .put("type", "card_error")
                .put("code", code)
                .put("decline_code", declineCode)
                .put("message", message);
    }

    /** What {@link #json()} wrote. */
    static CardError of(JsonObject json) {
        return new CardError(json.getString("code"), json.getString("decline_code"), json.getString("message"));
    }
}
