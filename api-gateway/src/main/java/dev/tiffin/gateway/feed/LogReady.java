package dev.tiffin.gateway.feed;

import dev.tiffin.gateway.Orders;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Ready: the log can be read on. One that was restored into another cluster cannot: its rows carry transaction numbers
 * of the old one, and would be found as new for ever. Asked until it was found good once.
 */
@Readiness
@ApplicationScoped
class LogReady implements AsyncHealthCheck {

    private static final Logger LOG = Logger.getLogger(LogReady.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String FOREIGN = "order_log was restored from another cluster: with gateways and bridges"
            + " stopped, run \"call restore_delivery()\" once, then start again";

    private final Orders orders;
    private final AtomicBoolean said = new AtomicBoolean();
    private volatile boolean good;

    LogReady(Orders orders) {
        this.orders = orders;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        if (good) {
            return Uni.createFrom().item(HealthCheckResponse.up("log"));
        }
        return orders.logIsForeign()
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .invoke(this::found)
                .onItemOrFailure()
                .transform((foreign, failure) -> HealthCheckResponse.named("log")
                        .status(good)
                        .withData("why", why(failure))
                        .build());
    }

    private String why(@Nullable Throwable failure) {
        if (failure != null) {
            return failure.toString();
        }
        return good ? "" : FOREIGN;
    }

    private void found(boolean foreign) {
        good = !foreign;
        if (foreign && said.compareAndSet(false, true)) {
            LOG.error(FOREIGN);
        }
    }
}
