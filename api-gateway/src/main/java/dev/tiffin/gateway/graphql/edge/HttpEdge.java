package dev.tiffin.gateway.graphql.edge;

import dev.tiffin.gateway.graphql.ErrorCode;
import dev.tiffin.gateway.graphql.Errors;
import dev.tiffin.gateway.graphql.Errors.Published;
import dev.tiffin.gateway.graphql.engine.Engine;
import dev.tiffin.gateway.graphql.engine.Engine.Kind;
import dev.tiffin.gateway.graphql.engine.Engine.Prepared;
import graphql.ExecutionResult;
import graphql.GraphQLError;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * GraphQL over HTTP. What is no GraphQL request is answered 400, 405, 413 or 415, who has no token 401; whatever an
 * operation answers is 200, its errors included. Every answer is JSON of GraphQL's shape.
 */
@ApplicationScoped
class HttpEdge {

    private static final String JSON = "application/json";
    private static final String GRAPHQL_JSON = "application/graphql-response+json";

    private final Engine engine;
    private final InFlight inFlight;
    private final int mostBytes;

    HttpEdge(Engine engine, EdgeConfig config, InFlight inFlight) {
        this.engine = engine;
        this.inFlight = inFlight;
        this.mostBytes = config.maxBodyBytes();
    }

    void handle(RoutingContext context, SecurityIdentity identity) {
        var request = context.request();
        if (!request.method().equals(HttpMethod.POST)) {
            context.response().putHeader(HttpHeaders.ALLOW, "POST");
            refuse(context, 405, ErrorCode.INVALID_INPUT, "Send a POST with a JSON object, or open a WebSocket.");
            return;
        }
        // Browsers send other types across sites without asking; JSON they ask for first.
        if (!isJson(request.getHeader(HttpHeaders.CONTENT_TYPE))) {
            refuse(context, 415, ErrorCode.INVALID_INPUT, "The content type must be application/json.");
            return;
        }
        new Body(context, mostBytes).read(body -> received(context, identity, body));
    }

    private void received(RoutingContext context, SecurityIdentity identity, @Nullable Buffer body) {
        if (body == null) {
            context.response().putHeader(HttpHeaders.CONNECTION, "close");
            refuse(context, 413, ErrorCode.TOO_MANY, "The body must not be larger than " + mostBytes + " bytes.");
            return;
        }
        var object = Json.object(body.getBytes());
        if (object.isEmpty()) {
            refuse(context, 400, ErrorCode.INVALID_INPUT, "The body must be a JSON object.");
            return;
        }
        switch (Request.of(object.get())) {
            case Request.Malformed malformed -> refuse(context, 400, List.of(Errors.error(malformed.error())));
            case Request.Valid request -> execute(context, identity, request);
        }
    }

    private void execute(RoutingContext context, SecurityIdentity identity, Request.Valid request) {
        Prepared prepared = engine.prepare(request.query(), request.operationName());
        if (identity.isAnonymous() && prepared.kind() != Kind.INTROSPECTION) {
            unauthenticated(context);
            return;
        }
        if (prepared.kind() == Kind.INVALID) {
            refuse(context, isModern(context) ? 400 : 200, prepared.errors());
            return;
        }
        if (prepared.kind() == Kind.STREAM) {
            refuse(context, 400, ErrorCode.INVALID_INPUT, "A subscription needs a WebSocket, at this same address.");
            return;
        }
        var call = request.by(identity, Request.traceparent(context.request().getHeader("traceparent")));
        inFlight.begin();
        engine.execute(prepared, call).whenComplete((result, fault) -> {
            try {
                answer(context, result, fault);
            } finally {
                inFlight.end();
            }
        });
    }

    private static void answer(RoutingContext context, @Nullable ExecutionResult result, @Nullable Throwable fault) {
        if (result == null) {
            var why = fault == null ? new IllegalStateException("Neither a result nor a fault") : fault;
            refuse(context, 500, List.of(Errors.error(Errors.of(why))));
            return;
        }
        // Variables that do not fit are found out only now.
        boolean rejected = !result.isDataPresent() && isModern(context);
        send(context, rejected ? 400 : 200, Json.text(result));
    }

    /** A token is missing or not valid. */
    static void unauthenticated(RoutingContext context) {
        context.response().putHeader("WWW-Authenticate", "Bearer");
        refuse(context, 401, ErrorCode.UNAUTHENTICATED, "A valid bearer token is needed.");
    }

    static void refuse(RoutingContext context, int status, ErrorCode code, String message) {
        refuse(context, status, List.of(Errors.error(new Published(code, message))));
    }

    private static void refuse(RoutingContext context, int status, List<GraphQLError> errors) {
        send(context, status, Json.failure(errors));
    }

    private static void send(RoutingContext context, int status, String body) {
        var response = context.response();
        // The caller may have gone in the meantime.
        if (response.closed() || response.ended()) {
            return;
        }
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, isModern(context) ? GRAPHQL_JSON : JSON)
                .end(body);
    }

    private static boolean isJson(@Nullable String contentType) {
        return contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith(JSON);
    }

    // The newer media type says by its status that a document was rejected; older clients expect 200.
    private static boolean isModern(RoutingContext context) {
        var accept = context.request().getHeader(HttpHeaders.ACCEPT);
        return accept != null && accept.contains(GRAPHQL_JSON);
    }
}
