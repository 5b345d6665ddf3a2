package dev.tiffin.simulator;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is answered.
 *
 * @param status of HTTP
 * @param body JSON
 * @param manner at once, later, or never
 * @param replayed whether an earlier answer is repeated because of its key
 */
record Reply(int status, String body, Manner manner, boolean replayed) {

    /**
     * How the answer travels.
     *
     * @param after how long it takes
     * @param lost whether the connection breaks in its place
     */
    record Manner(Duration after, boolean lost) {
        static final Manner AT_ONCE = new Manner(Duration.ZERO, false);
        static final Manner LOST = new Manner(Duration.ZERO, true);
    }

    static Reply of(JsonObject object) {
        return new Reply(200, object.encode(), Manner.AT_ONCE, false);
    }

    static Reply error(int status, String type, @Nullable String code, String message) {
        return error(
                status, new JsonObject().put("type", type).put("code", code).put("message", message));
    }

    static Reply error(int status, JsonObject error) {
        return new Reply(status, new JsonObject().put("error", error).encode(), Manner.AT_ONCE, false);
    }

    static Reply invalid(@Nullable String code, String message) {
        return error(400, "invalid_request_error", code, message);
    }

    /** The same, once more. */
    static Reply replayed(int status, String body, Manner manner) {
        return new Reply(status, body, manner, true);
    }

    Reply in(Manner other) {
        return new Reply(status, body, other, replayed);
    }
}
