package dev.tiffin.bridge.again;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way into the table of those that wait.
 *
 * @param partition the order's
 * @param gen of the row it was read from; 0 if it comes from the log
 * @param eventType of an event that was not settled yet: later ones of the order must wait behind it. Null for one
 *     that was settled and is sent once more: it holds nothing up
 * @param delay until it is due; null: until the one before it is settled, or the pause of its type ends
 * @param history how it fared so far
 * @param why for people to read
 */
public record Postponed(
        UUID orderId,
        int version,
        int partition,
        long gen,
        @Nullable String eventType,
        @Nullable Duration delay,
        History history,
        Why why) {

    /** Reasons that the bridge itself gives. */
    public enum Why {
        /** It could not be delivered. */
        FAILED,
        /** An earlier one of the order waits. */
        BEHIND,
        /** Its destination is in trouble. */
        TROUBLED,
        /** An operator holds back events of its type. */
        PAUSED
    }

    /**
     * How an event fared.
     *
     * @param attempts that count
     * @param firstFailedAt the first of them
     * @param lastStatus HTTP status of the last failure
     * @param lastError what it said
     */
    public record History(
            int attempts,
            @Nullable Instant firstFailedAt,
            @Nullable Integer lastStatus,
            @Nullable String lastError) {

        /** Nothing happened yet. */
        public static final History NONE = new History(0, null, null, null);
    }
}
