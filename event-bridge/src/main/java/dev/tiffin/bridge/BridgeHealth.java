package dev.tiffin.bridge;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/**
 * Alive while the process answers: a bridge without a database must not be restarted, only its database. Ready while it
 * reads the log. Started once it has a relay: the routes are right.
 */
@ApplicationScoped
class BridgeHealth {

    private final Bridge bridge;

    BridgeHealth(Bridge bridge) {
        this.bridge = bridge;
    }

    @Produces
    @Liveness
    HealthCheck live() {
        return () -> HealthCheckResponse.up("process");
    }

    @Produces
    @Readiness
    HealthCheck ready() {
        return () -> HealthCheckResponse.named("relay")
                .status(bridge.isInSession())
                .withData("state", bridge.state())
                .build();
    }

    @Produces
    @Startup
    HealthCheck started() {
        return () -> HealthCheckResponse.up("routes");
    }
}
