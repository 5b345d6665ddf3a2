package dev.tiffin.bridge.operator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.tiffin.bridge.log.DatabaseFailedException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Every failure of a request ends here, as a problem; none shows what is inside. */
public class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);

    static final String MEDIA_TYPE = "application/problem+json";

    @ServerExceptionMapper
    public Response problem(Problem.Refusal e) {
        return answer(e.problem());
    }

    @ServerExceptionMapper
    public Response unauthenticated(UnauthorizedException e) {
        return whoAreYou();
    }

    @ServerExceptionMapper
    public Response badToken(AuthenticationFailedException e) {
        return whoAreYou();
    }

    private static Response whoAreYou() {
        return Response.fromResponse(answer(new Problem("Unauthenticated", 401, "A bearer token is needed.")))
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }

    @ServerExceptionMapper
    public Response forbidden(ForbiddenException e) {
        return answer(new Problem("Forbidden", 403, "This is for operators."));
    }

    @ServerExceptionMapper
    public Response mismatched(MismatchedInputException e) {
        return unreadable(e);
    }

    /** Also what the reading of a filter has refused. */
    @ServerExceptionMapper
    public Response unreadable(JsonProcessingException e) {
        return e.getCause() instanceof Problem.Refusal refusal
                ? answer(refusal.problem())
                : answer(new Problem("Invalid request", 400, where(e)));
    }

    @ServerExceptionMapper
    public Response other(WebApplicationException e) {
        var response = e.getResponse();
        if (e.getCause() instanceof JsonProcessingException unreadable) {
            return unreadable(unreadable);
        }
        return answer(new Problem(response.getStatusInfo().getReasonPhrase(), response.getStatus(), null));
    }

    @ServerExceptionMapper
    public Response unavailable(DatabaseFailedException e) {
        LOG.warn(e.getMessage());
        return answer(new Problem("Unavailable", 503, "The database cannot be asked now."));
    }

    @ServerExceptionMapper
    public Response bug(RuntimeException e) {
        LOG.error("A request failed", e);
        return answer(new Problem("Internal error", 500, null));
    }

    /** The place, not the value: that may be anything. */
    private static @Nullable String where(JsonProcessingException e) {
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            return mapping.getPath().stream()
                            .map(step -> step.getFieldName() == null ? "[]" : step.getFieldName())
                            .collect(Collectors.joining("."))
                    + " is unknown, or not what it should be";
        }
        return "The body is not the JSON that it should be";
    }

    private static Response answer(Problem problem) {
        return Response.status(problem.status())
                .type(MEDIA_TYPE)
                .entity(problem)
                .build();
    }
}
