package dev.tiffin.bridge.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionsTest {

    @Test
    void isASetOfSixteen() {
        var some = Partitions.of(List.of(1, 5, 15));
        assertThat(some.numbers()).containsExactly(1, 5, 15);
        assertThat(some.contains(5)).isTrue();
        assertThat(some.contains(6)).isFalse();
        assertThat(some.plus(Partitions.of(List.of(6))).size()).isEqualTo(4);
        assertThat(Partitions.ALL.minus(some).size()).isEqualTo(13);
        assertThat(Partitions.NONE.isEmpty()).isTrue();
        assertThat(some).hasToString("[1, 5, 15]");
    }

    @Test
    void givesAwayItsLast() {
        assertThat(Partitions.ALL.last(3).numbers()).containsExactly(13, 14, 15);
        assertThat(Partitions.ALL.last(0)).isEqualTo(Partitions.NONE);
        assertThat(Partitions.ALL.last(99)).isEqualTo(Partitions.ALL);
    }

    @Test
    void hasNoSeventeenth() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Partitions(1 << 16));
    }
}
