package dev.tiffin.gateway.graphql.edge;

import dev.tiffin.gateway.graphql.Errors;
import dev.tiffin.gateway.graphql.engine.Engine;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.impl.ContextInternal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket. Everything happens on its event loop.
 *
 * <pre>
 *   opened --connection_init, token--> AUTHENTICATING --valid--> READY --subscribe--> operations
 *      |                                    |                      |
 *      +-- 5 s without it: 4408             +-- not valid: 4403    +-- token expired: 1008
 *      +-- no token at all: 4401                                   +-- does not read or answer: cut
 * </pre>
 *
 * Back-pressure: an operation is asked for further results only while the socket takes what is written to it.
 */
final class Socket {

    private static final short POLICY = 1008;
    private static final short BAD_REQUEST = 4400;
    private static final short UNAUTHORIZED = 4401;
    private static final short FORBIDDEN = 4403;
    private static final short INIT_TIMEOUT = 4408;
    private static final short ALREADY_EXISTS = 4409;
    private static final short TOO_MANY = 4429;
    private static final int LONGEST_ID = 100;
    private static final int UNANSWERED_PINGS = 2;
    private static final int RESULTS_AT_ONCE = 32;
    private static final long NO_TIMER = -1;
    private static final Buffer NOTHING = Buffer.buffer();

    /** What all sockets share. */
    record Surroundings(Engine engine, EdgeConfig config, Vertx vertx) {}

    private final ServerWebSocket wire;
    private final Protocol protocol;
    private final Surroundings surroundings;
    private final @Nullable String traceparent;
    private final Context context;
    private final Map<String, Operation> operations = new HashMap<>(4);

    private @Nullable Tokens tokens;
    private @Nullable SecurityIdentity caller;
    private boolean initialized;
    private boolean ready;
    private long initTimer = NO_TIMER;
    private long expiryTimer = NO_TIMER;
    private int unansweredPings;
    private long stalledSince;

    Socket(ServerWebSocket wire, Protocol protocol, Surroundings surroundings, @Nullable String traceparent) {
        this.wire = wire;
        this.protocol = protocol;
        this.surroundings = surroundings;
        this.traceparent = traceparent;
        // Not the request's own, which would keep the whole request in memory.
        this.context = ((ContextInternal) surroundings.vertx.getOrCreateContext()).unwrap();
    }

    /** Starts to listen; whoever has come with a token in the upgrade is known already. */
    void begin(SecurityIdentity identity, Tokens forLater) {
        if (identity.isAnonymous()) {
            tokens = forLater;
        } else {
            known(identity);
        }
        initTimer =
                closeAfter(surroundings.config.initTimeout().toMillis(), INIT_TIMEOUT, "connection_init did not come");
        wire.textMessageHandler(this::received);
        wire.binaryMessageHandler(data -> close(BAD_REQUEST, "Messages are text"));
        wire.pongHandler(pong -> unansweredPings = 0);
        // Its cause is a connection that broke; the close handler follows.
        wire.exceptionHandler(broken -> {});
    }

    /** The connection is gone. */
    void closed() {
        surroundings.vertx.cancelTimer(initTimer);
        surroundings.vertx.cancelTimer(expiryTimer);
        operations.values().forEach(Operation::cancel);
        operations.clear();
    }

    /** Runs something on the socket's event loop, whichever thread this is. */
    void run(Runnable work) {
        context.runOnContext(turn -> work.run());
    }

    void close(short code, String reason) {
        if (!wire.isClosed()) {
            wire.close(code, reason);
        }
    }

    /** Pings, and lets go whoever answers no pings, or leaves unread what was written long ago. */
    void lookAfter() {
        run(() -> {
            boolean stalled = stalledSince != 0
                    && System.nanoTime() - stalledSince
                            > surroundings.config.stalledLimit().toNanos();
            if (stalled || unansweredPings >= UNANSWERED_PINGS) {
                close(POLICY, "Not reading");
                closed();
                return;
            }
            if (stalledSince == 0 && !wire.isClosed()) {
                unansweredPings++;
                wire.writePing(NOTHING);
            }
        });
    }

    /** Sends a message. */
    void write(String message) {
        if (wire.isClosed()) {
            return;
        }
        wire.writeTextMessage(message);
        if (stalledSince == 0 && wire.writeQueueFull()) {
            stalledSince = System.nanoTime();
            // What is not read is not answered either: the client's next messages wait too.
            wire.pause();
            wire.drainHandler(drained -> drained());
        }
    }

    /** Whether what is written is also read, so that more may be produced. */
    boolean isReading() {
        return stalledSince == 0;
    }

    /**
     * How many results of one more subscription may be on their way at once. In a burst they are made in one turn of
     * the event loop, and what they need of the database besides the change is asked for all of them together: one at a
     * time, each would wait for a statement of its own. But so many may also still be written when the socket is full
     * already, so subscriptions that share it have the less each.
     */
    int resultsAtOnce() {
        return Math.max(1, RESULTS_AT_ONCE / Math.max(1, operations.size()));
    }

    /** The operation is over. */
    void finished(Operation operation) {
        operations.remove(operation.id(), operation);
    }

    private void received(String text) {
        var message = Json.object(text);
        if (message.isEmpty()) {
            close(BAD_REQUEST, "Messages are JSON objects");
            return;
        }
        unansweredPings = 0;
        switch (protocol.said(message.get().get("type"))) {
            case INIT -> init(message.get());
            case START -> start(message.get());
            case STOP -> stop(message.get().get("id"));
            case PING -> write("{\"type\":\"pong\"}");
            case TERMINATE -> close((short) 1000, "Goodbye");
            case PONG -> {}
            case UNKNOWN -> close(BAD_REQUEST, "Unknown type of message");
        }
    }

    private void init(Map<String, Object> message) {
        if (initialized) {
            close(TOO_MANY, "Too many initialisation requests");
            return;
        }
        initialized = true;
        if (caller != null) {
            acknowledge();
            return;
        }
        var token = Json.object(message.get("payload")).map(Tokens::in).orElse(null);
        if (token == null || tokens == null) {
            close(UNAUTHORIZED, "A token is needed: Authorization, in the upgrade or in connection_init");
            return;
        }
        // Older clients do not wait for the acknowledgement; what they send meanwhile waits instead.
        wire.pause();
        tokens.authenticate(token)
                .subscribe()
                .with(
                        identity -> run(() -> authenticated(identity)),
                        invalid -> run(() -> authenticated(Optional.empty())));
    }

    private void authenticated(Optional<SecurityIdentity> identity) {
        tokens = null;
        wire.resume();
        if (identity.isEmpty() || identity.get().isAnonymous()) {
            close(FORBIDDEN, "The token is not valid");
            return;
        }
        known(identity.get());
        acknowledge();
    }

    private void known(SecurityIdentity identity) {
        caller = Tokens.slim(identity);
        Long expires = Tokens.expiry(identity);
        if (expires != null) {
            long left = expires * 1_000 - System.currentTimeMillis();
            expiryTimer = closeAfter(Math.max(1, left), POLICY, "Authentication expired");
        }
    }

    private void acknowledge() {
        surroundings.vertx.cancelTimer(initTimer);
        ready = true;
        write("{\"type\":\"connection_ack\"}");
    }

    private void start(Map<String, Object> message) {
        if (!ready || caller == null) {
            close(UNAUTHORIZED, "Unauthorized");
            return;
        }
        if (!(message.get("id") instanceof String id) || id.isEmpty() || id.length() > LONGEST_ID) {
            close(BAD_REQUEST, "An operation has an id of 1 to " + LONGEST_ID + " characters");
            return;
        }
        if (operations.containsKey(id)) {
            close(ALREADY_EXISTS, "An operation with this id is under way");
            return;
        }
        if (operations.size() >= surroundings.config.maxOperationsPerSocket()) {
            close(TOO_MANY, "Too many operations on one WebSocket");
            return;
        }
        switch (Request.of(Json.object(message.get("payload")).orElseGet(Map::of))) {
            case Request.Malformed malformed ->
                write(protocol.error(Json.quoted(id), List.of(Errors.error(malformed.error()))));
            case Request.Valid request -> {
                var operation = new Operation(this, protocol, id);
                operations.put(id, operation);
                operation.execute(surroundings.engine, request.by(caller, traceparent));
            }
        }
    }

    private void stop(@Nullable Object id) {
        var operation = id instanceof String name ? operations.remove(name) : null;
        if (operation != null) {
            operation.cancel();
        }
    }

    private void drained() {
        stalledSince = 0;
        wire.resume();
        for (var operation : List.copyOf(operations.values())) {
            operation.resume();
        }
    }

    private long closeAfter(long millis, short code, String reason) {
        return surroundings.vertx.setTimer(millis, passed -> close(code, reason));
    }
}
