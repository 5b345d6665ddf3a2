package dev.tiffin.bridge.delivery;

import io.vertx.core.buffer.Buffer;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An event as it travels: CloudEvents 1.0, the same on every delivery of the same version of the same order.
 *
 * @param orderId the subject
 * @param version goes into {@code id} and {@code sequence}
 * @param type CloudEvents {@code type}, as {@link dev.tiffin.contract.EventTypes#of} says
 * @param time CloudEvents {@code time}, RFC 3339
 * @param traceparent the trace in which the change was written; one that is malformed is dropped
 * @param replay whether somebody asked for it once more
 * @param body JSON of the snapshot, made once
 */
public record OrderEvent(
        UUID orderId,
        int version,
        String type,
        String time,
        @Nullable String traceparent,
        boolean replay,
        Buffer body) {

    // It becomes a header: whatever a client once sent must not break out of it.
    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    public OrderEvent {
        traceparent = traceparent != null && TRACEPARENT.matcher(traceparent).matches() ? traceparent : null;
    }

    /** CloudEvents {@code id}: a receiver that has seen it has seen the event. */
    public String id() {
        return orderId + ":" + version;
    }

    /** CloudEvents extension {@code sequence}: padded, for it sorts as text. */
    public String sequence() {
        String digits = Integer.toString(version);
        return "0".repeat(10 - digits.length()) + digits;
    }
}
