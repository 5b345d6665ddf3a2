package dev.tiffin.bench.load;

import java.util.Arrays;
import java.util.Collection;

/** The two summaries that are reported. */
public final class Statistics {

    private Statistics() {}

    /** The middle value; of an even number of values the mean of the two in the middle; NaN of none. */
    public static double median(Collection<Double> values) {
        var sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            return Double.NaN;
        }
        var middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /**
     * The smallest value that at least {@code percent} of all values do not exceed (nearest rank: always a value that
     * was really measured).
     *
     * @param percent above 0, at most 100
     */
    public static double percentile(double[] values, double percent) {
        if (values.length == 0) {
            return Double.NaN;
        }
        var sorted = values.clone();
        Arrays.sort(sorted);
        var rank = (int) Math.ceil(percent / 100 * sorted.length);
        return sorted[Math.max(1, rank) - 1];
    }
}
