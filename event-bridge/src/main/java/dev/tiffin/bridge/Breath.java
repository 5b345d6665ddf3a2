package dev.tiffin.bridge;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How long to wait between two looks at the log while it lingers: as long as the last look took, so that looking takes
 * at most half the time of bridge and database however busy the machine is; but never less than a millisecond, never
 * more than five.
 */
final class Breath {

    private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(5);

    private Breath() {}

    static Duration after(long lookNanos) {
        return Duration.ofNanos(Math.clamp(lookNanos, SHORTEST, LONGEST));
    }
}
