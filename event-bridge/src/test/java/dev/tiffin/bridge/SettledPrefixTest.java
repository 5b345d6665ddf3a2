package dev.tiffin.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.bridge.log.Checkpoint;
import dev.tiffin.bridge.log.Cursor;
import dev.tiffin.bridge.log.Partitions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettledPrefixTest {

    private static final Partitions LOW = new Partitions(0b0000_0000_1111_1111);
    private static final Partitions HIGH = Partitions.ALL.minus(LOW);

    private final List<Checkpoint> reached = new ArrayList<>();
    private final SettledPrefix prefix = new SettledPrefix(reached::add, left -> {});

    private SettledPrefix.Batch batch(String cursor, Partitions partitions, int events) {
        var batch = prefix.begin(new Checkpoint(partitions, new Cursor(cursor)), Instant.EPOCH);
        for (int i = 0; i < events; i++) {
            prefix.add(batch);
        }
        prefix.complete(batch);
        return batch;
    }

    @Test
    void isReachedInTheOrderOfTheLog() {
        var first = batch("1:1:", Partitions.ALL, 1);
        var second = batch("2:2:", Partitions.ALL, 1);
        prefix.settle(second);
        assertThat(reached).isEmpty();
        prefix.settle(first);
        assertThat(reached).extracting(Checkpoint::cursor).containsExactly(new Cursor("1:1:"), new Cursor("2:2:"));
        assertThat(prefix.unsettled()).isZero();
    }

    /** Given away with events unsettled: a checkpoint that passed them would be the end of them. */
    @Test
    void neverPassesPartitionsThatWereGivenAway() {
        var shared = batch("1:1:", Partitions.ALL, 2);
        var theirs = batch("2:2:", LOW, 1);
        prefix.forget(LOW);
        prefix.settle(shared);
        prefix.settle(shared);
        prefix.settle(theirs);
        assertThat(reached).containsExactly(new Checkpoint(HIGH, new Cursor("1:1:")));
    }
}
