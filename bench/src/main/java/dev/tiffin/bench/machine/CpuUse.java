package dev.tiffin.bench.machine;

import java.util.Collection;
import java.util.SortedMap;

/**
 * CPU time used during a measurement.
 *
 * @param millisByGroup milliseconds of CPU time of each group of processes
 * @param othersShare how much of all cores was used by anything outside the run, from 0 to 1
 */
public record CpuUse(SortedMap<String, Double> millisByGroup, double othersShare) {

    /** Milliseconds of CPU time of all groups. */
    public double millis() {
        return sum(millisByGroup.values());
    }

    /** Milliseconds of CPU time of some groups; one that did not run has used nothing. */
    public double millis(Collection<String> groups) {
        return groups.stream()
                .mapToDouble(group -> millisByGroup.getOrDefault(group, 0.0))
                .sum();
    }

    private static double sum(Collection<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).sum();
    }
}
