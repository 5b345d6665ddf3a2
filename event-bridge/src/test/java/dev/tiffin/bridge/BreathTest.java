package dev.tiffin.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BreathTest {

    private final Breath breath = new Breath();

    @Test
    void isAMillisecondWhereLooksAreQuickAndBringSomething() {
        breath.looked(false, 300_000);

        assertThat(breath.length()).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void isAsLongAsTheLookTook() {
        breath.looked(false, 3_000_000);

        assertThat(breath.length()).isEqualTo(Duration.ofMillis(3));
    }

    @Test
    void growsWithEachLookInVainUntilOneBringsSomething() {
        breath.looked(true, 300_000);
        assertThat(breath.length()).isEqualTo(Duration.ofMillis(2));
        breath.looked(true, 300_000);
        assertThat(breath.length()).isEqualTo(Duration.ofMillis(3));
        breath.looked(false, 300_000);
        assertThat(breath.length()).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void isNeverLongerThanFiveMilliseconds() {
        breath.looked(true, 60_000_000_000L);

        assertThat(breath.length()).isEqualTo(Duration.ofMillis(5));
    }
}
