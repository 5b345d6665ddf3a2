package dev.tiffin.payment;

import dev.tiffin.contract.EventTypes;
import dev.tiffin.contract.OrderSnapshot;
import dev.tiffin.contract.StepResults.PaymentResult;
import dev.tiffin.function.Fault;
import dev.tiffin.function.Step;
import dev.tiffin.payment.PaymentProvider.OutcomeUnknown;
import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventMapping;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Takes {@code order.payment-requested}, charges, writes back how it ended. */
@Singleton
public class ChargeFunction {

    private final PaymentPolicy policy;
    private final Standing standing;
    private final InstantSource clock;
    private final Step<PaymentResult> step;

    @Inject
    ChargeFunction(Step<PaymentResult> step, PaymentPolicy policy, Standing standing, InstantSource clock) {
        this.policy = policy;
        this.standing = standing;
        this.clock = clock;
        this.step = step;
    }

    /** Done when the gateway has recorded how the charge ended, or when no charge is wanted any more. */
    @Funq("charge")
    @CloudEventMapping(trigger = EventTypes.PAYMENT_REQUESTED)
    public Uni<Void> charge(CloudEvent<OrderSnapshot> event) {
        Instant time = event.time() == null ? null : event.time().toInstant();
        return step.take(event, (order, again) -> standing.ifItHolds(order, time, () -> charge(order, time)));
    }

    private PaymentResult charge(OrderSnapshot order, @Nullable Instant eventTime) {
        try {
            return policy.charge(order, eventTime, clock.instant());
        } catch (OutcomeUnknown e) {
            throw Fault.later("Whether the order was charged is not known yet");
        }
    }
}
