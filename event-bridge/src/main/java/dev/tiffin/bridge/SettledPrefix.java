package dev.tiffin.bridge;

import dev.tiffin.bridge.log.Checkpoint;
import dev.tiffin.bridge.log.Partitions;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How far everything is settled. Batches are read one after the other and settle in any order; only when the first
 * ones are settled whole may a checkpoint pass them.
 */
final class SettledPrefix {

    private final Deque<Batch> batches = new ArrayDeque<>();
    private final Consumer<Checkpoint> reached;
    private final IntConsumer left;
    private int unsettled;

    /**
     * @param reached told how far everything is settled, each time it moves
     * @param left told how many are unsettled, each time one was settled
     */
    SettledPrefix(Consumer<Checkpoint> reached, IntConsumer left) {
        this.reached = reached;
        this.left = left;
    }

    /** What one look at the log brought. */
    static final class Batch {
        private @Nullable Checkpoint after;
        private final Instant oldest;
        private int unsettled = 1;

        private Batch(@Nullable Checkpoint after, Instant oldest) {
            this.after = after;
            this.oldest = oldest;
        }
    }

    /**
     * A batch begins; to be ended by {@link #complete}.
     *
     * @param after what may be written when it and all before it are settled
     * @param oldest when its first change was made
     */
    Batch begin(@Nullable Checkpoint after, Instant oldest) {
        var batch = new Batch(after, oldest);
        batches.add(batch);
        return batch;
    }

    /** One more of the batch is to be settled. */
    void add(Batch batch) {
        batch.unsettled++;
        unsettled++;
    }

    /** One of the batch is settled. */
    void settle(Batch batch) {
        unsettled--;
        complete(batch);
        left.accept(unsettled);
    }

    /**
     * Somebody else has these from now on. Those of them that are not settled are dropped, which is no reason for a
     * checkpoint to pass them: nobody would deliver them then.
     */
    void forget(Partitions partitions) {
        for (Batch batch : batches) {
            var after = batch.after;
            if (after != null) {
                var left = after.partitions().minus(partitions);
                batch.after = left.isEmpty() ? null : new Checkpoint(left, after.cursor());
            }
        }
    }

    /** How many are not settled. */
    int unsettled() {
        return unsettled;
    }

    /** The batch has no more than was added. */
    void complete(Batch batch) {
        batch.unsettled--;
        while (!batches.isEmpty() && batches.getFirst().unsettled == 0) {
            var after = batches.removeFirst().after;
            if (after != null) {
                reached.accept(after);
            }
        }
    }

    /** When the first change of the first unsettled batch was made; null if all is settled. */
    @Nullable
    Instant oldestUnsettled() {
        var first = batches.peekFirst();
        return first == null ? null : first.oldest;
    }
}
