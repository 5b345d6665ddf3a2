package dev.tiffin.function;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tiffin.contract.EventBatch;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Checks what Funqy takes on trust: that a request is CloudEvents 1.0 with JSON data, one event in binary or structured
 * mode or a batch, and that each event carries the attributes that make it one.
 */
final class EventShape {

    private static final String JSON = "application/json";
    private static final String STRUCTURED = "application/cloudevents+json";

    private final ObjectMapper mapper;

    EventShape(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * Can be asked before the body is there.
     *
     * @throws Fault if the request does not even look like an event
     */
    void checkContentType(MultiMap headers) {
        switch (mediaType(headers.get(HttpHeaders.CONTENT_TYPE))) {
            case JSON, STRUCTURED, EventBatch.MEDIA_TYPE -> {
                // One of the three modes.
            }
            default -> throw malformed("The content type must be " + JSON + " with ce- headers, or " + STRUCTURED);
        }
    }

    /** Whether the body is a batch of events. */
    static boolean isBatch(MultiMap headers) {
        return mediaType(headers.get(HttpHeaders.CONTENT_TYPE)).equals(EventBatch.MEDIA_TYPE);
    }

    /**
     * The id of the event that came alone.
     *
     * @throws Fault if the request is no well-formed event
     */
    String check(MultiMap headers, @Nullable Buffer body) {
        return mediaType(headers.get(HttpHeaders.CONTENT_TYPE)).equals(STRUCTURED)
                ? checkStructured(headers, body)
                : checkBinary(headers, body);
    }

    private static String checkBinary(MultiMap headers, @Nullable Buffer body) {
        var id = attributes(name -> headers.get("ce-" + name));
        if (body == null || body.length() == 0) {
            throw malformed("The event has no data");
        }
        return id;
    }

    private String checkStructured(MultiMap headers, @Nullable Buffer body) {
        if (headers.contains("ce-id")) {
            // Funqy would take it for binary mode and then trip over the content type.
            throw malformed("A structured event has no ce- headers");
        }
        var event = parse(body);
        return checkStructured(name -> text(event.get(name)), event.hasNonNull("data"));
    }

    /**
     * The id of an event in structured mode.
     *
     * @throws Fault if it is not well-formed
     */
    static String checkStructured(Attributes attributes, boolean hasData) {
        var id = attributes(attributes);
        var dataType = attributes.value("datacontenttype");
        if (dataType != null && !mediaType(dataType).equals(JSON)) {
            throw malformed("The datacontenttype must be " + JSON);
        }
        if (!hasData) {
            throw malformed("The event has no data; data_base64 is not taken");
        }
        return id;
    }

    private JsonNode parse(@Nullable Buffer body) {
        try {
            var event = body == null ? null : mapper.readTree(body.getBytes());
            if (event == null || !event.isObject()) {
                throw malformed("A structured event is a JSON object");
            }
            return event;
        } catch (JacksonException e) {
            throw Fault.of(Fault.Kind.MALFORMED, "The event is no JSON", e);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from memory failed", e);
        }
    }

    /** The attributes of an event that are text. */
    interface Attributes {
        @Nullable
        String value(String name);
    }

    private static String attributes(Attributes attributes) {
        var id = required(attributes, "id");
        required(attributes, "source");
        required(attributes, "type");
        if (!required(attributes, "specversion").equals("1.0")) {
            throw malformed("The specversion must be 1.0");
        }
        var time = attributes.value("time");
        if (time != null && !isTimestamp(time)) {
            throw malformed("The time is no timestamp");
        }
        return id;
    }

    private static String required(Attributes attributes, String name) {
        var value = attributes.value(name);
        if (value == null || value.isEmpty()) {
            throw malformed("The event has no " + name);
        }
        return value;
    }

    private static boolean isTimestamp(String text) {
        try {
            OffsetDateTime.parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static @Nullable String text(@Nullable JsonNode node) {
        return node == null ? null : node.textValue();
    }

    /** Without parameters; empty when there is none. In any other case than ours Funqy would not know it. */
    private static String mediaType(@Nullable String contentType) {
        if (contentType == null) {
            return "";
        }
        var end = contentType.indexOf(';');
        return (end < 0 ? contentType : contentType.substring(0, end)).strip();
    }

    private static Fault malformed(String sentence) {
        return Fault.of(Fault.Kind.MALFORMED, sentence);
    }
}
