package dev.tiffin.bridge;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition that nothing signals. */
final class Eventually {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Eventually() {}

    /** @param what completes the sentence "it never came about that" */
    static void is(String what, BooleanSupplier condition) {
        is(what, LIMIT, condition);
    }

    static void is(String what, Duration limit, BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it never came about that " + what);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }
}
