package dev.tiffin.function;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.tiffin.contract.OrderSnapshot;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventBuilder;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the events of a batch, each as strictly as one that comes alone, in one pass and without a tree of nodes. */
final class BatchReader {

    private final ObjectReader orders;

    BatchReader(ObjectMapper mapper) {
        this.orders = mapper.readerFor(OrderSnapshot.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    /**
     * All events of the batch.
     *
     * @throws Fault if one of them is malformed, or there is none
     * @throws UncheckedIOException if it is no JSON, or the data of one is no order
     */
    List<CloudEvent<OrderSnapshot>> read(@Nullable Buffer body) {
        var events = new ArrayList<CloudEvent<OrderSnapshot>>();
        try (var parser = orders.createParser(body == null ? new byte[0] : body.getBytes())) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw malformed();
            }
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                events.add(event(parser));
            }
            if (parser.currentToken() != JsonToken.END_ARRAY || parser.nextToken() != null || events.isEmpty()) {
                throw malformed();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return events;
    }

    private CloudEvent<OrderSnapshot> event(JsonParser parser) throws IOException {
        var attributes = new HashMap<String, String>();
        @Nullable OrderSnapshot order = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var name = parser.currentName();
            var value = parser.nextToken();
            if (name.equals("data")) {
                order = orders.readValue(parser);
            } else if (value == JsonToken.VALUE_STRING) {
                attributes.put(name, parser.getText());
            } else {
                parser.skipChildren();
            }
        }
        EventShape.checkStructured(attributes::get, order != null);
        return event(attributes, order);
    }

    private static CloudEvent<OrderSnapshot> event(Map<String, String> attributes, @Nullable OrderSnapshot order) {
        var event = CloudEventBuilder.create()
                .specVersion(attributes.remove("specversion"))
                .id(attributes.remove("id"))
                .source(attributes.remove("source"))
                .type(attributes.remove("type"))
                .subject(attributes.remove("subject"))
                .dataSchema(attributes.remove("dataschema"));
        var time = attributes.remove("time");
        attributes.remove("datacontenttype");
        return event.time(time == null ? null : OffsetDateTime.parse(time))
                .extensions(attributes)
                .build(order);
    }

    private static Fault malformed() {
        return Fault.of(Fault.Kind.MALFORMED, "A batch is a JSON array of structured events");
    }
}
