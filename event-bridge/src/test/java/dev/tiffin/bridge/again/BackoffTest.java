package dev.tiffin.bridge.again;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static RandomGenerator always(double chance) {
        return new Random() {
            @Override
            public double nextDouble() {
                return chance;
            }
        };
    }

    private static long millis(Backoff backoff, int failures, double chance) {
        return backoff.after(failures, always(chance)).toMillis();
    }

    @Test
    void inMemoryAllIsLeftToChance() {
        assertThat(millis(Backoff.SOON, 1, 0)).isZero();
        assertThat(millis(Backoff.SOON, 1, 1)).isEqualTo(100);
        assertThat(millis(Backoff.SOON, 2, 1)).isEqualTo(200);
        assertThat(millis(Backoff.SOON, 3, 1)).isEqualTo(400);
        assertThat(millis(Backoff.SOON, 4, 1)).isEqualTo(800);
        assertThat(millis(Backoff.SOON, 9, 1)).isEqualTo(800);
    }

    @Test
    void inTheTableAFifthIsLeftToChance() {
        assertThat(millis(Backoff.LATER, 1, 0)).isEqualTo(1_600);
        assertThat(millis(Backoff.LATER, 1, 0.5)).isEqualTo(2_000);
        assertThat(millis(Backoff.LATER, 1, 1)).isEqualTo(2_400);
        assertThat(millis(Backoff.LATER, 6, 0.5)).isEqualTo(120_000);
        assertThat(millis(Backoff.LATER, 60, 0.5)).isEqualTo(120_000);
        assertThat(millis(Backoff.LATER, -3, 0.5)).isEqualTo(2_000);
    }

    @Test
    void sessionsComeBackWithin50MillisecondsAtFirstAndWithinASecondAtLast() {
        assertThat(millis(Backoff.RECONNECT, 1, 1)).isEqualTo(50);
        assertThat(millis(Backoff.RECONNECT, 100, 1)).isEqualTo(400);
    }
}
