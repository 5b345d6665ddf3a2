package dev.tiffin.gateway.order;

import org.jspecify.annotations.Nullable;

/**
 * Text that comes from outside. What PostgreSQL cannot keep is refused here, before it can spoil a batch: NUL, which no
 * text column takes, and lone surrogates, which the driver would silently turn into question marks.
 */
final class Text {

    /** Longest id or token. */
    static final int NAME = 200;
    /** Longest sentence. */
    static final int SENTENCE = 1_000;

    private Text() {}

    /** The text, if it is there, not blank, not too long and can be stored. */
    static String required(String what, @Nullable String text, int longest) {
        if (text == null || text.isBlank()) {
            throw invalid(what + " must not be empty.");
        }
        return storable(what, text, longest);
    }

    /** The same for a text that may be absent. */
    static @Nullable String optional(String what, @Nullable String text, int longest) {
        return text == null ? null : storable(what, text, longest);
    }

    static OrderRefused invalid(String sentence) {
        return new OrderRefused(Refusal.INVALID_INPUT, sentence);
    }

    private static String storable(String what, String text, int longest) {
        if (text.length() > longest) {
            throw invalid(what + " must not be longer than " + longest + " characters.");
        }
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character == 0 || isLoneSurrogate(text, at)) {
                throw invalid(what + " contains a character that cannot be stored.");
            }
        }
        return text;
    }

    private static boolean isLoneSurrogate(String text, int at) {
        char character = text.charAt(at);
        if (Character.isHighSurrogate(character)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        return Character.isLowSurrogate(character) && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }
}
