package dev.tiffin.payment;

import dev.tiffin.contract.EventTypes;
import dev.tiffin.contract.OrderSnapshot;
import dev.tiffin.contract.StepResults.PaymentResult;
import dev.tiffin.function.Gateway;
import dev.tiffin.function.Step;
import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventMapping;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Takes {@code order.payment-requested}, charges, writes back how it ended. */
@Singleton
public class ChargeFunction {

    private final PaymentPolicy policy;
    private final Gateway gateway;
    private final InstantSource clock;
    private final Step<PaymentResult> step;

    @Inject
    ChargeFunction(
            Step<PaymentResult> step,
            PaymentProvider provider,
            Gateway gateway,
            PaymentConfig config,
            InstantSource clock) {
        this.policy = new PaymentPolicy(provider, config.askWhenOlderThan());
        this.gateway = gateway;
        this.clock = clock;
        this.step = step;
    }

    /** Done when the gateway has recorded how the charge ended, or when no charge is wanted any more. */
    @Funq("charge")
    @CloudEventMapping(trigger = EventTypes.PAYMENT_REQUESTED)
    public Uni<Void> charge(CloudEvent<OrderSnapshot> event) {
        return step.take(
                event,
                (order, again) -> wanted(event.time(), order).map(wanted -> wanted ? policy.charge(order) : null));
    }

    private Uni<Boolean> wanted(@Nullable OffsetDateTime eventTime, OrderSnapshot order) {
        if (!policy.mayBeOutdated(eventTime == null ? null : eventTime.toInstant(), clock.instant())) {
            return Uni.createFrom().item(true);
        }
        return gateway.standsAt(order);
    }
}
