package dev.tiffin.bridge.again;

import java.util.concurrent.TimeUnit;

/** The clock for distances in time: nobody sets it, and it means nothing but by its differences. */
public final class Ticks {

    private Ticks() {}

    /** Milliseconds since whenever. */
    public static long millis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
