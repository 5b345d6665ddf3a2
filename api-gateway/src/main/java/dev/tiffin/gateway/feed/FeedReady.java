package dev.tiffin.gateway.feed;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready: the database answers, and tells of changes. */
@Readiness
@ApplicationScoped
class FeedReady implements AsyncHealthCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Pool pool;
    private final Feed feed;

    FeedReady(Pool pool, Feed feed) {
        this.pool = pool;
        this.feed = feed;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        boolean listening = feed.isConnected();
        return pool.query("select 1")
                .execute()
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onItemOrFailure()
                .transform((rows, failure) -> HealthCheckResponse.named("database")
                        .status(failure == null && listening)
                        .withData("answers", failure == null)
                        .withData("tells of changes", listening)
                        .build());
    }
}
