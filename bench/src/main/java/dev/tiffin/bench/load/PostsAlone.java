package dev.tiffin.bench.load;

import dev.tiffin.bench.BenchFailure;
import dev.tiffin.bench.machine.CpuMeter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * What the bridge is compared with: a program that only posts, the same kind of events from memory to the same kind of
 * Broker, with no database behind it.
 */
public final class PostsAlone implements Contender {

    /** As many connections as the bridge opens to a function. */
    public static final int CONNECTIONS = 128;

    /** About the size of an event's data. */
    private static final Buffer BODY = Buffer.buffer("{\"data\":\"" + "x".repeat(900) + "\"}");

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    private final EventSink sink = new EventSink(vertx, id -> {});
    private final Context eventLoop = vertx.getOrCreateContext();
    private final HttpClient client = vertx.createHttpClient(
            new HttpClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(sink.port()),
            new PoolOptions().setHttp1MaxSize(CONNECTIONS));

    @Override
    public Set<String> processGroups() {
        return Set.of(CpuMeter.DRIVER);
    }

    @Override
    public CompletableFuture<Long> order() {
        var calledAt = System.nanoTime();
        var answered = new CompletableFuture<Long>();
        eventLoop.runOnContext(nothing -> post(calledAt, answered));
        return answered;
    }

    private void post(long calledAt, CompletableFuture<Long> answered) {
        var order = TimeOrderedIds.next().toString();
        client.request(HttpMethod.POST, "/")
                .compose(request -> request.putHeader("content-type", "application/json")
                        .putHeader("ce-specversion", "1.0")
                        .putHeader("ce-id", order + ":1")
                        .putHeader("ce-source", "/tiffin/orders")
                        .putHeader("ce-type", "dev.tiffin.order.placed")
                        .putHeader("ce-subject", order)
                        .putHeader("ce-time", "2026-01-01T12:00:00.000000Z")
                        .putHeader("ce-dataschema", "urn:tiffin:order:1")
                        .putHeader("ce-partitionkey", order)
                        .putHeader("ce-sequence", "0000000001")
                        .send(BODY))
                .compose(response -> response.end())
                .onSuccess(nothing -> answered.complete(System.nanoTime() - calledAt))
                .onFailure(e -> answered.completeExceptionally(new BenchFailure("A post failed: " + e, e)));
    }

    @Override
    public void close() {
        Blocking.await(vertx.close().toCompletionStage().toCompletableFuture(), () -> "The end of all connections");
    }
}
