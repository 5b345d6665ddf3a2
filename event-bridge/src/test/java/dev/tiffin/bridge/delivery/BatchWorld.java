package dev.tiffin.bridge.delivery;

import dev.tiffin.contract.EventBatch;
import dev.tiffin.contract.EventTypes;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Batches, and the server that they are sent to, which answers when the test says so. */
final class BatchWorld implements AutoCloseable {

    static final String TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private static final Duration FOR_EVER = Duration.ofHours(1);
    private static final Duration TIME_OUT = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private final HttpServer server;
    private final Batches batches;

    /** A request that waits for its answer. */
    record Request(HttpServerRequest http, Buffer body) {

        boolean isBatch() {
            return EventBatch.MEDIA_TYPE.equals(http.getHeader("content-type"));
        }

        List<Integer> versions() {
            return isBatch()
                    ? body.toJsonArray().stream()
                            .map(event -> Integer.valueOf(((JsonObject) event).getString("sequence")))
                            .toList()
                    : List.of(Integer.valueOf(http.getHeader("ce-sequence")));
        }

        HttpServerResponse answer(int status) {
            return http.response().setStatusCode(status);
        }

        void line(int event, int status) {
            line(new JsonObject().put("event", event).put("status", status));
        }

        void line(JsonObject line) {
            if (!http.response().isChunked()) {
                http.response().setChunked(true).putHeader("content-type", EventBatch.ANSWER_MEDIA_TYPE);
            }
            http.response().write(line.encode() + "\n");
        }

        void accept() {
            if (isBatch()) {
                for (int event = 0; event < body.toJsonArray().size(); event++) {
                    line(event, 204);
                }
                http.response().end();
            } else {
                answer(204).end();
            }
        }
    }

    BatchWorld() {
        this(FOR_EVER, TIME_OUT);
    }

    /**
     * A server, and a sender to it.
     *
     * @param longestHold how long a request holds up the next
     * @param timeout how long a server may be silent
     */
    BatchWorld(Duration longestHold, Duration timeout) {
        server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> requests.add(new Request(request, body))))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        var attributes = new EventAttributes("/te\"st", Map.of("cluster", "west"));
        var http = new HttpPost(vertx, InstantSource.system(), attributes, new HttpPost.Manners(128, timeout, null));
        var address = URI.create("http://127.0.0.1:" + server.actualPort());
        batches = new Batches(vertx, http, "a-fn", http.to(address), longestHold);
    }

    static BatchWorld withTimeOut(Duration timeout) {
        return new BatchWorld(FOR_EVER, timeout);
    }

    static BatchWorld holding(Duration longest) {
        return new BatchWorld(longest, TIME_OUT);
    }

    List<CompletableFuture<Outcome>> deliver(int... versions) {
        return deliver("ü", versions);
    }

    /** In one turn of the event loop, events of that many orders. */
    List<CompletableFuture<Outcome>> deliver(String name, int... versions) {
        var body = Buffer.buffer(new JsonObject().put("name", name).encode());
        var delivered = new CompletableFuture<List<Future<Outcome>>>();
        loop.runOnContext(turn -> delivered.complete(IntStream.of(versions)
                .mapToObj(version -> batches.deliver(
                        new OrderEvent(
                                UUID.randomUUID(),
                                version,
                                EventTypes.PAID,
                                "2026-01-01T00:00:00Z",
                                TRACEPARENT,
                                true,
                                body),
                        "Bearer " + version))
                .toList()));
        return delivered.join().stream()
                .map(outcome -> outcome.toCompletionStage().toCompletableFuture())
                .toList();
    }

    Request next() throws InterruptedException {
        var request = requests.poll(20, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("nothing came");
        }
        return request;
    }

    void stopListening() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
