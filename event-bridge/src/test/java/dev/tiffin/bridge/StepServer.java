package dev.tiffin.bridge;

import dev.tiffin.contract.EventBatch;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;

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
        if (EventBatch.MEDIA_TYPE.equals(request.getHeader("content-type"))) {
            request.body().onSuccess(body -> takeBatch(request.response(), body.toJsonArray()));
            return;
        }
        take(
                request.getHeader("ce-subject"),
                request.getHeader("ce-sequence"),
                request.getHeader("ce-type"),
                answered -> request.response().setStatusCode(answered).end());
    }

    private void takeBatch(HttpServerResponse response, JsonArray events) {
        response.setChunked(true).putHeader("content-type", EventBatch.ANSWER_MEDIA_TYPE);
        var left = new AtomicInteger(events.size());
        for (int i = 0; i < events.size(); i++) {
            int place = i;
            var event = events.getJsonObject(i);
            take(event.getString("subject"), event.getString("sequence"), event.getString("type"), answered -> {
                var line = new JsonObject().put(EventBatch.EVENT, place).put(EventBatch.STATUS, answered);
                response.write(line.encode() + "\n");
                if (left.decrementAndGet() == 0) {
                    response.end();
                }
            });
        }
    }

    private void take(String subject, String sequence, String type, IntConsumer answer) {
        var order = UUID.fromString(subject);
        int version = Integer.parseInt(sequence);
        deliveries.incrementAndGet();
        seen.computeIfAbsent(order, id -> new Seen()).add(version);
        Context here = Vertx.currentContext();
        var unused = effect.take(order, version, type)
                .thenAccept(done -> here.runOnContext(back -> answer.accept(done ? 204 : 503)));
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
