package dev.tiffin.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimeOrderedIdsTest {

    @Test
    void idsAreOfVersionSevenAndBeginWithTheTime() {
        var before = System.currentTimeMillis();
        var id = TimeOrderedIds.next();

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isBetween(before, System.currentTimeMillis());
    }

    @Test
    void noTwoAreAlike() {
        assertThat(TimeOrderedIds.next()).isNotEqualTo(TimeOrderedIds.next());
    }
}
