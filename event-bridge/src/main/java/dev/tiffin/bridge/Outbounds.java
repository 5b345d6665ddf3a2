package dev.tiffin.bridge;

import dev.tiffin.bridge.delivery.Delivery;
import dev.tiffin.bridge.delivery.Destination;
import dev.tiffin.bridge.log.Partitions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The queues in front of all destinations. */
final class Outbounds {

    private final Delivery delivery;
    private final Map<Destination, Outbound> outbounds = new HashMap<>();

    /** @param turned told when a destination's trouble begins, and when it ends */
    Outbounds(Vertx vertx, InstantSource clock, Delivery delivery, Consumer<Outbound> turned) {
        this.delivery = delivery;
        delivery.destinations()
                .forEach(destination ->
                        outbounds.put(destination, new Outbound(vertx, clock, delivery, destination, turned)));
    }

    /** Whose events of this type are; null if they are nobody's. */
    @Nullable
    Outbound of(String eventType) {
        var destination = delivery.destinationOf(eventType);
        return destination == null ? null : outbounds.get(destination);
    }

    Collection<Outbound> all() {
        return outbounds.values();
    }

    /** What others may know of them. */
    JsonArray shown() {
        var shown = new JsonArray();
        outbounds.values().stream()
                .sorted(Comparator.comparing(outbound -> outbound.destination().name()))
                .forEach(outbound -> shown.add(new JsonObject()
                        .put("name", outbound.destination().name())
                        .put("state", outbound.isFlowing() ? "FLOWING" : "TROUBLED")
                        .put("since", outbound.turnedAt().toString())
                        .put("failure", outbound.failure())));
        return shown;
    }

    /** Forgets what waits; what is on its way is answered to whom it was sent for. */
    void forget(Partitions partitions) {
        outbounds.values().forEach(outbound -> outbound.forget(partitions));
    }
}
