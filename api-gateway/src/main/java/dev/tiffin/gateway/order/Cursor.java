package dev.tiffin.gateway.order;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/**
 * A place in the list of orders, newest first: just after this order.
 *
 * @param createdAt when the order was placed
 * @param id the order; tells apart what was placed in the same moment
 */
public record Cursor(Instant createdAt, UUID id) {

    /** The cursor of an order. */
    public static Cursor of(Order order) {
        return new Cursor(order.placement().createdAt(), order.id());
    }

    /** Reads what {@link #text} wrote; anything else is refused. */
    public static Cursor parse(String text) {
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            int comma = plain.indexOf(',');
            return new Cursor(
                    Instant.parse(plain.substring(0, Math.max(comma, 0))), UUID.fromString(plain.substring(comma + 1)));
        } catch (IllegalArgumentException | java.time.DateTimeException notOurs) {
            throw new OrderRefused(Refusal.INVALID_INPUT, "The cursor is not one that this API has given out.");
        }
    }

    /** Opaque to clients. */
    public String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((createdAt + "," + id).getBytes(StandardCharsets.UTF_8));
    }
}
