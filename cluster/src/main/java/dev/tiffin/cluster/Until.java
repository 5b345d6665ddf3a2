package dev.tiffin.cluster;

import java.time.Duration;
import java.time.Instant;

/** Waits for what gives no signal. */
final class Until {

    private static final Duration BETWEEN = Duration.ofMillis(300);

    private Until() {}

    /** Something that may hold or not. */
    interface Condition {
        boolean holds() throws InterruptedException;
    }

    /**
     * Returns how long it took.
     *
     * @throws Failure if it does not hold in time
     */
    static Duration holds(String what, Duration atMost, Condition condition) throws InterruptedException {
        var begun = Instant.now();
        while (!condition.holds()) {
            if (Duration.between(begun, Instant.now()).compareTo(atMost) > 0) {
                throw new Failure("After " + atMost.toSeconds() + " s still not: " + what);
            }
            Thread.sleep(BETWEEN);
        }
        return Duration.between(begun, Instant.now());
    }
}
