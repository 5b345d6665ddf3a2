package dev.tiffin.bridge;

import dev.tiffin.bridge.again.RetryPolicy;
import dev.tiffin.bridge.delivery.Addresses;
import dev.tiffin.bridge.delivery.BrokerDelivery;
import dev.tiffin.bridge.delivery.Delivery;
import dev.tiffin.bridge.delivery.DirectDelivery;
import dev.tiffin.bridge.delivery.EventAttributes;
import dev.tiffin.contract.TokenFile;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;

/** What the configuration means. A value that means nothing fails here, by the name of its key. */
record Wiring(BridgeConfig config, PgConnectOptions server, RelaySettings settings) {

    private static final String GROUP = "tiffin-event-bridge";
    private static final String NO_OVERRIDES = "{}";
    private static final Duration LONGEST_SWEEP = Duration.ofSeconds(10);

    static Wiring of(BridgeConfig config) {
        atLeastOne("tiffin.direct.in-flight", config.direct().inFlight());
        atLeastOne("tiffin.broker.in-flight", config.broker().inFlight());
        atLeastOne("tiffin.redelivery.attempts", config.redelivery().attempts());
        positive("tiffin.direct.timeout", config.direct().timeout());
        positive("tiffin.broker.timeout", config.broker().timeout());
        positive("tiffin.redelivery.age", config.redelivery().age());
        positive("tiffin.relay.stop-within", config.relay().stopWithin());
        positive("tiffin.upkeep.every", config.upkeep().every());
        positive("tiffin.upkeep.watch-after", config.upkeep().watchAfter());
        positive("tiffin.upkeep.clean", config.upkeep().clean());
        if (config.upkeep().keep().toTotalMonths() < 1) {
            throw new IllegalArgumentException("tiffin.upkeep.keep must be a month (P1M) at least");
        }
        positive("tiffin.relay.sweep", config.relay().sweep());
        if (config.relay().sweep().compareTo(LONGEST_SWEEP) > 0) {
            throw new IllegalArgumentException(
                    "tiffin.relay.sweep must be at most 10s: a session ends after 15 s without one");
        }
        if (config.relay().linger().isNegative()) {
            throw new IllegalArgumentException("tiffin.relay.linger must not be negative");
        }
        return new Wiring(config, server(config.database()), settings(config));
    }

    private static PgConnectOptions server(BridgeConfig.Database database) {
        PgConnectOptions server;
        try {
            server = PgConnectOptions.fromUri(database.url());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "tiffin.database.url (or quarkus.datasource.reactive.url) must be postgresql://host:port/database",
                    e);
        }
        server.setUser(database.user()).setPassword(database.password());
        database.certificates()
                .ifPresent(file -> server.setPemTrustOptions(new PemTrustOptions().addCertPath(file.toString()))
                        .setHostnameVerificationAlgorithm("HTTPS"));
        return server;
    }

    private static RelaySettings settings(BridgeConfig config) {
        var relay = config.relay();
        return new RelaySettings(
                relay.name().orElseGet(Wiring::host),
                GROUP,
                relay.linger(),
                relay.sweep(),
                relay.stopWithin(),
                new RetryPolicy(
                        config.redelivery().attempts(), config.redelivery().age()));
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            // Only a name for people; the process tells it apart from others on this machine.
            return "bridge-" + ProcessHandle.current().pid();
        }
    }

    Delivery delivery(Vertx vertx, InstantSource clock) {
        if (config.sink().isPresent()) {
            var broker = config.broker();
            return new BrokerDelivery(
                    vertx,
                    clock,
                    EventAttributes.overridden(
                            config.source(), broker.overrides().orElse(NO_OVERRIDES)),
                    new BrokerDelivery.Settings(
                            sink(config.sink().get()),
                            broker.inFlight(),
                            broker.timeout(),
                            broker.certificates().orElse(null)));
        }
        var direct = config.direct();
        var settings = new DirectDelivery.Settings(
                direct.manifests(),
                direct.addresses().byService(),
                direct.namespace().map(namespace -> "." + namespace).orElse(""),
                direct.inFlight(),
                direct.timeout());
        var token = config.tokenFile().map(file -> new TokenFile(file, clock)).orElse(null);
        return new DirectDelivery(
                vertx, clock, EventAttributes.overridden(config.source(), NO_OVERRIDES), settings, token);
    }

    private static java.net.URI sink(String url) {
        try {
            return Addresses.url(url);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("tiffin.sink (or K_SINK): " + e.getMessage(), e);
        }
    }

    /** For people to read. */
    String whereTo() {
        return config.sink()
                .map(sink -> "to the Broker at " + sink)
                .orElseGet(() -> "straight to the functions, by the Triggers of "
                        + config.direct().manifests()
                        + (config.tokenFile().isEmpty() ? ", without a token (tiffin.token-file is not set)" : ""));
    }

    private static void atLeastOne(String key, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(key + " must be at least 1, not " + value);
        }
    }

    private static void positive(String key, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(key + " must be longer than nothing, not " + value);
        }
    }
}
