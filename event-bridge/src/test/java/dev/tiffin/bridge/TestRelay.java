package dev.tiffin.bridge;

import dev.tiffin.bridge.again.RetryPolicy;
import dev.tiffin.bridge.delivery.BrokerDelivery;
import dev.tiffin.bridge.delivery.Delivery;
import dev.tiffin.bridge.delivery.DirectDelivery;
import dev.tiffin.bridge.delivery.EventAttributes;
import dev.tiffin.contract.EventTypes;
import dev.tiffin.database.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.ExecutionException;

/** A relay without Quarkus around it. */
final class TestRelay implements AutoCloseable {

    static final Vertx VERTX = Vertx.vertx();
    static final Path MANIFESTS = Path.of("../k8s/base/steps.yaml");

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Relay relay;
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ConcurrentLinkedQueue<String> refusals = new ConcurrentLinkedQueue<>();

    private TestRelay(TestDatabase database, Delivery delivery, RelaySettings settings) {
        var server = PgConnectOptions.fromUri(database.reactiveUrl())
                .setUser(database.user())
                .setPassword(database.password());
        this.relay = new Relay(
                server,
                settings,
                new Workshop(VERTX, InstantSource.system(), new Random(), delivery),
                new RelayMetrics(registry),
                refusals::add);
        relay.start();
    }

    static RelaySettings settings() {
        return new RelaySettings(
                "test",
                "tiffin-event-bridge",
                Duration.ofMillis(10),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                new RetryPolicy(24, Duration.ofHours(1)));
    }

    static TestRelay toBroker(TestDatabase database, StubFunctions broker) {
        return start(database, broker(broker), settings());
    }

    static TestRelay direct(TestDatabase database, StubFunctions functions) {
        return start(database, direct(Map.of(), functions.address()), settings());
    }

    static TestRelay start(TestDatabase database, Delivery delivery, RelaySettings settings) {
        return new TestRelay(database, delivery, settings);
    }

    static Delivery broker(StubFunctions broker) {
        return new BrokerDelivery(
                VERTX,
                InstantSource.system(),
                new EventAttributes(EventTypes.SOURCE, Map.of()),
                new BrokerDelivery.Settings(broker.address(), 512, Duration.ofMinutes(5), null));
    }

    /** @param others where the functions are that are not named */
    static Delivery direct(Map<String, URI> addresses, URI others) {
        var all = new java.util.HashMap<>(addresses);
        for (String name : java.util.List.of(
                "order-validation-fn", "payment-fn", "restaurant-approval-fn", "agent-assignment-fn")) {
            all.putIfAbsent(name, others);
        }
        return new DirectDelivery(
                VERTX,
                InstantSource.system(),
                new EventAttributes(EventTypes.SOURCE, Map.of()),
                new DirectDelivery.Settings(MANIFESTS, all, 128, Duration.ofSeconds(2)),
                null);
    }

    Relay relay() {
        return relay;
    }

    void awaitState(Relay.State state) {
        Eventually.is("the relay is " + state, () -> relay.state() == state);
    }

    /** Also that it has nothing left to do. */
    void awaitRest() {
        awaitState(Relay.State.PARKED);
    }

    double count(String counter) {
        return registry.get(counter).counter().count();
    }

    double gauge(String gauge) {
        return registry.get(gauge).gauge().value();
    }

    ConcurrentLinkedQueue<String> refusals() {
        return refusals;
    }

    @Override
    public void close() {
        try {
            relay.stop().toCompletionStage().toCompletableFuture().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("the relay does not stop", e);
        }
    }
}
