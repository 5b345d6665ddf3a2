package dev.tiffin.bridge;

import java.time.Duration;

/**
 * How long to wait between two looks at the log while it lingers. A look costs bridge and database half a millisecond
 * of CPU however little it finds, and what is found together travels together from there on: to the functions, back to
 * the gateway, into one transaction. So the more is under way, the longer it waits for company: half a millisecond for
 * each event, from one millisecond when there is next to nothing to eight. A lone order is not kept waiting; on a
 * machine that is all busy, which is what many events under way say, eight milliseconds are nothing beside what they
 * spare.
 */
final class Breath {

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration FOR_EACH = Duration.ofNanos(500_000);
    private static final int MOST_COUNTED = 16;

    private Breath() {}

    static Duration beside(int underWay) {
        var wait = FOR_EACH.multipliedBy(Math.min(underWay, MOST_COUNTED));
        return wait.compareTo(SHORTEST) < 0 ? SHORTEST : wait;
    }
}
