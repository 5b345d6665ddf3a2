package dev.tiffin.bridge.again;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.bridge.again.RetryPolicy.Case;
import dev.tiffin.bridge.again.RetryPolicy.Dead;
import dev.tiffin.bridge.again.RetryPolicy.Decision;
import dev.tiffin.bridge.again.RetryPolicy.Later;
import dev.tiffin.bridge.again.RetryPolicy.Soon;
import java.time.Duration;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

    private static final Duration YOUNG = Duration.ofSeconds(1);

    private final RetryPolicy policy = new RetryPolicy(24, Duration.ofHours(1));

    private Decision decide(int attempts, int failures, boolean fromTable, @Nullable Duration wish) {
        return policy.decide(new Case(attempts, failures, YOUNG, fromTable, wish), new Random(1));
    }

    @Test
    void fourTimesInMemoryThenIntoTheTable() {
        for (int failure = 1; failure <= 4; failure++) {
            assertThat(decide(failure, failure, false, null)).isInstanceOf(Soon.class);
        }
        assertThat(decide(5, 5, false, null)).isInstanceOf(Later.class);
    }

    @Test
    void whatComesFromTheTableGoesBackThere() {
        assertThat(decide(6, 1, true, null)).isInstanceOf(Later.class);
    }

    @Test
    void distancesGrow() {
        var bounds = new long[] {2, 5, 15, 30, 60, 120, 120, 120};
        for (int i = 0; i < bounds.length; i++) {
            var later = (Later) decide(5 + i, 1, true, null);
            assertThat(later.delay())
                    .isBetween(Duration.ofMillis(bounds[i] * 800), Duration.ofMillis(bounds[i] * 1_200));
        }
    }

    @Test
    void aWishIsHonoured() {
        assertThat(decide(1, 1, false, Duration.ofMinutes(3))).isEqualTo(new Later(Duration.ofMinutes(3)));
        assertThat(((Soon) decide(1, 1, false, Duration.ofSeconds(1))).delay()).isEqualTo(Duration.ofSeconds(1));
        assertThat(((Later) decide(12, 1, true, Duration.ofSeconds(1))).delay()).isGreaterThan(Duration.ofSeconds(90));
    }

    @Test
    void endsAfterSoManyAttemptsOrSoLong() {
        assertThat(decide(23, 1, true, null)).isInstanceOf(Later.class);
        assertThat(decide(24, 1, true, null)).isInstanceOf(Dead.class);
        var old = new Case(2, 2, Duration.ofHours(1), false, null);
        assertThat(policy.decide(old, new Random(1))).isInstanceOf(Dead.class);
    }

    @Test
    void whatIsNoAttemptNeverEnds() {
        assertThat(decide(0, 1_000, false, null)).isInstanceOf(Later.class);
    }
}
