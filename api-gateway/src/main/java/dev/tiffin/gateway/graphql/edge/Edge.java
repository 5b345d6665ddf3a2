package dev.tiffin.gateway.graphql.edge;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Objects;

/**
 * Takes {@code /graphql} before the handlers that SmallRye brings: those answer 200 to what is no request, execute
 * subscriptions over HTTP, and push to subscribers who do not read until the memory is full. They are never reached.
 */
@ApplicationScoped
class Edge {

    static final String PATH = "/graphql";

    // Filters of one priority run in the order of registration: after Quarkus has authenticated (200) and authorised
    // (100), before SmallRye's own handler (99).
    private static final int AFTER_SECURITY = 100;

    private final HttpEdge http;
    private final SocketEdge sockets;

    Edge(HttpEdge http, SocketEdge sockets) {
        this.http = http;
        this.sockets = sockets;
    }

    void filters(@Observes Filters filters) {
        filters.register(this::handle, AFTER_SECURITY);
    }

    void failures(@Observes Router router) {
        router.route(PATH).failureHandler(context -> {
            if (context.failure() instanceof AuthenticationFailedException) {
                HttpEdge.unauthenticated(context);
                return;
            }
            context.next();
        });
    }

    private void handle(RoutingContext context) {
        if (!context.normalizedPath().equals(PATH)) {
            context.next();
            return;
        }
        var identity = identity(context);
        if (context.request().headers().contains(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET, true)) {
            sockets.handle(context, identity);
            return;
        }
        http.handle(context, identity);
    }

    // Authentication is proactive: the identity is there, be it an anonymous one.
    private static SecurityIdentity identity(RoutingContext context) {
        var user = (QuarkusHttpUser) Objects.requireNonNull(context.user(), "authenticated, be it as nobody");
        return user.getSecurityIdentity();
    }
}
