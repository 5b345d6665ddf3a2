package dev.tiffin.bridge.delivery;

import io.vertx.core.Future;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Takes events to where they belong. To be called on one event loop.
 *
 * <p>Plain Vert.x futures rather than Mutiny: every event passes here, always on the relay's event loop, and is
 * subscribed to exactly once; what Mutiny adds (laziness, operators, a wrapper for each stage) costs allocations on
 * the hottest path and buys nothing.
 */
public interface Delivery {

    /** Who gets events of this type; null if they are nobody's, which settles them. */
    @Nullable
    Destination destinationOf(String eventType);

    /** All there are. */
    Collection<Destination> destinations();

    /**
     * Delivers one event, at least once in the sense that it may have arrived whatever the outcome says.
     *
     * @return never fails: faults are outcomes
     */
    Future<Outcome> deliver(OrderEvent event, Destination destination);

    /** Closes connections; deliveries under way end as failures. */
    Future<Void> close();
}
