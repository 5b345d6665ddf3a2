package dev.tiffin.bridge.operator;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What requests have in common: reasons, limits, times and lists that may be missing. */
final class Requests {

    /** What one request may bring about at most. */
    static final int MOST = 100_000;

    private static final int LONGEST_REASON = 500;
    private static final int DEFAULT_RATE = 50;
    private static final int HIGHEST_RATE = 10_000;

    private Requests() {}

    /** Nothing is done without a reason. */
    static String why(@Nullable String why) {
        if (why == null || why.isBlank() || why.length() > LONGEST_REASON) {
            throw Problem.invalid("why must say, in at most " + LONGEST_REASON + " characters, why this is done");
        }
        return why.strip();
    }

    /** Events a second. */
    static int rate(@Nullable Integer perSecond) {
        return within("perSecond", perSecond == null ? DEFAULT_RATE : perSecond, HIGHEST_RATE);
    }

    static int within(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw Problem.invalid(name + " must be from 1 to " + most);
        }
        return value;
    }

    static UUID id(String name, String text) {
        try {
            var id = UUID.fromString(text);
            if (id.toString().equalsIgnoreCase(text)) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            throw Problem.invalid(name + " must be a UUID");
        }
        throw Problem.invalid(name + " must be a UUID");
    }

    static @Nullable Instant time(String name, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw Problem.invalid(name + " must be a time as 2026-11-25T12:00:00Z");
        }
    }

    static @Nullable OffsetDateTime column(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }

    static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    /** An array parameter, as an object lest it be taken for several; null for an empty list: no condition. */
    static <T> @Nullable Object condition(Collection<T> values, Function<Integer, T[]> array) {
        return values.isEmpty() ? null : values.toArray(array.apply(0));
    }

    static <T> List<T> listOf(@Nullable List<T> values) {
        return values == null ? List.of() : List.copyOf(values);
    }
}
