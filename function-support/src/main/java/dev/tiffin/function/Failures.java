package dev.tiffin.function;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import io.quarkus.funqy.runtime.ApplicationException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one place where a failure becomes an HTTP answer: status and headers by {@link Fault.Kind}'s table, the body one
 * line of problem JSON. It is the named border at which every exception ends, a bug's with its stack trace in the log.
 */
@Singleton
final class Failures implements Handler<RoutingContext> {

    private static final Logger LOG = Logger.getLogger(Failures.class);
    private static final Pattern UNPRINTABLE = Pattern.compile("[^!-~]");

    private final RareLog outages;

    @Inject
    Failures(InstantSource clock) {
        outages = new RareLog(LOG, clock);
    }

    @Override
    public void handle(RoutingContext context) {
        var fault = fault(context.failure(), context.statusCode());
        log(fault, context.get(EventGuard.EVENT_ID));
        var response = context.response();
        if (response.headWritten()) {
            context.request().connection().close();
            return;
        }
        var seconds = fault.retryAfterSeconds();
        if (seconds != null) {
            response.putHeader(HttpHeaders.RETRY_AFTER, seconds.toString());
        }
        switch (fault.kind()) {
            case NOT_POST -> response.putHeader(HttpHeaders.ALLOW, "POST");
            case UNAUTHENTICATED -> response.putHeader("WWW-Authenticate", "Bearer");
            case NOT_FOUND,
                    FORBIDDEN,
                    TOO_LARGE,
                    BATCH,
                    MALFORMED,
                    UNKNOWN_TYPE,
                    UNUSABLE,
                    CONTESTED,
                    TRANSIENT,
                    GATEWAY_FAILED,
                    BUG -> {
                // The status says it all.
            }
        }
        response.setStatusCode(fault.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .end(new JsonObject()
                        .put("status", fault.status())
                        .put("title", fault.sentence())
                        .encode());
    }

    /** What became of an event that came in a batch; logged as if it had come alone. */
    Fault explain(Throwable failure, String eventId) {
        var fault = fault(failure, 500);
        log(fault, eventId);
        return fault;
    }

    /** What a failed request comes to; {@code status} counts when there is no exception. */
    static Fault fault(@Nullable Throwable failure, int status) {
        return switch (failure) {
            case null -> withoutException(status);
            case Fault fault -> fault;
            case ApplicationException wrapper when wrapper.getCause() != null -> fault(wrapper.getCause(), status);
            case UncheckedIOException wrapper -> fault(wrapper.getCause(), status);
            case JsonParseException e -> Fault.of(Fault.Kind.MALFORMED, "The data is no JSON", e);
            // Found inside of a record, the same comes wrapped.
            case JsonMappingException e
            when e.getCause() instanceof JsonProcessingException cause -> fault(cause, status);
            case JsonMappingException e -> Fault.of(Fault.Kind.UNUSABLE, "The data is no order: " + place(e), e);
            case JsonProcessingException e -> Fault.of(Fault.Kind.MALFORMED, "The data cannot be read", e);
            case RejectedExecutionException e -> Fault.of(Fault.Kind.TRANSIENT, "The function is busy", e);
            default -> Fault.of(Fault.Kind.BUG, "The function failed", failure);
        };
    }

    private static Fault withoutException(int status) {
        return switch (status) {
            case 404 -> Fault.of(Fault.Kind.UNKNOWN_TYPE, "No function here takes events of this type");
            case 413 -> Fault.of(Fault.Kind.TOO_LARGE, "The event is too large");
            default -> Fault.of(Fault.Kind.BUG, "The function failed");
        };
    }

    /** Where in the data, but never what stands there. */
    private static String place(JsonMappingException e) {
        var path = e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."));
        return path.isEmpty() ? "it cannot be read" : path + " cannot be read";
    }

    private void log(Fault fault, @Nullable String eventId) {
        switch (fault.kind()) {
            case BUG -> LOG.errorf(fault.getCause(), "Event %s failed: %s", id(eventId), fault.sentence());
            case TRANSIENT, GATEWAY_FAILED -> outages.warn("Events are answered 503: " + fault.sentence());
            case MALFORMED, UNKNOWN_TYPE, UNUSABLE, TOO_LARGE ->
                LOG.warnf("Event %s refused with %d: %s", id(eventId), fault.status(), fault.sentence());
            case NOT_FOUND, NOT_POST, UNAUTHENTICATED, FORBIDDEN, BATCH, CONTESTED ->
                LOG.debugf("Request refused with %d: %s", fault.status(), fault.sentence());
        }
    }

    /** Cleaned of whatever might fake a second line. */
    private static String id(@Nullable String id) {
        return id == null ? "without id" : UNPRINTABLE.matcher(id).replaceAll("?");
    }
}
