package dev.tiffin.function.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.tiffin.contract.OrderSnapshot;
import org.jspecify.annotations.Nullable;

/** An order as events carry it, to be varied field by field. It is valid, paid in time, and two kilometres away. */
public final class SampleOrder {

    public static final String ID = "0197a1b2-0000-7000-8000-000000000001";

    private static final ObjectMapper MAPPER = new ObjectMapper().registerModule(new JavaTimeModule());

    /** Thursday, 19:30 in Berlin. */
    private static final String JSON = """
            {"id": "%s", "version": 3, "status": "PLACED", "statusVersion": 3,
             "createdAt": "2026-01-15T18:30:00Z", "changedAt": "2026-01-15T18:30:01Z", "changedBy": "customer:ada",
             "customerId": "ada",
             "restaurant": {"id": "spice-garden", "name": "Spice Garden", "latitude": 52.52, "longitude": 13.40,
               "timeZone": "Europe/Berlin", "openingHours": [{"day": 4, "opens": "11:00", "closes": "23:00"}],
               "deliveryRadiusMetres": 3000, "minimumOrder": 1500, "approval": "AUTOMATIC", "preparationMinutes": 20},
             "address": {"text": "Torstrasse 1", "latitude": 52.538, "longitude": 13.40},
             "lines": [{"itemId": "spice-garden-1", "name": "Dal", "options": [], "quantity": 2, "unitPrice": 990}],
             "total": 1980, "currency": "EUR", "paymentAttempt": 0, "somethingNewer": {"a": 1}}
            """.formatted(ID);

    private final ObjectNode json;

    private SampleOrder(ObjectNode json) {
        this.json = json;
    }

    public static SampleOrder in(String status) {
        return new SampleOrder(parse(JSON)).with("status", status);
    }

    /** The same order but for one field; dots lead inside, {@code null} leaves the field out. */
    public SampleOrder with(String path, @Nullable Object value) {
        var copy = json.deepCopy();
        var steps = path.split("\\.", -1);
        var node = copy;
        for (int i = 0; i < steps.length - 1; i++) {
            node = (ObjectNode) node.get(steps[i]);
        }
        if (value == null) {
            node.remove(steps[steps.length - 1]);
        } else {
            node.set(steps[steps.length - 1], value instanceof JsonNode tree ? tree : MAPPER.valueToTree(value));
        }
        return new SampleOrder(copy);
    }

    public String json() {
        return json.toString();
    }

    public OrderSnapshot snapshot() {
        try {
            return MAPPER.treeToValue(json, OrderSnapshot.class);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static ObjectNode parse(String json) {
        try {
            return (ObjectNode) MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
