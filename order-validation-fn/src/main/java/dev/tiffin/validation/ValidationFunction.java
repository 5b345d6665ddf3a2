package dev.tiffin.validation;

import dev.tiffin.contract.EventTypes;
import dev.tiffin.contract.OrderSnapshot;
import dev.tiffin.contract.StepResults.ValidationResult;
import dev.tiffin.function.NeverBlocks;
import dev.tiffin.function.Step;
import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventMapping;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Takes {@code order.placed}, writes back what is wrong with the order. */
@Singleton
public class ValidationFunction {

    private final ValidationPolicy policy;
    private final Step<ValidationResult> step;

    @Inject
    ValidationFunction(Step<ValidationResult> step, ValidationConfig config) {
        this.policy = new ValidationPolicy(config.mostLines(), config.mostOfOneDish());
        this.step = step;
    }

    /** Done when the gateway has recorded the violations, of which there may be none. */
    @NeverBlocks
    @Funq("order-validation")
    @CloudEventMapping(trigger = EventTypes.PLACED)
    public Uni<Void> validate(CloudEvent<OrderSnapshot> event) {
        return step.decide(event, policy::validate);
    }
}
