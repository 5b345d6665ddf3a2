package dev.tiffin.gateway.schema;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Map;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.resource.LoadableResource;

/** Tells Flyway what only the place knows. */
@Singleton
class Migrations implements FlywayConfigurationCustomizer {

    private static final String SEED = "db/seed/";

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
            flyway.resourceProvider(new WithoutSeed(flyway.getResourceProvider()));
        }
    }

    /** Quarkus looks for files when it builds, so that locations cannot be taken away later. */
    private record WithoutSeed(ResourceProvider all) implements ResourceProvider {

        @Override
        public LoadableResource getResource(String name) {
            return all.getResource(name);
        }

        @Override
        public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
            return all.getResources(prefix, suffixes).stream()
                    .filter(file -> !file.getAbsolutePath().contains(SEED))
                    .toList();
        }
    }
}
