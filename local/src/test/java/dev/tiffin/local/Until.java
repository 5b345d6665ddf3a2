package dev.tiffin.local;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** The one place where tests look again: for what other processes do and tell nobody. */
final class Until {

    private static final long LOOK_AGAIN = 20;

    private Until() {}

    /** Returns as soon as it holds, fails when it does not in time. */
    static void holds(String what, Duration atMost, Callable<Boolean> condition) throws Exception {
        var last = Instant.now().plus(atMost);
        var never = new CountDownLatch(1);
        while (!condition.call()) {
            if (Instant.now().isAfter(last)) {
                throw new AssertionError("Not within " + atMost.toSeconds() + " s: " + what);
            }
            never.await(LOOK_AGAIN, MILLISECONDS);
        }
    }
}
