package dev.tiffin.gateway.graphql.engine;

import io.quarkus.security.identity.SecurityIdentity;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to execute a GraphQL document, with whoever makes it.
 *
 * @param query the document
 * @param operationName which of its operations, if it has several
 * @param variables their values, as JSON came in: maps, lists, text, numbers, booleans
 * @param identity whose token came with it
 * @param traceparent W3C trace context that came with it, if it is well formed
 */
public record Call(
        String query,
        @Nullable String operationName,
        Map<String, Object> variables,
        SecurityIdentity identity,
        @Nullable String traceparent) {}
