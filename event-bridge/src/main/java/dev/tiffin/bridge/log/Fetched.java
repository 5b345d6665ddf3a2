package dev.tiffin.bridge.log;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one look at the log brought.
 *
 * @param changes new changes; of one order in version order
 * @param after what may be checkpointed once these and all changes before them are settled; null while the middle of a
 *     backlog has no cursor of its own
 * @param backlog whether more is known to wait
 */
public record Fetched(List<LoggedChange> changes, @Nullable Checkpoint after, boolean backlog) {

    private static final int MUCH = 100;

    /** Nothing was new. */
    public static final Fetched NOTHING = new Fetched(List.of(), null, false);

    /** Whether to look again at once. */
    public boolean isMuch() {
        return backlog || changes.size() >= MUCH;
    }

    /** Whether nothing was new. */
    public boolean isEmpty() {
        return changes.isEmpty();
    }
}
