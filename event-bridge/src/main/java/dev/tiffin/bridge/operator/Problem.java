package dev.tiffin.bridge.operator;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong, as RFC 9457 wants it told ({@code application/problem+json}).
 *
 * @param title the same for all problems of a kind
 * @param status HTTP status
 * @param detail what is wrong this time; null if there is no more to say
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(String title, int status, @Nullable String detail) {

    /** Ends a request with a problem. */
    public static final class Refusal extends RuntimeException {
        private final transient Problem problem;

        Refusal(Problem problem) {
            super(problem.title + ": " + problem.detail);
            this.problem = problem;
        }

        Problem problem() {
            return problem;
        }
    }

    /** What was asked makes no sense. */
    public static Refusal invalid(String detail) {
        return new Refusal(new Problem("Invalid request", 400, detail));
    }

    /** There is no such thing. */
    public static Refusal notFound(String detail) {
        return new Refusal(new Problem("Not found", 404, detail));
    }

    /** Not as things stand. */
    public static Refusal conflict(String detail) {
        return new Refusal(new Problem("Not possible now", 409, detail));
    }
}
