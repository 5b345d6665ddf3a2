package dev.tiffin.payment;

import dev.tiffin.contract.OrderSnapshot;
import dev.tiffin.function.Gateway;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether an order still wants the money moved that an event asks for. An old event may come from before a customer, a
 * deadline or an operator decided otherwise, so the gateway is asked first; of a young one it is taken for granted.
 */
@Singleton
class Standing {

    private final Gateway gateway;
    private final PaymentPolicy policy;
    private final InstantSource clock;

    @Inject
    Standing(Gateway gateway, PaymentPolicy policy, InstantSource clock) {
        this.gateway = gateway;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * Moves the money if that is still wanted; null if not. Fails when the gateway does not answer, or knows no such
     * order.
     */
    <R> Uni<R> ifItHolds(OrderSnapshot order, @Nullable Instant eventTime, Supplier<R> move) {
        return holds(order, eventTime).map(wanted -> wanted ? move.get() : null);
    }

    private Uni<Boolean> holds(OrderSnapshot order, @Nullable Instant eventTime) {
        return policy.mayBeOutdated(eventTime, clock.instant())
                ? gateway.standsAt(order)
                : Uni.createFrom().item(true);
    }
}
