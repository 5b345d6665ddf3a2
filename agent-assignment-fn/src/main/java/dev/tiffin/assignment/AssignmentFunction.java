package dev.tiffin.assignment;

import dev.tiffin.contract.EventTypes;
import dev.tiffin.contract.OrderSnapshot;
import dev.tiffin.contract.StepResults.AssignmentResult;
import dev.tiffin.function.NeverBlocks;
import dev.tiffin.function.Step;
import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventMapping;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Takes {@code order.approved}, ranks the free agents near the restaurant. */
@Singleton
public class AssignmentFunction {

    private final AssignmentPolicy policy;
    private final NearbyAgents nearby;
    private final Step<AssignmentResult> step;

    @Inject
    AssignmentFunction(Step<AssignmentResult> step, NearbyAgents nearby, AssignmentConfig config) {
        this.policy = new AssignmentPolicy(config.metresPerMinute(), config.minutesPerOrder(), config.candidates());
        this.nearby = nearby;
        this.step = step;
    }

    /** Done when the gateway has claimed one of the agents, or has noted that nobody is free. */
    @NeverBlocks
    @Funq("agent-assignment")
    @CloudEventMapping(trigger = EventTypes.APPROVED)
    public Uni<Void> assign(CloudEvent<OrderSnapshot> event) {
        return step.take(
                event,
                (order, again) -> nearby.to(order.restaurant(), again).map(agents -> policy.rank(order, agents)));
    }
}
