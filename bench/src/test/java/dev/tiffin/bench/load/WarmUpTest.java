package dev.tiffin.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarmUpTest {

    private final List<Double> told = new ArrayList<>();
    private final List<Duration> ran = new ArrayList<>();

    @Test
    void endsWhenSixStepsInARowBroughtNothingNew() {
        run(Duration.ofMinutes(1), 10, 20, 30, 30.1, 29, 30.2, 30.3, 30.4, 30.5, 99);

        assertThat(told).containsExactly(10.0, 20.0, 30.0, 30.1, 29.0, 30.2, 30.3, 30.4, 30.5);
    }

    @Test
    void startsToCountAnewWhenItGetsFasterAfterAll() {
        run(Duration.ofMinutes(1), 10, 10, 10, 10, 11, 11, 11, 11, 11, 11, 11, 99);

        assertThat(told).hasSize(11);
    }

    @Test
    void isNeverLongerThanAllowed() {
        run(Duration.ofSeconds(12), 10, 20, 30, 99);

        assertThat(ran).containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(2));
    }

    private void run(Duration longest, double... rates) {
        Iterator<Double> rate = Arrays.stream(rates).iterator();
        new WarmUp(longest, Duration.ofSeconds(5), told::add).run(length -> {
            ran.add(length);
            return rate.next();
        });
    }
}
