package dev.tiffin.payment;

import dev.tiffin.contract.EventTypes;
import dev.tiffin.contract.OrderSnapshot;
import dev.tiffin.contract.StepResults.RefundResult;
import dev.tiffin.function.Step;
import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventMapping;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Takes {@code order.refund-requested}, gives the money back, writes back how it ended. */
@Singleton
public class RefundFunction {

    private final PaymentPolicy policy;
    private final Step<RefundResult> step;

    @Inject
    RefundFunction(Step<RefundResult> step, PaymentProvider provider, PaymentConfig config) {
        this.policy = new PaymentPolicy(provider, config.askWhenOlderThan());
        this.step = step;
    }

    /** Done when the gateway has recorded how the refund ended. */
    @Funq("refund")
    @CloudEventMapping(trigger = EventTypes.REFUND_REQUESTED)
    public Uni<Void> refund(CloudEvent<OrderSnapshot> event) {
        return step.decide(event, policy::refund);
    }
}
