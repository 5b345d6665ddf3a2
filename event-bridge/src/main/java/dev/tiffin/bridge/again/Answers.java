package dev.tiffin.bridge.again;

import java.util.Collection;

/** What destinations said, made fit to be kept and shown. */
public final class Answers {

    private static final int LONGEST = 1024;

    /** Shorter ones would black out what means nothing. */
    private static final int SHORTEST_SECRET = 4;

    private Answers() {}

    /**
     * Cut to a kilobyte, without control characters (the database refuses one of them), and without what must not be
     * repeated: a function may well quote the event that it could not read.
     */
    public static String keepable(String answer, Collection<String> secrets) {
        String kept = answer;
        for (String secret : secrets) {
            if (secret.length() >= SHORTEST_SECRET) {
                kept = kept.replace(secret, "***");
            }
        }
        kept = withoutCutSecret(kept.length() > LONGEST ? kept.substring(0, LONGEST) : kept, secrets);
        return kept.codePoints()
                .map(c -> isKept(c) ? c : ' ')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
    }

    /** What was cut, here or by whoever passed it on, may end in the middle of a secret. */
    private static String withoutCutSecret(String text, Collection<String> secrets) {
        for (String secret : secrets) {
            for (int length = Math.min(secret.length() - 1, text.length()); length >= SHORTEST_SECRET; length--) {
                if (text.endsWith(secret.substring(0, length))) {
                    return text.substring(0, text.length() - length) + "***";
                }
            }
        }
        return text;
    }

    private static boolean isKept(int codePoint) {
        boolean halfOfOne = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        return !halfOfOne && !Character.isISOControl(codePoint);
    }
}
