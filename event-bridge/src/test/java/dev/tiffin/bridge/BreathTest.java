package dev.tiffin.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BreathTest {

    @ParameterizedTest
    @CsvSource({"0, 1000", "1, 1000", "2, 1000", "3, 1500", "8, 4000", "16, 8000", "17, 8000", "1000, 8000"})
    void isAsLongAsMuchIsUnderWay(int events, int micros) {
        assertThat(Breath.beside(events)).isEqualTo(Duration.ofNanos(micros * 1_000L));
    }
}
