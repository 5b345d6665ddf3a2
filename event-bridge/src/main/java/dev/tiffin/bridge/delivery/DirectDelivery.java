package dev.tiffin.bridge.delivery;

import static java.util.Objects.requireNonNull;

import dev.tiffin.contract.TokenFile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Straight to the functions, without a Broker: 2xx means that the step is done. Shows the bridge's token. Events that
 * wait for the same function go together ({@link Batches}).
 */
public final class DirectDelivery implements Delivery {

    private final Map<String, Destination> byType = new HashMap<>();
    private final Map<Destination, Batches> functions = new HashMap<>();
    private final HttpPost http;
    private final @Nullable TokenFile token;

    /**
     * Where and how.
     *
     * @param manifests file with the Triggers
     * @param addresses base URL by name of the Service; missing: {@code http://<name><suffix>}, as a cluster resolves
     *     it
     * @param suffix the namespace behind a dot, or nothing
     * @param inFlight most deliveries under way to one function
     * @param timeout how long a function may be silent
     */
    public record Settings(Path manifests, Map<String, URI> addresses, String suffix, int inFlight, Duration timeout) {

        /** Without a namespace. */
        public Settings(Path manifests, Map<String, URI> addresses, int inFlight, Duration timeout) {
            this(manifests, addresses, "", inFlight, timeout);
        }

        URI address(String service) {
            return addresses.getOrDefault(service, URI.create("http://" + service + suffix));
        }
    }

    /**
     * Reads the routes.
     *
     * @param token shown to the functions; null on a network where nobody asks
     * @throws IllegalArgumentException if the manifests do not say exactly where every event goes
     */
    public DirectDelivery(
            Vertx vertx,
            InstantSource clock,
            EventAttributes attributes,
            Settings settings,
            @Nullable TokenFile token) {
        this.token = token;
        this.http =
                new HttpPost(vertx, clock, attributes, new HttpPost.Manners(settings.inFlight, settings.timeout, null));
        var destinations = new HashMap<String, Destination>();
        Routes.of(settings.manifests).services().forEach((type, service) -> {
            var destination = destinations.computeIfAbsent(service, name -> new Destination(name, settings.inFlight));
            byType.put(type, destination);
            functions.computeIfAbsent(
                    destination,
                    to -> new Batches(vertx, http, service, http.to(settings.address(service)), Batches.LONGEST_HOLD));
        });
    }

    @Override
    public @Nullable Destination destinationOf(String eventType) {
        return byType.get(eventType);
    }

    @Override
    public Collection<Destination> destinations() {
        return functions.keySet();
    }

    @Override
    public Future<Outcome> deliver(OrderEvent event, Destination destination) {
        try {
            return requireNonNull(functions.get(destination))
                    .deliver(event, token == null ? null : token.authorization());
        } catch (UncheckedIOException e) {
            // Not the event's fault, and soon mended by whoever renews the file.
            return Future.succeededFuture(
                    new Outcome.Failed(Outcome.Kind.DESTINATION, null, String.valueOf(e.getMessage()), null));
        }
    }

    @Override
    public Future<Void> close() {
        return http.close();
    }
}
