package dev.tiffin.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    @Test
    void medianIsTheMiddleOfAnOddNumberOfValues() {
        assertThat(Statistics.median(List.of(9.0, 1.0, 5.0))).isEqualTo(5);
    }

    @Test
    void medianOfAnEvenNumberIsTheMeanOfTheTwoInTheMiddle() {
        assertThat(Statistics.median(List.of(9.0, 1.0, 5.0, 6.0))).isEqualTo(5.5);
    }

    @Test
    void nothingHasNoMedianAndNoPercentile() {
        assertThat(Statistics.median(List.of())).isNaN();
        assertThat(Statistics.percentile(new double[0], 50)).isNaN();
    }

    @Test
    void percentileIsTheNearestRank() {
        var oneToHundred =
                IntStream.rangeClosed(1, 100).mapToDouble(n -> 101 - n).toArray();

        assertThat(Statistics.percentile(oneToHundred, 50)).isEqualTo(50);
        assertThat(Statistics.percentile(oneToHundred, 99)).isEqualTo(99);
        assertThat(Statistics.percentile(oneToHundred, 100)).isEqualTo(100);
        assertThat(Statistics.percentile(new double[] {7}, 1)).isEqualTo(7);
    }

    @Test
    void percentileLeavesTheValuesInTheirOrder() {
        var values = new double[] {3, 1, 2};

        Statistics.percentile(values, 50);

        assertThat(values).containsExactly(3, 1, 2);
    }
}
