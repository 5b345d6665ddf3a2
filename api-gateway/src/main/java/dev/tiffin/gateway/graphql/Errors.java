package dev.tiffin.gateway.graphql;

import dev.tiffin.gateway.feed.TooSlow;
import dev.tiffin.gateway.order.OrderRefused;
import graphql.ErrorClassification;
import graphql.ErrorType;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.execution.ResultPath;
import graphql.language.SourceLocation;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.DatabaseException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one place where refusals and faults become errors that callers see. A refusal says its code and its sentence. Of
 * a fault callers learn only that it was one; what it was is one line in the log.
 */
public final class Errors {

    private static final Logger LOG = Logger.getLogger(Errors.class);

    private Errors() {}

    /**
     * An error as it is published.
     *
     * @param code for programs
     * @param message for people
     */
    public record Published(ErrorCode code, String message) {}

    /** What is published of a failure; a fault is logged here, and nowhere else. */
    public static Published of(Throwable failure) {
        var cause = cause(failure);
        return switch (cause) {
            case OrderRefused refused -> new Published(ErrorCode.of(refused.code()), refused.sentence());
            case UnauthorizedException none ->
                new Published(ErrorCode.UNAUTHENTICATED, "A valid bearer token is needed.");
            case ForbiddenException no -> new Published(ErrorCode.FORBIDDEN, "The token's role does not allow this.");
            case TooSlow slow ->
                new Published(
                        ErrorCode.TOO_SLOW,
                        "The subscription was read too slowly. Subscribe again, with afterVersion.");
            default -> isOutage(cause) ? outage(cause) : fault(cause);
        };
    }

    /** The same as an error of an answer. */
    public static GraphQLError error(Published published) {
        return GraphqlErrorBuilder.newError()
                .message(published.message())
                .extensions(Map.of("code", published.code().name()))
                .build();
    }

    /** The same as an error of one field of an answer. */
    public static GraphQLError error(Published published, ResultPath path, @Nullable SourceLocation location) {
        var error = GraphqlErrorBuilder.newError()
                .message(published.message())
                .path(path)
                .extensions(Map.of("code", published.code().name()));
        return location == null ? error.build() : error.location(location).build();
    }

    /** The code of an error of graphql-java's own: documents and variables that do not fit the schema, mostly. */
    public static ErrorCode code(GraphQLError error) {
        var extensions = error.getExtensions();
        if (extensions != null && extensions.get("code") instanceof String code) {
            return ErrorCode.valueOf(code);
        }
        ErrorClassification type = error.getErrorType();
        if (type == ErrorType.ExecutionAborted) {
            return ErrorCode.TOO_MANY;
        }
        if (type == ErrorType.DataFetchingException || type == ErrorType.NullValueInNonNullableField) {
            return ErrorCode.INTERNAL;
        }
        return ErrorCode.INVALID_INPUT;
    }

    private static Throwable cause(Throwable failure) {
        var cause = failure;
        while ((cause instanceof CompletionException
                        || cause instanceof ExecutionException
                        || cause instanceof InvocationTargetException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    // Everything that passes by itself when the database is back, or less busy.
    private static boolean isOutage(Throwable cause) {
        return switch (cause) {
            case IOException e -> true;
            case TimeoutException e -> true;
            case ClosedConnectionException e -> true;
            case PgException e -> isOutageState(e.getSqlState());
            case DatabaseException e -> isOutageState(e.getSqlState());
            // The pool's own: its queue is full, a connection took too long, it was closed.
            case io.vertx.core.impl.NoStackTraceThrowable e -> true;
            default -> false;
        };
    }

    // 08: connection, 53: resources, 57: shut down or starting, 40: serialisation and deadlock, 25006: a standby.
    private static boolean isOutageState(@Nullable String state) {
        return state != null
                && (state.startsWith("08")
                        || state.startsWith("53")
                        || state.startsWith("57")
                        || state.startsWith("40")
                        || state.equals("25006"));
    }

    private static Published outage(Throwable cause) {
        LOG.warnf("The database did not answer: %s", cause.toString());
        return new Published(
                ErrorCode.UNAVAILABLE, "The order store cannot be reached at the moment. Please try again.");
    }

    private static Published fault(Throwable cause) {
        var frames = cause.getStackTrace();
        LOG.errorf("Fault: %s at %s", cause, frames.length == 0 ? "an unknown place" : frames[0]);
        return new Published(ErrorCode.INTERNAL, "Something went wrong on our side. Trying again is safe.");
    }
}
