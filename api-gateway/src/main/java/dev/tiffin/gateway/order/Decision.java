package dev.tiffin.gateway.order;

import dev.tiffin.contract.StepResults.Outcome;
import java.util.List;

/** What is to be made of a command, given the order as it stands. A refusal is a value here, not an exception. */
public sealed interface Decision {

    /** The order changes to {@code next}; the database counts the version. */
    record Change(Progress next) implements Decision {}

    /** Nothing changes: the effect holds already, or the command came too late. The order is the answer. */
    record Unchanged(Outcome outcome) implements Decision {}

    /** A person has to look. The order itself does not change; the outcome says whether the step is to go on trying. */
    record Raise(Outcome outcome) implements Decision {}

    /** The first of these agents who has room takes the order; only the database knows who has. */
    record Claim(List<String> candidates) implements Decision {
        public Claim {
            candidates = List.copyOf(candidates);
        }
    }

    /** The change takes effect if the restaurant's kitchen has room; only the database knows whether it has. */
    record Cook(Change then) implements Decision {}

    /** The change takes effect if a person has been asked to look; only the database knows whether one has. */
    record OnceRaised(Change then, Refused otherwise) implements Decision {}

    /** No. */
    record Refused(Refusal code, String sentence) implements Decision {}
}
