package dev.tiffin.gateway.graphql.edge;

import dev.tiffin.gateway.graphql.ErrorCode;
import dev.tiffin.gateway.graphql.Errors.Published;
import dev.tiffin.gateway.graphql.engine.Call;
import io.quarkus.security.identity.SecurityIdentity;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a request asks for, or why it is none. */
sealed interface Request {

    /** A document to execute. */
    record Valid(String query, @Nullable String operationName, Map<String, Object> variables) implements Request {

        Call by(SecurityIdentity identity, @Nullable String traceparent) {
            return new Call(query, operationName, variables, identity, traceparent);
        }
    }

    /** Not what GraphQL over HTTP calls a request. */
    record Malformed(Published error) implements Request {}

    /** W3C trace context, version 00. */
    Pattern TRACEPARENT = Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    /** Reads the object that came as a body or as a message's payload. */
    static Request of(Map<String, Object> object) {
        if (!(object.get("query") instanceof String query) || query.isBlank()) {
            return malformed("`query` must be a text with a GraphQL document.");
        }
        var operationName = object.get("operationName");
        if (operationName != null && !(operationName instanceof String)) {
            return malformed("`operationName` must be a text.");
        }
        var variables = object.get("variables");
        if (variables != null && !(variables instanceof Map<?, ?>)) {
            return malformed("`variables` must be an object.");
        }
        return new Valid(query, (String) operationName, Json.object(variables).orElseGet(Map::of));
    }

    /** The trace context, if it is well formed. */
    static @Nullable String traceparent(@Nullable String header) {
        return header != null && TRACEPARENT.matcher(header).matches() ? header : null;
    }

    private static Malformed malformed(String message) {
        return new Malformed(new Published(ErrorCode.INVALID_INPUT, message));
    }
}
