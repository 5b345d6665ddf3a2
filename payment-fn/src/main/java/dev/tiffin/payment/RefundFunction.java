package dev.tiffin.payment;

import dev.tiffin.contract.EventTypes;
import dev.tiffin.contract.OrderSnapshot;
import dev.tiffin.contract.StepResults.RefundResult;
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

/** Takes {@code order.refund-requested}, gives the money back, writes back how it ended. */
@Singleton
public class RefundFunction {

    private final PaymentPolicy policy;
    private final Standing standing;
    private final InstantSource clock;
    private final Step<RefundResult> step;

    @Inject
    RefundFunction(Step<RefundResult> step, PaymentPolicy policy, Standing standing, InstantSource clock) {
        this.policy = policy;
        this.standing = standing;
        this.clock = clock;
        this.step = step;
    }

    /** Done when the gateway has recorded how the refund ended, or when none is wanted any more. */
    @Funq("refund")
    @CloudEventMapping(trigger = EventTypes.REFUND_REQUESTED)
    public Uni<Void> refund(CloudEvent<OrderSnapshot> event) {
        Instant time = event.time() == null ? null : event.time().toInstant();
        return step.take(event, (order, again) -> standing.ifItHolds(order, time, () -> refund(order, time)));
    }

    private RefundResult refund(OrderSnapshot order, @Nullable Instant eventTime) {
        try {
            return policy.refund(order, eventTime, clock.instant())
                    .orElseThrow(() -> Fault.later("A charge of this order may yet turn up"));
        } catch (OutcomeUnknown e) {
            throw Fault.later("Whether the order was refunded is not known yet");
        }
    }
}
