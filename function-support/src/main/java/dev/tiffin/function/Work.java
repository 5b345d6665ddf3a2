package dev.tiffin.function;

import dev.tiffin.contract.OrderSnapshot;
import dev.tiffin.contract.StepResults.StepResult;
import io.smallrye.mutiny.Uni;

/** What a step does with an order: it finds a result, and may be asked to find another. */
@FunctionalInterface
public interface Work<R extends StepResult> {

    /**
     * Finds the result; a null item says that there is nothing to record because the event is of no use any more.
     * Fails with an {@link IllegalArgumentException} or {@link java.time.DateTimeException} when the order holds data
     * that the rules cannot read: the event is refused for good then. Called on a worker thread, or on the event loop
     * if the function says that it {@linkplain NeverBlocks never blocks}.
     *
     * @param order complete: what every event carries is there
     * @param again whether the gateway could not use the result found before (RETRY), so that it needs fresher facts
     */
    Uni<R> on(OrderSnapshot order, boolean again);
}
