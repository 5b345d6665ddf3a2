package dev.tiffin.gateway.graphql.edge;

import graphql.GraphQLError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The two ways to speak GraphQL over a WebSocket; they differ in the names of messages, mostly. */
enum Protocol {
    /** Of the library graphql-ws, by name graphql-transport-ws: the one of today. */
    TRANSPORT("graphql-transport-ws", "subscribe", "complete", "next"),
    /** Of the library subscriptions-transport-ws, by name graphql-ws: the one before. */
    LEGACY("graphql-ws", "start", "stop", "data");

    private final String subprotocol;
    private final String start;
    private final String stop;
    private final String next;

    Protocol(String subprotocol, String start, String stop, String next) {
        this.subprotocol = subprotocol;
        this.start = start;
        this.stop = stop;
        this.next = next;
    }

    /** What a client says, as far as the server cares. */
    enum Said {
        INIT,
        START,
        STOP,
        PING,
        PONG,
        TERMINATE,
        UNKNOWN
    }

    /** The protocol that was agreed on during the upgrade; null if none was. */
    static @Nullable Protocol named(@Nullable String subprotocol) {
        for (var protocol : values()) {
            if (protocol.subprotocol.equals(subprotocol)) {
                return protocol;
            }
        }
        return null;
    }

    /** What a message of this type says. */
    Said said(@Nullable Object type) {
        if ("connection_init".equals(type)) {
            return Said.INIT;
        }
        if (start.equals(type)) {
            return Said.START;
        }
        if (stop.equals(type)) {
            return Said.STOP;
        }
        if (this == LEGACY) {
            return "connection_terminate".equals(type) ? Said.TERMINATE : Said.UNKNOWN;
        }
        if ("ping".equals(type)) {
            return Said.PING;
        }
        return "pong".equals(type) ? Said.PONG : Said.UNKNOWN;
    }

    /** An answer, or one of a stream; {@code quotedId} and {@code result} are JSON. */
    String next(String quotedId, String result) {
        return "{\"type\":\"" + next + "\",\"id\":" + quotedId + ",\"payload\":" + result + "}";
    }

    /** The operation has failed and is over. */
    String error(String quotedId, List<GraphQLError> errors) {
        String payload = Json.text(this == LEGACY ? errors.subList(0, 1) : errors);
        String shaped = this == LEGACY ? payload.substring(1, payload.length() - 1) : payload;
        return "{\"type\":\"error\",\"id\":" + quotedId + ",\"payload\":" + shaped + "}";
    }

    /** The operation is over. */
    String complete(String quotedId) {
        return "{\"type\":\"complete\",\"id\":" + quotedId + "}";
    }
}
