package dev.tiffin.gateway.feed;

import dev.tiffin.contract.Address;
import dev.tiffin.contract.OrderLine;
import dev.tiffin.contract.OrderStatus;
import dev.tiffin.contract.RestaurantSnapshot;
import dev.tiffin.gateway.order.Order;
import dev.tiffin.gateway.order.Placement;
import dev.tiffin.gateway.order.Progress;
import dev.tiffin.gateway.store.LogEntry;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Orders that were never in a database. */
final class Sample {

    static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private Sample() {}

    static Order order(UUID id, int version, OrderStatus status) {
        return new Order(placement(id), progress(version, status));
    }

    static LogEntry entry(UUID id, int version, OrderStatus from, OrderStatus status) {
        return new LogEntry(id, version, from, progress(version, status));
    }

    static Placement placement(UUID id) {
        var restaurant = new RestaurantSnapshot(
                "spice-garden",
                "Spice Garden",
                52.5,
                13.4,
                "Europe/Berlin",
                List.of(),
                5_000,
                1_000,
                "AUTOMATIC",
                20,
                List.of(),
                null);
        return new Placement(
                id,
                NOON,
                "ada",
                restaurant,
                new Address("1 Test Street", 52.5, 13.4),
                List.of(new OrderLine("spice-garden-1", "Dal", List.of(), 1, 900)),
                900,
                "EUR");
    }

    static Progress progress(int version, OrderStatus status) {
        boolean agent = status == OrderStatus.ASSIGNED || status == OrderStatus.PICKED_UP;
        return new Progress(
                null,
                status,
                version,
                version,
                NOON.plusSeconds(version),
                "test",
                null,
                status == OrderStatus.PLACED ? null : NOON,
                status == OrderStatus.PAID || agent ? NOON : null,
                agent ? NOON : null,
                agent ? NOON : null,
                null,
                0,
                null,
                agent ? "agent-01" : null,
                null,
                null,
                null,
                null);
    }
}
