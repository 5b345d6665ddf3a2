package dev.tiffin.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.tiffin.contract.Address;
import dev.tiffin.contract.EventTypes;
import dev.tiffin.contract.OrderLine;
import dev.tiffin.contract.OrderSnapshot;
import dev.tiffin.contract.RestaurantSnapshot;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The events of orders, made from the tables by hand and posted to the functions with the bridge's token. */
final class Events {

    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    private final RunningSystem system;
    private final Truth truth;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** An event and the function that gets it. */
    record Event(String id, String type, OrderSnapshot data, String function) {}

    Events(RunningSystem system) {
        this.system = system;
        this.truth = new Truth(system);
    }

    /** Every event so far that some function gets. */
    List<Event> of(List<UUID> orders) throws SQLException, IOException {
        var snapshots = truth.rows("""
                select o.id, o.created_at, o.customer_id, o.restaurant::text as restaurant, o.address, o.latitude,
                    o.longitude, o.lines::text as lines, o.total, o.currency, l.*
                from orders o join order_log l on l.order_id = o.id
                where o.id = any (?::uuid[]) order by l.seq
                """, Events::snapshot, (Object)
                orders.stream().map(UUID::toString).toArray(String[]::new));
        return snapshots.stream()
                .map(this::event)
                .filter(event -> !event.function.isEmpty())
                .toList();
    }

    /** Posts it and returns the status of the answer. */
    int deliver(Event event) throws IOException, InterruptedException {
        var token = Files.readString(system.home().resolve("tokens/event-bridge"));
        var request = HttpRequest.newBuilder(URI.create(system.address(event.function) + "/"))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("ce-specversion", "1.0")
                .header("ce-id", event.id)
                .header("ce-type", event.type)
                .header("ce-source", EventTypes.SOURCE)
                .header("ce-subject", event.data.id().toString())
                .header("ce-time", event.data.changedAt().toString())
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(event.data)))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private Event event(OrderSnapshot data) {
        var type = EventTypes.of(data.status(), data.version() == data.statusVersion());
        var function = RunningSystem.manifests().routes().stream()
                .filter(route -> route.eventType().equals(type))
                .map(Manifests.Route::function)
                .findFirst()
                .orElse("");
        return new Event(data.id() + ":" + data.version(), type, data, function);
    }

    private static OrderSnapshot snapshot(ResultSet row) throws SQLException {
        return new OrderSnapshot(
                row.getObject("id", UUID.class),
                row.getInt("version"),
                row.getString("status"),
                row.getInt("status_version"),
                time(row, "created_at"),
                time(row, "changed_at"),
                row.getString("changed_by"),
                row.getString("customer_id"),
                json(row, "restaurant", new TypeReference<RestaurantSnapshot>() {}),
                new Address(row.getString("address"), row.getDouble("latitude"), row.getDouble("longitude")),
                json(row, "lines", new TypeReference<List<OrderLine>>() {}),
                row.getLong("total"),
                row.getString("currency"),
                row.getString("payment_method"),
                row.getString("payment_reference"),
                row.getInt("payment_attempt"),
                maybe(row, "cancel_requested_at"),
                maybe(row, "validated_at"),
                maybe(row, "paid_at"),
                maybe(row, "approved_at"),
                maybe(row, "agent_assigned_at"),
                maybe(row, "refunded_at"),
                row.getString("agent_id"),
                maybe(row, "promised_at"),
                row.getString("reason_code"),
                row.getString("reason"));
    }

    private static <T> T json(ResultSet row, String column, TypeReference<T> type) throws SQLException {
        try {
            return JSON.readValue(row.getString(column), type);
        } catch (JsonProcessingException e) {
            throw new SQLException("Column " + column + " has other JSON than the contract says", e);
        }
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant maybe(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
