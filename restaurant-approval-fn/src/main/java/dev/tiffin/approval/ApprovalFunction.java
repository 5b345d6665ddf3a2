package dev.tiffin.approval;

import dev.tiffin.contract.EventTypes;
import dev.tiffin.contract.OrderSnapshot;
import dev.tiffin.contract.StepResults.ApprovalResult;
import dev.tiffin.function.NeverBlocks;
import dev.tiffin.function.Step;
import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventMapping;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Takes {@code order.paid}, approves on the restaurant's behalf or says that a person has to. */
@Singleton
public class ApprovalFunction {

    private final ApprovalPolicy policy;
    private final Step<ApprovalResult> step;

    @Inject
    ApprovalFunction(Step<ApprovalResult> step, ApprovalConfig config) {
        this.policy = new ApprovalPolicy(config.metresPerMinute(), config.detour(), config.handoverMinutes());
        this.step = step;
    }

    /** Done when the gateway has recorded the decision. */
    @NeverBlocks
    @Funq("restaurant-approval")
    @CloudEventMapping(trigger = EventTypes.PAID)
    public Uni<Void> approve(CloudEvent<OrderSnapshot> event) {
        return step.decide(event, policy::decide);
    }
}
