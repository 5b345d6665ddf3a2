package dev.tiffin.local;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How the city's people are.
 *
 * @param pace what each takes for a step
 * @param mood how often they do something else than what everybody hopes for
 * @param chance decides about the rest
 */
record Habits(Duration pace, Mood mood, RandomGenerator chance) {

    static Habits of(Settings settings, RandomGenerator chance) {
        return new Habits(settings.pace(), settings.mood(), chance);
    }
}
