package dev.tiffin.bridge.operator;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Objects;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who asks. */
@RequestScoped
class Caller {

    private final JsonWebToken token;

    @Inject
    Caller(JsonWebToken token) {
        this.token = token;
    }

    /** The subject of the token. */
    String name() {
        return Objects.requireNonNullElse(token.getSubject(), "nameless");
    }
}
