package dev.tiffin.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DistanceTest {

    @Test
    void isZeroAtHome() {
        assertThat(Distance.metres(52.52, 13.40, 52.52, 13.40)).isZero();
    }

    @Test
    void isTwoKilometresForEighteenThousandthsOfADegreeNorth() {
        assertThat(Distance.metres(52.52, 13.40, 52.538, 13.40)).isCloseTo(2001.5, within(0.1));
    }

    @Test
    void isTheSameBothWays() {
        assertThat(Distance.metres(52.52, 13.40, 48.86, 2.35)).isEqualTo(Distance.metres(48.86, 2.35, 52.52, 13.40));
    }

    @Test
    void knowsBerlinFromParis() {
        assertThat(Distance.metres(52.52, 13.405, 48.8566, 2.3522)).isCloseTo(877_000, within(2_000.0));
    }

    @Test
    void goesTheShortWayAcrossTheDateLine() {
        assertThat(Distance.metres(0, 179.9, 0, -179.9)).isCloseTo(22_239, within(1.0));
    }

    @Test
    void survivesOppositeEndsOfTheEarth() {
        assertThat(Distance.metres(0, 0, 0, 180)).isCloseTo(20_015_000, within(1_000.0));
        assertThat(Distance.metres(90, 0, -90, 0)).isCloseTo(20_015_000, within(1_000.0));
    }
}
