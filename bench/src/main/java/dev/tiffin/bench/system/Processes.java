package dev.tiffin.bench.system;

import dev.tiffin.bench.BenchFailure;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waiting for processes. */
final class Processes {

    private static final long LOOK_AGAIN_MILLIS = 20;

    private Processes() {}

    /** Whether the process comes so far within this time; not if it ends before. */
    static boolean comesSoFar(Process process, Duration atMost, BooleanSupplier soFar) {
        var deadline = System.nanoTime() + atMost.toNanos();
        try {
            while (!soFar.getAsBoolean()) {
                if (System.nanoTime() > deadline || process.waitFor(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException e) {
            throw new BenchFailure("Interrupted", e);
        }
    }

    /** Asks it to end, and ends it if it has not after this time. */
    static void end(Process process, Duration atMost) {
        process.destroy();
        try {
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
