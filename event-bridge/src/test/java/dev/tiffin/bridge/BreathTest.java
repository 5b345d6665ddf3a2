package dev.tiffin.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BreathTest {

    @Test
    void isAMillisecondWhereLooksAreQuick() {
        assertThat(Breath.after(300_000)).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void isAsLongAsTheLookTook() {
        assertThat(Breath.after(3_000_000)).isEqualTo(Duration.ofMillis(3));
    }

    @Test
    void isNeverLongerThanFiveMilliseconds() {
        assertThat(Breath.after(60_000_000_000L)).isEqualTo(Duration.ofMillis(5));
    }
}
