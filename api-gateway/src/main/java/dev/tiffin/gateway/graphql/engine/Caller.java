package dev.tiffin.gateway.graphql.engine;

import dev.tiffin.gateway.order.Actor;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Who calls an operation. To be asked while the operation's method runs, not later. */
@RequestScoped
public class Caller {

    private @Nullable Call call;

    /**
     * The token's subject in its one role.
     *
     * @throws ForbiddenException if the token names several roles, or nobody: it must be clear as whom a caller acts
     */
    public Actor actor() {
        var identity = current().identity();
        if (identity.getRoles().size() != 1) {
            throw new ForbiddenException("A token must name exactly one role");
        }
        var subject = subject(identity);
        if (subject == null) {
            throw new ForbiddenException("A token must name its subject");
        }
        return Actor.of(identity.getRoles().iterator().next(), subject);
    }

    /** W3C trace context that came with the call. */
    public @Nullable String traceparent() {
        return current().traceparent();
    }

    void calls(Call current) {
        this.call = current;
    }

    private Call current() {
        if (call == null) {
            throw new IllegalStateException("Nobody is calling");
        }
        return call;
    }

    private static @Nullable String subject(SecurityIdentity identity) {
        var principal = identity.getPrincipal();
        return principal instanceof JsonWebToken token ? token.getSubject() : principal.getName();
    }
}
