package dev.tiffin.bridge.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.tiffin.contract.EventTypes;
import dev.tiffin.contract.OrderSnapshot;
import io.vertx.sqlclient.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes the JSON of an {@link OrderSnapshot} straight from a row of {@link LoggedChange#COLUMNS}, with what an event
 * of the type may carry: the payment token only where a charge is asked for, the address never where money is moved.
 * Restaurant and lines go as the database has them: reading them only to write them again took a third of a delivery.
 */
final class SnapshotJson {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int USUAL_SIZE = 1_536;

    private final Row row;
    private final JsonGenerator json;

    private SnapshotJson(Row row, JsonGenerator json) {
        this.row = row;
        this.json = json;
    }

    static byte[] of(Row row, String type) {
        var bytes = new ByteArrayOutputStream(USUAL_SIZE);
        try (var json = JSON.createGenerator(bytes)) {
            new SnapshotJson(row, json).write(type);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory cannot be written to", e);
        }
        return bytes.toByteArray();
    }

    private void write(String type) throws IOException {
        boolean charge = type.equals(EventTypes.PAYMENT_REQUESTED);
        json.writeStartObject();
        json.writeStringField("id", row.getUUID(0).toString());
        json.writeNumberField("version", row.getInteger(1));
        text("status", 4);
        json.writeNumberField("statusVersion", row.getInteger(5));
        time("createdAt", 22);
        time("changedAt", 6);
        text("changedBy", 7);
        text("customerId", 23);
        written("restaurant", 24);
        if (!charge && !type.equals(EventTypes.REFUND_REQUESTED)) {
            address();
        }
        written("lines", 28);
        json.writeNumberField("total", row.getLong(29));
        text("currency", 30);
        if (charge) {
            text("paymentMethod", 9);
        }
        text("paymentReference", 10);
        json.writeNumberField("paymentAttempt", row.getInteger(11));
        time("cancelRequestedAt", 12);
        time("validatedAt", 13);
        time("paidAt", 14);
        time("approvedAt", 15);
        time("agentAssignedAt", 16);
        time("refundedAt", 17);
        text("agentId", 18);
        time("promisedAt", 19);
        text("reasonCode", 20);
        text("reason", 21);
        json.writeEndObject();
    }

    private void address() throws IOException {
        json.writeObjectFieldStart("address");
        text("text", 25);
        json.writeNumberField("latitude", row.getDouble(26));
        json.writeNumberField("longitude", row.getDouble(27));
        json.writeEndObject();
    }

    private void text(String name, int position) throws IOException {
        @Nullable String value = row.getString(position);
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    private void time(String name, int position) throws IOException {
        var value = row.getOffsetDateTime(position);
        if (value != null) {
            json.writeStringField(name, value.toInstant().toString());
        }
    }

    /** What is JSON already. */
    private void written(String name, int position) throws IOException {
        json.writeFieldName(name);
        json.writeRawValue(row.getString(position));
    }
}
