package dev.tiffin.bridge.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a delivery ended. */
public sealed interface Outcome {

    /** The destination has taken the event. */
    Outcome ACCEPTED = new Accepted();

    /** Answered 2xx. */
    record Accepted() implements Outcome {}

    /**
     * The event itself is at fault, and will be tomorrow.
     *
     * @param status HTTP status; 0 if it could not even be sent
     * @param answer what was said, cut to a kilobyte
     */
    record Refused(int status, String answer) implements Outcome {}

    /**
     * To be tried again.
     *
     * @param status HTTP status; null for no answer
     * @param answer what was said, or what went wrong, cut to a kilobyte
     * @param retryAfter how long the destination asked to be left alone
     */
    record Failed(
            Kind kind,
            @Nullable Integer status,
            String answer,
            @Nullable Duration retryAfter) implements Outcome {}

    /** What a failure says. */
    enum Kind {
        /** About the event, or the moment: busy, conflict, too early. */
        EVENT(true, false),
        /** About the event or the destination: broken, or did not answer. Several orders in a row: the destination. */
        EITHER(true, true),
        /** About the destination: it would answer so to anybody, a wrong credential or address. */
        DESTINATION(false, true),
        /** About the destination: there is no connection to be had. */
        CONNECTION(false, true);

        private final boolean attempt;
        private final boolean suspicious;

        Kind(boolean attempt, boolean suspicious) {
            this.attempt = attempt;
            this.suspicious = suspicious;
        }

        /** Whether it counts against the event. */
        public boolean isAttempt() {
            return attempt;
        }

        /** Whether it counts against the destination. */
        public boolean isSuspicious() {
            return suspicious;
        }
    }
}
