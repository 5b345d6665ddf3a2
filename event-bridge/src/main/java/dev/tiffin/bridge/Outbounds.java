package dev.tiffin.bridge;

import dev.tiffin.bridge.delivery.Delivery;
import dev.tiffin.bridge.delivery.Destination;
import dev.tiffin.bridge.log.Partitions;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The queues in front of all destinations. */
final class Outbounds {

    private final Delivery delivery;
    private final Map<Destination, Outbound> outbounds = new HashMap<>();

    /** @param reopened told when a destination is out of trouble */
    Outbounds(Vertx vertx, InstantSource clock, Delivery delivery, Runnable reopened) {
        this.delivery = delivery;
        delivery.destinations()
                .forEach(destination ->
                        outbounds.put(destination, new Outbound(vertx, clock, delivery, destination, reopened)));
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

    /** Forgets what waits; what is on its way is answered to whom it was sent for. */
    void forget(Partitions partitions) {
        outbounds.values().forEach(outbound -> outbound.forget(partitions));
    }
}
