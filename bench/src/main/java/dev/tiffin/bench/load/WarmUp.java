package dev.tiffin.bench.load;

import java.time.Duration;
import java.util.function.DoubleConsumer;

/**
 * Full load until it does not get faster any more. Six JVMs that share two cores with their own compilers need minutes
 * for that, a single busy one needs seconds, so a fixed time would be unfair to one of them or a waste with the other.
 *
 * @param longest the most it takes; the rate is taken as it is then
 * @param step how long each look at the rate takes
 * @param told the rate of each step, orders a second
 */
public record WarmUp(Duration longest, Duration step, DoubleConsumer told) {

    /** So many steps in a row have to bring nothing new. */
    private static final int STEADY_STEPS = 6;

    /** Less than this is no news. */
    private static final double GAIN = 1.02;

    /** Lets something run for a while and says at what rate it did. */
    interface Load {
        double perSecond(Duration length);
    }

    void run(Load load) {
        double best = 0;
        int steady = 0;
        for (var left = longest; left.isPositive() && steady < STEADY_STEPS; left = left.minus(step)) {
            var rate = load.perSecond(left.compareTo(step) < 0 ? left : step);
            told.accept(rate);
            steady = rate > best * GAIN ? 0 : steady + 1;
            best = Math.max(best, rate);
        }
    }
}
