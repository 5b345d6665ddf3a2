package dev.tiffin.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How often people say no. */
class MoodTest {

    private static final int TIMES = 10_000;
    private static final long SEED = 1890;

    @Test
    void aCalmCityDoesWhatEverybodyHopesFor() {
        assertThat(everySay(Mood.CALM)).containsOnly(0L);
    }

    @Test
    void aStormyCitySaysNoMoreOftenThanAMoodyOneInEveryWay() {
        var moody = everySay(Mood.MOODY);
        var stormy = everySay(Mood.STORMY);
        assertThat(moody).allMatch(times -> times > TIMES / 100 && times < TIMES / 10);
        assertThat(stormy).allMatch(times -> times > TIMES / 10 && times < TIMES / 3);
    }

    @Test
    void aMoodIsNamedInAnyCase() {
        assertThat(Mood.named("Stormy")).isEqualTo(Mood.STORMY);
        assertThatThrownBy(() -> Mood.named("hungry"))
                .isInstanceOf(Trouble.class)
                .hasMessage("TIFFIN_MOOD is \"hungry\"; it may be calm, moody, stormy.");
    }

    /** In the order in which they are declared: declines, gives back, cancels, has a bad card. */
    private static List<Long> everySay(Mood mood) {
        return List.of(say(mood::declines), say(mood::givesBack), say(mood::cancels), say(mood::hasABadCard));
    }

    private static long say(Predicate<RandomGenerator> no) {
        var chance = new Random(SEED);
        return IntStream.range(0, TIMES).filter(time -> no.test(chance)).count();
    }
}
