package dev.tiffin.bridge;

import dev.tiffin.bridge.log.SideConnections;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the connections of everything beside the relay, to the same server as its own. */
@ApplicationScoped
class SideProducer {

    @Produces
    @Singleton
    SideConnections connections(Vertx vertx, BridgeConfig config) {
        return new SideConnections(vertx, Wiring.of(config).server());
    }

    void close(@Disposes SideConnections connections) {
        connections.close();
    }
}
