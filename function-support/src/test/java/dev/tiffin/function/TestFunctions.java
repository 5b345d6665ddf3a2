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

/** The smallest step, and one with a bug. Public, like every class with functions: Funqy calls them by reflection. */
@Singleton
public class TestFunctions {

    private final Step<ValidationResult> step;

    @Inject
    TestFunctions(Step<ValidationResult> step) {
        this.step = step;
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
