package dev.tiffin.gateway.feed;

import dev.tiffin.gateway.Orders;
import dev.tiffin.gateway.order.Placement;
import dev.tiffin.gateway.store.LogEntry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Fetches what the hub misses, after it had a moment to come by itself; tries until it succeeds. */
final class Fetching implements Hub.Needs {

    private static final Logger LOG = Logger.getLogger(Fetching.class);
    private static final int RETRY_MILLIS = 200;

    private final Vertx vertx;
    private final Context context;
    private final Supplier<Orders> orders;
    private final FeedConfig config;
    private final Supplier<Hub> hub;

    Fetching(Vertx vertx, Context context, Supplier<Orders> orders, FeedConfig config, Supplier<Hub> hub) {
        this.vertx = vertx;
        this.context = context;
        this.orders = orders;
        this.config = config;
        this.hub = hub;
    }

    @Override
    public void gap(UUID id, Track track) {
        if (track.startWaiting()) {
            later(config.gapWait().toMillis(), () -> fill(id, track));
        }
    }

    @Override
    public void placements(Set<UUID> ids) {
        orders.get().placements(ids).subscribe().with(known -> context.runOnContext(turn -> known(known)), failure -> {
            LOG.debugf("Orders cannot be read: %s", failure.toString());
            later(RETRY_MILLIS, () -> placements(ids));
        });
    }

    private void known(Map<UUID, Placement> known) {
        known.values().forEach(hub.get()::known);
    }

    private void fill(UUID id, Track track) {
        if (!track.isHeldUp() || hub.get().track(id) != track) {
            track.stopWaiting();
            return;
        }
        if (!track.isBased()) {
            track.stopWaiting();
            hub.get().filled(id, List.of());
            return;
        }
        orders.get()
                .versions(id, track.last())
                .subscribe()
                .with(
                        versions -> context.runOnContext(turn -> {
                            track.stopWaiting();
                            hub.get()
                                    .filled(
                                            id,
                                            versions.stream()
                                                    .map(LogEntry::progress)
                                                    .toList());
                        }),
                        failure -> {
                            LOG.debugf("The log cannot be read: %s", failure.toString());
                            later(RETRY_MILLIS, () -> fill(id, track));
                        });
    }

    private void later(long millis, Runnable work) {
        vertx.setTimer(Math.max(1, millis), passed -> context.runOnContext(turn -> work.run()));
    }
}
