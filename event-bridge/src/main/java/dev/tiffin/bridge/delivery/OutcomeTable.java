package dev.tiffin.bridge.delivery;

import dev.tiffin.bridge.delivery.Outcome.Failed;
import dev.tiffin.bridge.delivery.Outcome.Kind;
import dev.tiffin.bridge.delivery.Outcome.Refused;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an answer means.
 *
 * <pre>
 *   2xx                              taken
 *   404                              not there, or not yet       repeated; from many orders: the destination
 *   408 409 425 429                  not now                     repeated
 *   5xx, no answer                   broken                      repeated; from many orders: the destination
 *   401 403 405 3xx                  not like this               repeated; never the event's fault
 *   no connection, TLS               nobody there                repeated; never the event's fault
 *   every other 4xx                  not this event              dead at once
 * </pre>
 */
public final class OutcomeTable {

    /** Longer wishes are shortened to this. */
    static final Duration LONGEST_WISH = Duration.ofHours(1);

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,10}");

    private final InstantSource clock;

    OutcomeTable(InstantSource clock) {
        this.clock = clock;
    }

    Outcome of(int status, @Nullable String retryAfter, String answer) {
        if (status >= 200 && status < 300) {
            return Outcome.ACCEPTED;
        }
        var kind = kind(status);
        return kind == null ? new Refused(status, answer) : new Failed(kind, status, answer, wish(retryAfter));
    }

    /** Whether another try may end better; otherwise it is the event's own fault. */
    public static boolean isRetryable(int status) {
        return kind(status) != null;
    }

    private static @Nullable Kind kind(int status) {
        return switch (status) {
            case 401, 403, 405 -> Kind.DESTINATION;
            case 408, 409, 425, 429 -> Kind.EVENT;
            case 404 -> Kind.EITHER;
            default -> {
                if (status >= 400 && status < 500) {
                    yield null;
                }
                yield status >= 500 ? Kind.EITHER : Kind.DESTINATION;
            }
        };
    }

    /** There was no connection to be had: refused, unresolved, TLS, or too late. */
    Outcome unconnected(Throwable failure) {
        return new Failed(Kind.CONNECTION, null, text("no connection", failure), null);
    }

    /** The connection ended or fell silent under way: the event may have arrived. */
    Outcome unanswered(Throwable failure) {
        return new Failed(Kind.EITHER, null, text("no answer", failure), null);
    }

    private static String text(String what, Throwable failure) {
        return what + ": "
                + Objects.requireNonNullElse(
                        failure.getMessage(), failure.getClass().getSimpleName());
    }

    /** Both forms of {@code Retry-After}; anything else is no wish. */
    private @Nullable Duration wish(@Nullable String header) {
        if (header == null) {
            return null;
        }
        if (SECONDS.matcher(header).matches()) {
            return shortened(Duration.ofSeconds(Long.parseLong(header)));
        }
        try {
            Instant date = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return shortened(Duration.between(clock.instant(), date));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Duration shortened(Duration wish) {
        if (wish.isNegative()) {
            return Duration.ZERO;
        }
        return wish.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : wish;
    }
}
