package dev.tiffin.bridge.again;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How long to wait before trying again. Pure.
 *
 * @param steps what to wait at most after the first failure, the second, and so on; the last one from there on
 * @param jitter how much of a step is left to chance: 1 the whole (nothing else scatters a herd as well), 0.4 a fifth
 *     to either side
 */
public record Backoff(List<Duration> steps, double jitter) {

    /** Of the session with the database: short to the last, for events are to flow within a second of its return. */
    public static final Backoff RECONNECT = new Backoff(
            List.of(Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(400)), 1);

    /** Of an event that waits in memory. */
    public static final Backoff SOON = new Backoff(
            List.of(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(400), Duration.ofMillis(800)), 1);

    /** Of an event that waits in the table. */
    public static final Backoff LATER = new Backoff(
            List.of(
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(120)),
            0.4);

    /** Of an event that a Broker gave back: it has tried for minutes, so there is no hurry. */
    public static final Backoff RETURNED = new Backoff(
            List.of(
                    Duration.ofSeconds(15),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(4),
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(15)),
            0.4);

    public Backoff {
        steps = List.copyOf(steps);
    }

    /**
     * The pause after a failure.
     *
     * @param failures how many in a row so far, at least one
     */
    public Duration after(int failures, RandomGenerator chance) {
        long step = steps.get(Math.min(Math.max(failures, 1), steps.size()) - 1).toMillis();
        double fixed = jitter == 1 ? 0 : 1 - jitter / 2;
        return Duration.ofMillis(Math.round(step * (fixed + jitter * chance.nextDouble())));
    }
}
