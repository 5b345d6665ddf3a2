package dev.tiffin.function;

import dev.tiffin.contract.EventTypes;
import dev.tiffin.contract.OrderSnapshot;
import dev.tiffin.contract.StepResults.ValidationResult;
import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventMapping;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * The smallest step, a slow one, and some that fail. Public, like every class with functions: Funqy calls them by
 * reflection.
 */
@Singleton
public class TestFunctions {

    private final Step<ValidationResult> step;
    private final Gateway gateway;

    @Inject
    TestFunctions(Step<ValidationResult> step, Gateway gateway) {
        this.step = step;
        this.gateway = gateway;
    }

    @NeverBlocks
    @Funq("nod")
    @CloudEventMapping(trigger = EventTypes.PLACED)
    public Uni<Void> nod(CloudEvent<OrderSnapshot> event) {
        return step.take(
                event,
                (order, again) ->
                        Uni.createFrom().item(new ValidationResult(order.id(), order.statusVersion(), List.of())));
    }

    /** As long as the gateway takes to say who is free. */
    @NeverBlocks
    @Funq("ask")
    @CloudEventMapping(trigger = "test.asks")
    public Uni<Void> ask(CloudEvent<OrderSnapshot> event) {
        return step.take(
                event,
                (order, again) -> gateway.freeAgents(52.5, 13.4, 1)
                        .map(agents -> new ValidationResult(order.id(), order.statusVersion(), List.of())));
    }

    @NeverBlocks
    @Funq("stumble")
    @CloudEventMapping(trigger = "test.bug")
    public Uni<Void> stumble(CloudEvent<OrderSnapshot> event) {
        return step.take(event, (order, again) -> {
            throw new IllegalStateException("A bug with a secret");
        });
    }

    @NeverBlocks
    @Funq("wonder")
    @CloudEventMapping(trigger = "test.unreadable")
    public Uni<Void> wonder(CloudEvent<OrderSnapshot> event) {
        return step.take(event, (order, again) -> {
            throw new IllegalArgumentException("what is this");
        });
    }
}
