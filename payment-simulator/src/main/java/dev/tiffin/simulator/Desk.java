package dev.tiffin.simulator;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where requests come in: who asks, and whether it was asked before. Idempotency keys are honoured the way Stripe
 * documents it:
 *
 * <pre>
 *   a POST with a key
 *     ├─ known, same content          ─▶ the first answer, word for word, an error too
 *     ├─ known, other content         ─▶ 400 idempotency_error
 *     ├─ being worked on              ─▶ 409 idempotency_error, idempotency_key_in_use
 *     ├─ malformed, or 503            ─▶ its answer, which is not kept: nothing was begun
 *     └─ otherwise                    ─▶ done, and written down together with the answer
 *   keys are forgotten after a time (tiffin.simulator.key-lifetime)
 * </pre>
 *
 * Thread-safe.
 */
final class Desk {

    private static final String BEARER = "Bearer sk_test_";
    private static final int LONGEST_KEY = 255;
    private static final String PAYMENTS = "/v1/payment_intents";
    private static final String REFUNDS = "/v1/refunds";

    private final Ledger ledger;
    private final PaymentIntents payments;
    private final Refunds refunds;
    private final InstantSource clock;
    // Who works under which key. Each request is itself, however alike: only who took a key gives it back, and not who
    // was told that it is in use.
    private final IdentityHashMap<Request, String> underWay = new IdentityHashMap<>();
    private final Map<String, Integer> refusals = new HashMap<>();

    Desk(Ledger ledger, PaymentIntents payments, Refunds refunds, InstantSource clock) {
        this.ledger = ledger;
        this.payments = payments;
        this.refunds = refunds;
        this.clock = clock;
    }

    /** What was done, and what is answered; the answer is kept unless nothing was begun. */
    record Done(
            Reply reply, @Nullable Intent intent, @Nullable Refund refund, boolean begun) {

        static Done nothing(Reply reply) {
            return new Done(reply, null, null, false);
        }
    }

    /** Answers a request; {@link #answered} must be called when the answer is away. */
    Reply answer(Request request) {
        if (request.authorization() == null || !request.authorization().startsWith(BEARER)) {
            return Reply.error(
                    401, "invalid_request_error", null, "This is a simulator: it takes test keys only (sk_test_...).");
        }
        if (!request.writes()) {
            return read(request);
        }
        var key = request.key();
        if (key == null) {
            return write(request, null);
        }
        if (key.length() > LONGEST_KEY) {
            return Reply.invalid(null, "Idempotency keys are at most 255 characters long.");
        }
        return once(request, key);
    }

    /** The answer is on its way, or the connection is gone: the key may be used again. */
    synchronized void answered(Request request) {
        underWay.remove(request);
    }

    private Reply once(Request request, String key) {
        synchronized (this) {
            if (underWay.values().stream().anyMatch(key::equals)) {
                return Reply.error(
                        409,
                        "idempotency_error",
                        "idempotency_key_in_use",
                        "Another request with this idempotency key is in progress.");
            }
            var known = ledger.answer(key);
            if (known.isPresent()) {
                return again(request, known.get());
            }
            underWay.put(request, key);
        }
        return write(request, key);
    }

    private static Reply again(Request request, Ledger.Answer first) {
        return first.content().equals(request.content())
                ? Reply.replayed(first.status(), first.body(), first.lost() ? Reply.Manner.LOST : Reply.Manner.AT_ONCE)
                : Reply.error(
                        400,
                        "idempotency_error",
                        null,
                        "Keys for idempotent requests can only be used with the same parameters they were first used"
                                + " with.");
    }

    private Reply read(Request request) {
        var path = request.path();
        if (path.equals(PAYMENTS + "/search")) {
            return payments.search(request);
        }
        if (path.equals(PAYMENTS)) {
            return payments.list(request);
        }
        if (path.startsWith(PAYMENTS + "/")) {
            return payments.retrieve(path.substring(PAYMENTS.length() + 1));
        }
        return path.equals(REFUNDS) ? refunds.list(request) : unknown(path);
    }

    private Reply write(Request request, @Nullable String key) {
        return switch (request.path()) {
            case PAYMENTS -> recorded(request, key, isRefused(request, key) ? unavailable() : payments.create(request));
            case REFUNDS -> refund(request, key);
            default -> unknown(request.path());
        };
    }

    /** One at a time, till it is written down: two refunds of a payment could both find it whole. */
    private Reply refund(Request request, @Nullable String key) {
        synchronized (refunds) {
            return recorded(request, key, refunds.create(request));
        }
    }

    private Reply recorded(Request request, @Nullable String key, Done done) {
        if (done.begun()) {
            ledger.record(new Ledger.Entry(
                    done.intent(), done.refund(), key == null ? null : answer(request, key, done.reply())));
        }
        return done.reply();
    }

    private Ledger.Answer answer(Request request, String key, Reply reply) {
        return new Ledger.Answer(
                key,
                request.content(),
                reply.status(),
                reply.body(),
                reply.manner().lost(),
                clock.instant());
    }

    /** Whether the card makes the service unavailable once more. */
    private synchronized boolean isRefused(Request request, @Nullable String key) {
        int times = request.parameter("payment_method")
                .flatMap(Card::named)
                .map(Card::refusals)
                .orElse(0);
        return times > 0 && key != null && refusals.merge(key, 1, Integer::sum) <= times;
    }

    private static Done unavailable() {
        return Done.nothing(Reply.error(503, "api_error", null, "The service is unavailable. Please try again."));
    }

    private static Reply unknown(String path) {
        return Reply.error(
                404, "invalid_request_error", null, "Unrecognized request URL (" + path + "), in this simulator.");
    }
}
