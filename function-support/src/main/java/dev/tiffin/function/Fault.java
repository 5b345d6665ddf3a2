package dev.tiffin.function;

import org.jspecify.annotations.Nullable;

/**
 * Why an event was not worked on, in one sentence that is safe to send back: it repeats nothing of the customer. It
 * has no stack trace because it is an answer, not a bug.
 */
public final class Fault extends RuntimeException {

    /*
     * The failure table: everything that can arrive, and what is answered. Funqy alone answers most of these with
     * 500, 404 or even 200. A deliverer repeats 404, 408, 409, 429 and 5xx; it holds 401, 403 and 405 against the
     * destination; any other 4xx makes a dead letter at once. So poison must be 400, 415 or 422, whatever may heal
     * must be 503, and what lies at one order alone must be 409: five orders answered 5xx are a function in trouble.
     *
     *   what arrives                                                        answer
     *   ------------------------------------------------------------------  ---------------------------------
     *   a path other than "/" and "/q/..."; so no function by its name      404  NOT_FOUND
     *   a method other than POST, CloudEvents headers or not                405  NOT_POST, with Allow
     *   no token, or one that does not verify, or is expired                401  UNAUTHENTICATED, with WWW-Authenticate
     *   a good token without the role event-bridge                          403  FORBIDDEN
     *   a body above quarkus.http.limits.max-body-size                      413  TOO_LARGE
     *   a batch of events, where a function may block                       415  BATCH
     *   a batch in which something is malformed, no order, or of a type
     *     that no function here takes: none of its events was begun         as it alone would be, 400 or 422
     *   no CloudEvent, or a malformed one: content type, id, source,
     *     specversion, type, time, an empty body, data that is no JSON      400  MALFORMED
     *   an event of a type that no function here takes                      422  UNKNOWN_TYPE
     *   data that is JSON but no order, or one that the rules cannot read;
     *     an order that the gateway does not know; a result it refuses      422  UNUSABLE
     *   the gateway is away, slow, or answers 5xx, UNAVAILABLE, TOO_MANY;
     *     it refuses this function's token; too many results wait for it    503  TRANSIENT, with Retry-After
     *   the gateway asked to work again, and again: others were faster;
     *     what this order waits for is not known yet                        409  CONTESTED
     *   the gateway itself failed on this request                           503  GATEWAY_FAILED, with Retry-After
     *   a bug of ours                                                       500  BUG, and the stack trace in the log
     *   (the work is done, or was done before, or is of no use any more     204, empty: nothing is replied, ever)
     *   (a batch                                                            200, and all of this for each event)
     */
    enum Kind {
        NOT_FOUND(404),
        NOT_POST(405),
        UNAUTHENTICATED(401),
        FORBIDDEN(403),
        TOO_LARGE(413),
        BATCH(415),
        MALFORMED(400),
        UNKNOWN_TYPE(422),
        UNUSABLE(422),
        CONTESTED(409),
        TRANSIENT(503),
        GATEWAY_FAILED(503),
        BUG(500);

        private final int status;

        Kind(int status) {
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    private final Kind kind;
    private final String sentence;

    private Fault(Kind kind, String sentence, @Nullable Throwable cause) {
        super(sentence, cause, false, false);
        this.kind = kind;
        this.sentence = sentence;
    }

    static Fault of(Kind kind, String sentence) {
        return new Fault(kind, sentence, null);
    }

    static Fault of(Kind kind, String sentence, Throwable cause) {
        return new Fault(kind, sentence, cause);
    }

    /** The event can never be worked on: 422, a dead letter. */
    public static Fault unusable(String sentence) {
        return of(Kind.UNUSABLE, sentence);
    }

    /** The event may come again and then succeed: 503. */
    public static Fault passing(String sentence) {
        return of(Kind.TRANSIENT, sentence);
    }

    /** This event alone had better come again: 409, which says nothing about the function's health. */
    public static Fault later(String sentence) {
        return of(Kind.CONTESTED, sentence);
    }

    Kind kind() {
        return kind;
    }

    /** The HTTP status that the deliverer sees. */
    public int status() {
        return kind.status();
    }

    /** How long the deliverer had better wait; null if that says nothing. */
    @Nullable
    Integer retryAfterSeconds() {
        return switch (kind) {
            case TRANSIENT, GATEWAY_FAILED -> 1;
            default -> null;
        };
    }

    /** What the deliverer is told. */
    public String sentence() {
        return sentence;
    }
}
