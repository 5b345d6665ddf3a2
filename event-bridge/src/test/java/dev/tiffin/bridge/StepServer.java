package dev.tiffin.bridge;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Takes events as functions do and remembers of each order which versions came, in a few bytes: for long runs. */
final class StepServer implements AutoCloseable {

    private final Map<UUID, Seen> seen = new ConcurrentHashMap<>();
    private final AtomicLong deliveries = new AtomicLong();
    private final Effect effect;
    private final HttpServer server;
    private volatile int status = 204;

    /** What an event brings about; answers whether it did. */
    interface Effect {
        CompletableFuture<Boolean> take(UUID order, int version, String type);
    }

    /** Versions below 64. */
    private static final class Seen {
        private long versions;
        private boolean inverted;

        synchronized void add(int version) {
            long bit = 1L << version;
            boolean isFirst = (versions & bit) == 0;
            inverted |= isFirst && versions >>> (version + 1) != 0;
            versions |= bit;
        }

        synchronized boolean has(int version) {
            return (versions >>> version & 1) == 1;
        }

        synchronized boolean isInverted() {
            return inverted;
        }
    }

    StepServer(Vertx vertx, Effect effect) {
        this.effect = effect;
        this.server = vertx.createHttpServer()
                .requestHandler(this::handle)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private void handle(HttpServerRequest request) {
        int answer = status;
        if (answer != 204) {
            request.response().setStatusCode(answer).end();
            return;
        }
        var order = UUID.fromString(request.getHeader("ce-subject"));
        int version = Integer.parseInt(request.getHeader("ce-sequence"));
        deliveries.incrementAndGet();
        seen.computeIfAbsent(order, id -> new Seen()).add(version);
        Context here = Vertx.currentContext();
        var unused = effect.take(order, version, request.getHeader("ce-type"))
                .thenAccept(done -> here.runOnContext(back ->
                        request.response().setStatusCode(done ? 204 : 503).end()));
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    /** Instead of taking events; 204: takes them. */
    void answer(int next) {
        status = next;
    }

    /** Including repeats. */
    long deliveries() {
        return deliveries.get();
    }

    boolean hasSeen(UUID order, int version) {
        var of = seen.get(order);
        return of != null && of.has(version);
    }

    /** Orders of which a first delivery came after that of a later version. */
    long inversions() {
        return seen.values().stream().filter(Seen::isInverted).count();
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }
}
