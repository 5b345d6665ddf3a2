package dev.tiffin.gateway.graphql.edge;

import dev.tiffin.gateway.graphql.ErrorCode;
import dev.tiffin.gateway.graphql.engine.Engine;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Opens WebSockets, counts them, and looks after them: who neither answers nor reads is let go. */
@ApplicationScoped
class SocketEdge {

    // Of the protocol graphql-transport-ws.
    private static final short SUBPROTOCOL_NOT_ACCEPTABLE = 4406;
    private static final short GOING_AWAY = 1001;

    /** What an idle one with a subscription takes, and half as much again. */
    private static final int BYTES_EACH = 25 * 1024;

    private final Engine engine;
    private final EdgeConfig config;
    private final Vertx vertx;
    private final int most;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    SocketEdge(Engine engine, EdgeConfig config, Vertx vertx) {
        this.engine = engine;
        this.config = config;
        this.vertx = vertx;
        this.most = config.maxSockets().orElse(roomIn(Runtime.getRuntime().maxMemory()));
    }

    /** How many have room in half of a heap of so many bytes. */
    static int roomIn(long heap) {
        return Math.toIntExact(Math.min(heap / 2 / BYTES_EACH, Integer.MAX_VALUE));
    }

    void starting(@Observes StartupEvent event, MeterRegistry metrics) {
        metrics.gaugeCollectionSize("tiffin_sockets_open", List.of(), open);
        vertx.setPeriodic(config.pingEvery().toMillis(), tick -> open.forEach(Socket::lookAfter));
    }

    // Before requests are waited for: a socket is one that would not end by itself.
    void stopping(@Observes ShutdownDelayInitiatedEvent event) {
        open.forEach(socket -> socket.close(GOING_AWAY, "The gateway is stopping; connect again"));
    }

    void handle(RoutingContext context, SecurityIdentity identity) {
        if (open.size() >= most) {
            HttpEdge.refuse(context, 503, ErrorCode.TOO_MANY, "Too many WebSockets are open; try again later.");
            return;
        }
        var tokens = new Tokens(context);
        var traceparent = Request.traceparent(context.request().getHeader("traceparent"));
        context.request().toWebSocket().onSuccess(opened -> opened(opened, tokens, identity, traceparent));
    }

    private void opened(
            ServerWebSocket opened, Tokens tokens, SecurityIdentity identity, @Nullable String traceparent) {
        var protocol = Protocol.named(opened.subProtocol());
        if (protocol == null) {
            opened.close(SUBPROTOCOL_NOT_ACCEPTABLE, "Speak graphql-transport-ws or graphql-ws");
            return;
        }
        var socket = new Socket(opened, protocol, new Socket.Surroundings(engine, config, vertx), traceparent);
        open.add(socket);
        opened.closeHandler(closed -> {
            open.remove(socket);
            socket.closed();
        });
        socket.begin(identity, tokens);
    }
}
