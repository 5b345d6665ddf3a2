package dev.tiffin.gateway.graphql.input;

import dev.tiffin.gateway.order.OrderRefused;
import dev.tiffin.gateway.order.Refusal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Limits of what is given from outside; each refusal names the field as the caller wrote it. */
public final class Check {

    /** Longest id of a restaurant, dish, agent, and longest payment token or provider's reference. */
    static final int NAME = 200;
    /** Longest sentence. */
    static final int SENTENCE = 1_000;

    private Check() {}

    /** An order's id. */
    public static UUID orderId(String field, String text) {
        // UUID.fromString takes "1-1-1-1-1"; the length tells the real ones.
        if (text.length() == 36) {
            try {
                return UUID.fromString(text);
            } catch (IllegalArgumentException notAnId) {
                throw new OrderRefused(Refusal.INVALID_INPUT, field + " is not a UUID.");
            }
        }
        throw new OrderRefused(Refusal.INVALID_INPUT, field + " is not a UUID.");
    }

    /** A name or token: not blank, not long. */
    public static String name(String field, String text) {
        return notBlank(field, storable(field, text, NAME));
    }

    /** The same, where it may be left out. */
    public static @Nullable String optionalName(String field, @Nullable String text) {
        return text == null ? null : name(field, text);
    }

    /** A sentence written by a person: not blank, not long. */
    public static String sentence(String field, String text) {
        return notBlank(field, storable(field, text, SENTENCE));
    }

    /** The same, where it may be left out. */
    public static @Nullable String optionalSentence(String field, @Nullable String text) {
        return text == null ? null : storable(field, text, SENTENCE);
    }

    /** A whole number within limits. */
    public static int between(String field, int value, int least, int most) {
        if (value < least || value > most) {
            throw notBetween(field, value, least, most);
        }
        return value;
    }

    /** An amount within limits, in minor units. */
    static long amount(String field, long value, long least, long most) {
        if (value < least || value > most) {
            throw notBetween(field, value, least, most);
        }
        return value;
    }

    /** A finite number within limits. */
    static double between(String field, double value, int least, int most) {
        // Written so that NaN is refused too.
        if (value >= least && value <= most) {
            return value;
        }
        throw notBetween(field, value, least, most);
    }

    /** A date, ISO 8601. */
    public static LocalDate date(String field, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException noDate) {
            throw new OrderRefused(Refusal.INVALID_INPUT, field + " is not a date (2026-12-24).");
        }
    }

    /** A list that is not too long. */
    public static <T> List<T> atMost(String field, List<T> list, int most) {
        if (list.size() > most) {
            throw new OrderRefused(
                    Refusal.TOO_MANY, field + " may have at most " + most + " elements, but has " + list.size() + ".");
        }
        return list;
    }

    /**
     * Reads the elements of a list.
     *
     * @param read given an element and how the caller names it, for refusals
     */
    public static <T, R> List<R> each(String field, List<T> list, BiFunction<T, String, R> read) {
        var checked = new ArrayList<R>(list.size());
        for (int at = 0; at < list.size(); at++) {
            checked.add(read.apply(list.get(at), field + "[" + at + "]"));
        }
        return checked;
    }

    private static OrderRefused notBetween(String field, Number value, Number least, Number most) {
        return new OrderRefused(
                Refusal.INVALID_INPUT,
                field + " must be between " + least + " and " + most + ", but is " + value + ".");
    }

    private static String notBlank(String field, String text) {
        if (text.isBlank()) {
            throw new OrderRefused(Refusal.INVALID_INPUT, field + " must not be empty.");
        }
        return text;
    }

    // PostgreSQL keeps no NUL, and UTF-8 has no lone surrogates: either would spoil a whole batch.
    private static String storable(String field, String text, int longest) {
        if (text.length() > longest) {
            throw new OrderRefused(
                    Refusal.INVALID_INPUT, field + " must not be longer than " + longest + " characters.");
        }
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character == 0) {
                throw new OrderRefused(Refusal.INVALID_INPUT, field + " contains the character NUL.");
            }
            if (Character.isSurrogate(character)) {
                if (!Character.isHighSurrogate(character)
                        || at + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(at + 1))) {
                    throw new OrderRefused(
                            Refusal.INVALID_INPUT, field + " contains half a character (a lone surrogate).");
                }
                at++;
            }
        }
        return text;
    }
}
