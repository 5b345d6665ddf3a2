package dev.tiffin.bridge;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/** The relay's life in the process: made of the configuration, begun and ended with it. */
@ApplicationScoped
public class Bridge {

    private static final Logger LOG = Logger.getLogger(Bridge.class);

    /** Beyond what the relay itself may take to stop. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Wiring wiring;
    private final Relay relay;

    Bridge(Vertx vertx, BridgeConfig config, MeterRegistry registry) {
        this.wiring = Wiring.of(config);
        var delivery = wiring.delivery(vertx, InstantSource.system());
        this.relay = new Relay(
                wiring.server(),
                wiring.settings(),
                new Workshop(vertx, InstantSource.system(), new Random(), delivery),
                new RelayMetrics(registry),
                Bridge::refuse);
    }

    private static void refuse(String why) {
        LOG.error(why);
        Quarkus.asyncExit(1);
    }

    void start(@Observes StartupEvent event) {
        LOG.infof("Delivering %s", wiring.whereTo());
        relay.start();
    }

    void stop(@Observes ShutdownEvent event) {
        var limit = wiring.settings().stopWithin().plus(GRACE);
        try {
            relay.stop().toCompletionStage().toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("Stopped without a last checkpoint: some events will be delivered again", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the bridge reads the log. */
    boolean isInSession() {
        return switch (relay.state()) {
            case DRAIN, LINGER, PARK, PARKED -> true;
            case CONNECT, LEASE, STOPPING, STOPPED -> false;
        };
    }

    /** Where the loop stands, for people to read. */
    String state() {
        return relay.state().name();
    }
}
