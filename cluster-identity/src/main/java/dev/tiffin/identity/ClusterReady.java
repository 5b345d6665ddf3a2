package dev.tiffin.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready: tokens of service accounts can be checked, or need not be. */
@ApplicationScoped
class ClusterReady {

    @Produces
    @Readiness
    HealthCheck keys(Cluster cluster) {
        return () -> HealthCheckResponse.named("keys of service accounts")
                .status(!cluster.trusted() || cluster.keys().isPresent())
                .build();
    }
}
