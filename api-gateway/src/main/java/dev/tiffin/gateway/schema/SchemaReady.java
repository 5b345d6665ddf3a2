package dev.tiffin.gateway.schema;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready: the tables are those of this release. Asked until it is so; no release takes anything away from the one
 * before.
 */
@Readiness
@ApplicationScoped
class SchemaReady implements AsyncHealthCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String VERSION = """
            select coalesce(max(version::int), 0) from flyway_schema_history where success and version is not null
            """;

    private final Pool pool;
    private final SchemaConfig config;
    private volatile int seen;

    SchemaReady(Pool pool, SchemaConfig config) {
        this.pool = pool;
        this.config = config;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        if (seen >= config.version()) {
            return Uni.createFrom().item(response("version", seen));
        }
        return pool.query(VERSION)
                .execute()
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .invoke(rows -> seen = rows.iterator().next().getInteger(0))
                .onItemOrFailure()
                .transform((rows, failure) ->
                        failure == null ? response("version", seen) : response("failure", failure.toString()));
    }

    private HealthCheckResponse response(String key, Object value) {
        return HealthCheckResponse.named("tables")
                .status(seen >= config.version())
                .withData("needed", config.version())
                .withData(key, String.valueOf(value))
                .build();
    }
}
