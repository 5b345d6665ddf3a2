package dev.tiffin.bridge.again;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.bridge.log.Partitions;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WaitingTest {

    private final Waiting waiting = new Waiting();
    private final UUID order = UUID.randomUUID();

    @Test
    void laterVersionsWaitBehindEarlierOnes() {
        waiting.add(order, 5, 3);
        assertThat(waiting.standing(order, 4)).isEqualTo(Standing.FREE);
        assertThat(waiting.standing(order, 5)).isEqualTo(Standing.KEPT);
        assertThat(waiting.standing(order, 6)).isEqualTo(Standing.BEHIND);
        assertThat(waiting.standing(UUID.randomUUID(), 6)).isEqualTo(Standing.FREE);
    }

    @Test
    void tellsWhenOthersAreLeft() {
        waiting.add(order, 5, 3);
        waiting.add(order, 6, 3);
        assertThat(waiting.remove(order, 5)).isTrue();
        assertThat(waiting.remove(order, 6)).isFalse();
        assertThat(waiting.remove(order, 6)).isFalse();
        assertThat(waiting.standing(order, 7)).isEqualTo(Standing.FREE);
        assertThat(waiting.size()).isZero();
    }

    @Test
    void keepsVersionsInOrderHoweverTheyCome() {
        for (int version : new int[] {7, 3, 5, 3, 9}) {
            waiting.add(order, version, 1);
        }
        assertThat(waiting.standing(order, 2)).isEqualTo(Standing.FREE);
        assertThat(waiting.standing(order, 4)).isEqualTo(Standing.BEHIND);
        assertThat(waiting.remove(order, 4)).isTrue();
        for (int version : new int[] {5, 3, 9}) {
            assertThat(waiting.standing(order, version)).isEqualTo(Standing.KEPT);
            assertThat(waiting.remove(order, version)).isTrue();
        }
        assertThat(waiting.standing(order, 6)).isEqualTo(Standing.FREE);
        assertThat(waiting.remove(order, 7)).isFalse();
    }

    @Test
    void forgetsPartitionsOfOthers() {
        waiting.add(order, 5, 3);
        waiting.remove(new Partitions(1 << 4));
        assertThat(waiting.size()).isEqualTo(1);
        waiting.remove(new Partitions(1 << 3));
        assertThat(waiting.size()).isZero();
    }
}
