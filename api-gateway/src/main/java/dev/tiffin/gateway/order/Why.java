package dev.tiffin.gateway.order;

import dev.tiffin.contract.StepResults.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One reason. An order has one as a rule, but validation finds everything that is wrong at once: then the codes stand
 * in {@code reason_code} one after the other, with commas, and the sentences in {@code reason}, a line each.
 *
 * @param code for programs
 * @param sentence for the customer
 */
public record Why(String code, String sentence) {

    private static final String BETWEEN_CODES = ",";
    private static final String BETWEEN_SENTENCES = "\n";

    /** More would help nobody. */
    private static final int MOST = 20;

    /** What {@link #codes} and {@link #sentences} put together; none while all is well. */
    public static List<Why> of(@Nullable String reasonCode, @Nullable String reason) {
        if (reasonCode == null) {
            return List.of();
        }
        var text = reason == null ? reasonCode : reason;
        if (!reasonCode.contains(BETWEEN_CODES)) {
            return List.of(new Why(reasonCode, text));
        }
        var codes = reasonCode.split(BETWEEN_CODES, -1);
        var sentences = text.split(BETWEEN_SENTENCES, -1);
        var reasons = new ArrayList<Why>();
        for (int at = 0; at < codes.length; at++) {
            reasons.add(new Why(codes[at], at < sentences.length ? sentences[at] : codes[at]));
        }
        return List.copyOf(reasons);
    }

    static String codes(List<Violation> violations) {
        return violations.stream()
                .limit(MOST)
                .map(violation -> violation.code().replace(BETWEEN_CODES, "_"))
                .collect(Collectors.joining(BETWEEN_CODES));
    }

    static String sentences(List<Violation> violations) {
        return violations.stream()
                .limit(MOST)
                .map(violation -> violation.message().replace(BETWEEN_SENTENCES, " "))
                .collect(Collectors.joining(BETWEEN_SENTENCES));
    }
}
