package dev.tiffin.gateway.store;

import dev.tiffin.contract.StepResults.Outcome;
import dev.tiffin.gateway.order.Decision;
import dev.tiffin.gateway.order.Order;
import org.jspecify.annotations.Nullable;

/**
 * What a command came to.
 *
 * @param outcome what a step is told
 * @param order the order as it stands afterwards; null if there is none, or the command was refused
 * @param refused why not; null if it was not
 */
public record Answer(Outcome outcome, @Nullable Order order, Decision.@Nullable Refused refused) {

    static Answer of(Outcome outcome, Order order) {
        return new Answer(outcome, order, null);
    }

    static Answer refused(Decision.Refused refused) {
        return new Answer(Outcome.STALE, null, refused);
    }

    static Answer unknownOrder() {
        return new Answer(Outcome.UNKNOWN_ORDER, null, null);
    }
}
