package dev.tiffin.bridge.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.tiffin.contract.OrderSnapshot;
import io.vertx.core.buffer.Buffer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes events of snapshots. */
public final class OrderEvents {

    private static final ObjectWriter JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build()
            .writerFor(OrderSnapshot.class);

    // It becomes a header: whatever a client once sent must not break out of it.
    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private OrderEvents() {}

    /**
     * The event that tells of a version.
     *
     * @param type as {@link dev.tiffin.contract.EventTypes#of} says; the snapshot carries no more than it permits
     * @param traceparent dropped if malformed
     */
    public static OrderEvent of(String type, OrderSnapshot snapshot, @Nullable String traceparent, boolean replay) {
        return new OrderEvent(
                snapshot.id(),
                snapshot.version(),
                type,
                snapshot.changedAt().toString(),
                traceparent != null && TRACEPARENT.matcher(traceparent).matches() ? traceparent : null,
                replay,
                body(snapshot));
    }

    private static Buffer body(OrderSnapshot snapshot) {
        try {
            return Buffer.buffer(JSON.writeValueAsBytes(snapshot));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Order " + snapshot.id() + " cannot be written as JSON", e);
        }
    }
}
