package dev.tiffin.simulator;

import io.quarkus.runtime.Startup;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.function.Supplier;

/** The API on HTTP. Writing the ledger blocks, so requests are worked on by worker threads. */
@Singleton
@Startup
final class Api {

    private static final long LARGEST_BODY = 64 * 1024;
    private static final int ID_BYTES = 12;

    private final Ledger ledger;
    private final Desk desk;

    @Inject
    Api(SimulatorConfig config) {
        this(config, Clock.systemUTC());
    }

    Api(SimulatorConfig config, InstantSource clock) {
        Supplier<String> ids = Api::randomId;
        ledger = new Ledger(config.ledger(), config.keyLifetime(), clock);
        desk = new Desk(ledger, new PaymentIntents(ledger, clock, ids, config), new Refunds(ledger, clock, ids), clock);
    }

    void install(@Observes Router router) {
        // Clients say of what type their content is even where there is none: then nothing is to be read.
        router.post("/v1/*").handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY));
        router.route("/v1/*").blockingHandler(this::handle, false);
    }

    /** What it has written down. */
    Ledger ledger() {
        return ledger;
    }

    @PreDestroy
    void close() {
        ledger.close();
    }

    private void handle(RoutingContext context) {
        var request = request(context);
        Reply reply;
        try {
            reply = desk.answer(request);
        } catch (RuntimeException e) {
            // Whatever it was, its key must not stay in use for ever; the router answers 500.
            desk.answered(request);
            throw e;
        }
        var after = reply.manner().after().toMillis();
        if (after > 0) {
            context.vertx().setTimer(after, timer -> send(context, request, reply));
            return;
        }
        send(context, request, reply);
    }

    private void send(RoutingContext context, Request request, Reply reply) {
        desk.answered(request);
        if (reply.manner().lost()) {
            context.request().connection().close();
            return;
        }
        var response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (reply.replayed()) {
            response.putHeader("Idempotent-Replayed", "true");
        }
        response.setStatusCode(reply.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader("Request-Id", "req_" + randomId())
                .end(reply.body());
    }

    private static Request request(RoutingContext context) {
        var request = context.request();
        boolean writes = request.method().equals(HttpMethod.POST);
        return new Request(
                writes,
                context.normalizedPath(),
                request.getHeader(HttpHeaders.AUTHORIZATION),
                request.getHeader("Idempotency-Key"),
                Request.parameters(writes ? context.body().asString() : request.query()));
    }

    private static String randomId() {
        var bytes = new byte[ID_BYTES];
        Randomness.SOURCE.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Seeded when first used, so not while a native image is built. */
    private static final class Randomness {
        static final SecureRandom SOURCE = new SecureRandom();
    }
}
