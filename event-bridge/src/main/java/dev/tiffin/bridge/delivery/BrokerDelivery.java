package dev.tiffin.bridge.delivery;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every event to one Broker, which has the Triggers: 2xx means that it has queued the event. A Broker over in-memory
 * channels answers only after every Trigger has delivered, cold starts and retries included; hence the long time-out
 * and the many in flight, so that one slow step does not hold up the others.
 */
public final class BrokerDelivery implements Delivery {

    private final Destination broker;
    private final RequestOptions address;
    private final HttpPost http;

    /**
     * Where and how.
     *
     * @param sink {@code K_SINK}
     * @param inFlight most deliveries under way
     * @param timeout how long the Broker may be silent
     * @param certificates {@code K_CA_CERTS}; null for the usual ones
     */
    public record Settings(
            URI sink,
            int inFlight,
            Duration timeout,
            @Nullable String certificates) {}

    public BrokerDelivery(Vertx vertx, InstantSource clock, EventAttributes attributes, Settings settings) {
        this.broker = new Destination("broker", settings.inFlight);
        this.http = new HttpPost(
                vertx,
                clock,
                attributes,
                new HttpPost.Manners(settings.inFlight, settings.timeout, settings.certificates));
        this.address = http.to(settings.sink);
    }

    @Override
    public Destination destinationOf(String eventType) {
        return broker;
    }

    @Override
    public Collection<Destination> destinations() {
        return List.of(broker);
    }

    @Override
    public Future<Outcome> deliver(OrderEvent event, Destination destination) {
        return http.post(event, address, null);
    }

    @Override
    public Future<Void> close() {
        return http.close();
    }
}
