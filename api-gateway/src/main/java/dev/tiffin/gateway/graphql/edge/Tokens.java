package dev.tiffin.gateway.graphql.edge;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates the token that came in {@code connection_init}, since browsers cannot send headers with a WebSocket. It
 * is treated as if it had come as the header of the upgrade, so whatever Quarkus authenticates with serves here too.
 */
final class Tokens {

    // Set by quarkus-oidc; for smallrye-jwt it is in the token.
    private static final String EXPIRES = "quarkus.identity.expire-time";

    private final RoutingContext upgrade;

    Tokens(RoutingContext upgrade) {
        this.upgrade = upgrade;
    }

    /** The header's value in the payload of {@code connection_init}, if it is there. */
    static @Nullable String in(Map<String, Object> payload) {
        for (var entry : payload.entrySet()) {
            if (entry.getKey().equalsIgnoreCase("Authorization") && entry.getValue() instanceof String value) {
                return value;
            }
        }
        return null;
    }

    /** Who the token belongs to; fails if it is not valid, and is empty if it is none. */
    Uni<Optional<SecurityIdentity>> authenticate(String authorization) {
        HttpAuthenticator authenticator = Objects.requireNonNull(upgrade.get(HttpAuthenticator.class.getName()));
        upgrade.request().headers().set(HttpHeaders.AUTHORIZATION, authorization);
        return authenticator.attemptAuthentication(upgrade).map(Optional::ofNullable);
    }

    /** When the token ends, seconds since 1970; null if it never does. */
    static @Nullable Long expiry(SecurityIdentity identity) {
        Long known = identity.getAttribute(EXPIRES);
        if (known != null) {
            return known;
        }
        return identity.getPrincipal() instanceof JsonWebToken token && token.getExpirationTime() > 0
                ? (Long) token.getExpirationTime()
                : null;
    }

    /** The same caller without the token and the request it came with, which a socket would hold for hours. */
    static SecurityIdentity slim(SecurityIdentity identity) {
        var principal = identity.getPrincipal();
        String subject = principal instanceof JsonWebToken token ? token.getSubject() : principal.getName();
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(subject))
                .addRoles(identity.getRoles())
                .build();
    }
}
