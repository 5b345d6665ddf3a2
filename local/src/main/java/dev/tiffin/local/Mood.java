package dev.tiffin.local;

import java.util.Arrays;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** How often the city's people do something else than what everybody hopes for, in percent. */
enum Mood {
    /** Everybody does what they are asked for. */
    CALM(0, 0, 0, 0),
    /** As on most days. */
    MOODY(5, 3, 5, 5),
    /** As on the worst. */
    STORMY(25, 20, 20, 25);

    private static final int ALL = 100;

    private final int declines;
    private final int givesBack;
    private final int cancels;
    private final int badCards;

    Mood(int declines, int givesBack, int cancels, int badCards) {
        this.declines = declines;
        this.givesBack = givesBack;
        this.cancels = cancels;
        this.badCards = badCards;
    }

    static Mood named(String text) {
        return Arrays.stream(values())
                .filter(mood -> mood.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new Trouble("TIFFIN_MOOD is \"" + text + "\"; it may be "
                        + String.join(
                                ", ",
                                Arrays.stream(values())
                                        .map(mood -> mood.name().toLowerCase(Locale.ROOT))
                                        .toList())
                        + "."));
    }

    /** Whether a restaurant says no. */
    boolean declines(RandomGenerator chance) {
        return chance.nextInt(ALL) < declines;
    }

    /** Whether an agent gives an order back. */
    boolean givesBack(RandomGenerator chance) {
        return chance.nextInt(ALL) < givesBack;
    }

    /** Whether a customer calls the order off. */
    boolean cancels(RandomGenerator chance) {
        return chance.nextInt(ALL) < cancels;
    }

    /** Whether a customer tries a card that is no good first. */
    boolean hasABadCard(RandomGenerator chance) {
        return chance.nextInt(ALL) < badCards;
    }
}
