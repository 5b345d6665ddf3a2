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
import io.vertx.core.VertxOptions;
import io.vertx.pgclient.PgConnectOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A relay without Quarkus around it. */
final class TestRelay implements AutoCloseable {

    static final Vertx VERTX = Vertx.vertx();
    private static final Set<Thread> LOOPS = ConcurrentHashMap.newKeySet();
    static final Path MANIFESTS = Path.of("../k8s/base/steps.yaml");

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final Relay relay;
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ConcurrentLinkedQueue<String> refusals = new ConcurrentLinkedQueue<>();

    private TestRelay(Vertx vertx, PgConnectOptions server, Delivery delivery, RelaySettings settings) {
        this.vertx = vertx;
        this.relay = new Relay(
                server,
                settings,
                new Workshop(vertx, InstantSource.system(), new Random(), delivery),
                new RelayMetrics(registry),
                refusals::add);
        relay.start();
        vertx.getOrCreateContext().runOnContext(here -> LOOPS.add(Thread.currentThread()));
    }

    static PgConnectOptions server(TestDatabase database) {
        return PgConnectOptions.fromUri(database.reactiveUrl())
                .setUser(database.user())
                .setPassword(database.password());
    }

    static RelaySettings settings() {
        return settings(Duration.ofSeconds(5));
    }

    static RelaySettings settings(Duration sweep) {
        return settings(sweep, new RetryPolicy(24, Duration.ofHours(1)));
    }

    /** Stays awake for so long when there is nothing to do. */
    static RelaySettings lingering(Duration linger) {
        var usual = settings();
        return new RelaySettings(
                usual.owner(), usual.group(), linger, usual.sweep(), usual.stopWithin(), usual.retry());
    }

    static RelaySettings settings(Duration sweep, RetryPolicy retry) {
        return new RelaySettings(
                "test", "tiffin-event-bridge", Duration.ofMillis(10), sweep, Duration.ofSeconds(10), retry);
    }

    static TestRelay toBroker(TestDatabase database, StubFunctions broker) {
        return start(database, broker(broker), settings());
    }

    static TestRelay direct(TestDatabase database, StubFunctions functions) {
        return start(database, direct(Map.of(), functions.address()), settings());
    }

    static TestRelay start(TestDatabase database, Delivery delivery, RelaySettings settings) {
        return start(server(database), delivery, settings);
    }

    static TestRelay start(PgConnectOptions server, Delivery delivery, RelaySettings settings) {
        return new TestRelay(VERTX, server, delivery, settings);
    }

    /** One that can {@link #crash()}. */
    static TestRelay mortal(TestDatabase database, StubFunctions broker, RelaySettings settings) {
        var own = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        return new TestRelay(own, server(database), broker(own, broker.address(), 512), settings);
    }

    static Delivery broker(StubFunctions broker) {
        return broker(broker.address(), 512);
    }

    static Delivery broker(URI address, int inFlight) {
        return broker(VERTX, address, inFlight);
    }

    private static Delivery broker(Vertx vertx, URI address, int inFlight) {
        return new BrokerDelivery(
                vertx,
                InstantSource.system(),
                new EventAttributes(EventTypes.SOURCE, Map.of()),
                new BrokerDelivery.Settings(address, inFlight, Duration.ofMinutes(5), null));
    }

    /** @param others where the functions are that are not named */
    static Delivery direct(Map<String, URI> addresses, URI others) {
        return direct(addresses, others, Duration.ofSeconds(30));
    }

    /** @param patience how long a function may be silent */
    static Delivery direct(Map<String, URI> addresses, URI others, Duration patience) {
        var all = new java.util.HashMap<>(addresses);
        for (String name : java.util.List.of(
                "order-validation-fn", "payment-fn", "restaurant-approval-fn", "agent-assignment-fn")) {
            all.putIfAbsent(name, others);
        }
        return new DirectDelivery(
                VERTX,
                InstantSource.system(),
                new EventAttributes(EventTypes.SOURCE, Map.of()),
                new DirectDelivery.Settings(MANIFESTS, all, 128, patience),
                null);
    }

    /** Whether the thread is an event loop that a relay runs on. */
    static boolean owns(Thread thread) {
        return LOOPS.contains(thread);
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

    double timed(String timer) {
        return registry.get(timer).timer().count();
    }

    /** Statements that it sent to the database so far. */
    long statements() {
        return (long) gauge("session.statements");
    }

    double gauge(String gauge) {
        return registry.get(gauge).gauge().value();
    }

    /** 0 flowing, 1 troubled, 2 probing. */
    double destinationState(String destination) {
        return registry.get("destination.state")
                .tag("destination", destination)
                .gauge()
                .value();
    }

    /** Ends without a word, as kill -9 would: sockets close, nothing is written down. */
    void crash() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
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
