package dev.tiffin.gateway.schema;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What a migration may be told. The gateway migrates only where it is asked to (quarkus.flyway.migrate-at-start). */
@ConfigMapping(prefix = "tiffin.database")
interface SchemaConfig {

    /** Login of the gateways, which gets their rights; {@code current_user} where the migration's own is used. */
    @WithDefault("current_user")
    String gatewayRole();

    /** Login of the bridges, likewise. */
    @WithDefault("current_user")
    String bridgeRole();

    /** Whether to fill in a small city, for trying out. */
    @WithDefault("false")
    boolean seed();

    /** Version of the tables that this gateway needs; later ones are made so that they suit it, too. */
    int version();
}
