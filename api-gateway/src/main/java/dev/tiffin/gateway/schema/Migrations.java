package dev.tiffin.gateway.schema;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Singleton;
import java.util.Map;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Tells Flyway what only the place knows. */
@Singleton
class Migrations implements FlywayConfigurationCustomizer {

    private final SchemaConfig config;

    Migrations(SchemaConfig config) {
        this.config = config;
    }

    @Override
    public void customize(FluentConfiguration flyway) {
        flyway.placeholders(Map.of("gateway_role", config.gatewayRole(), "bridge_role", config.bridgeRole()));
        // A newer release may have been here, and a city may have been filled in before.
        flyway.ignoreMigrationPatterns("*:future", "repeatable:missing");
        if (!config.seed()) {
            flyway.locations("db/migration");
        }
    }
}
