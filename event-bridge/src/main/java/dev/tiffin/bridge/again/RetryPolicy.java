package dev.tiffin.bridge.again;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an event that could not be delivered. Pure.
 *
 * <pre>
 *   failures in memory    1..4     again after 100, 200, 400, 800 ms, all of it left to chance
 *   then                           into the table: again after 2, 5, 15, 30, 60, 120, 120 .. s, give or take a fifth
 *   at last                        dead, after so many attempts or so long
 * </pre>
 *
 * A destination's wish to be left alone is added to neither: the longer of the two counts. The limits count only what
 * speaks against the event: while the destination is in trouble nothing is an attempt, and no time passes.
 *
 * @param attempts most attempts
 * @param age longest time from the first failure
 */
public record RetryPolicy(int attempts, Duration age) {

    /** What is short enough to wait for in memory. */
    static final Duration SHORT = Duration.ofSeconds(1);

    /** What to do. */
    public sealed interface Decision {}

    /** Keep it in memory and try again after this. */
    public record Soon(Duration delay) implements Decision {}

    /** Into the table, due after this. */
    public record Later(Duration delay) implements Decision {}

    /** Nobody will send it any more. */
    public record Dead() implements Decision {}

    /**
     * What there is to judge by.
     *
     * @param attempts that count, this one included
     * @param failures in a row since it came into memory, this one included
     * @param age since the first failure that counts
     * @param fromTable whether it waited in the table before: there it goes back to
     * @param wish of the destination
     */
    public record Case(
            int attempts,
            int failures,
            Duration age,
            boolean fromTable,
            @Nullable Duration wish) {}

    /** Decides. */
    public Decision decide(Case of, RandomGenerator chance) {
        if (of.attempts >= attempts || of.age.compareTo(age) >= 0) {
            return new Dead();
        }
        var wish = of.wish == null ? Duration.ZERO : of.wish;
        int inMemory = Backoff.SOON.steps().size();
        if (!of.fromTable && of.failures <= inMemory && wish.compareTo(SHORT) <= 0) {
            return new Soon(longer(Backoff.SOON.after(of.failures, chance), wish));
        }
        return new Later(longer(Backoff.LATER.after(of.attempts - inMemory, chance), wish));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
