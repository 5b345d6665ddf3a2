package dev.tiffin.bridge;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.tiffin.contract.EventBatch;
import dev.tiffin.contract.OrderSnapshot;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * A server that takes events as the functions or a Broker do, remembers them, and answers what it is told to. It takes
 * no batches, as a function in another language may not.
 */
final class StubFunctions implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Vertx vertx;
    private final List<Received> received = new ArrayList<>();
    private final HttpServer server;
    private final int port;
    private volatile Behaviour behaviour =
            (event, request) -> request.response().setStatusCode(204).end();

    /** What is done with an event; runs on the server's event loop. */
    interface Behaviour {
        void take(Received event, HttpServerRequest request);
    }

    /** An event as it came in. */
    record Received(MultiMap headers, String body, long at) {
        String id() {
            return headers.get("ce-id");
        }

        String type() {
            return headers.get("ce-type");
        }

        UUID order() {
            return UUID.fromString(headers.get("ce-subject"));
        }

        int version() {
            return Integer.parseInt(headers.get("ce-sequence"));
        }

        OrderSnapshot data() {
            try {
                return JSON.readValue(body, OrderSnapshot.class);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private StubFunctions(Vertx vertx, int port) {
        this.vertx = vertx;
        this.server = vertx.createHttpServer()
                .requestHandler(this::handle)
                .listen(port, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        this.port = server.actualPort();
    }

    static StubFunctions start(Vertx vertx) {
        return new StubFunctions(vertx, 0);
    }

    /** Another one where this one was. */
    StubFunctions again() {
        return new StubFunctions(vertx, port);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    void behave(Behaviour next) {
        behaviour = next;
    }

    void answer(int status) {
        behave((event, request) -> request.response().setStatusCode(status).end());
    }

    private void handle(HttpServerRequest request) {
        if (EventBatch.MEDIA_TYPE.equals(request.getHeader("content-type"))) {
            request.response().setStatusCode(415).end();
            return;
        }
        request.body().onSuccess(body -> {
            var event = new Received(request.headers(), body.toString(), System.nanoTime());
            synchronized (received) {
                received.add(event);
                received.notifyAll();
            }
            behaviour.take(event, request);
        });
    }

    List<Received> received() {
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    /** The ids of all events, without repeats, in order of arrival. */
    Collection<String> ids() {
        return received().stream().map(Received::id).distinct().toList();
    }

    /** Versions of each order in the order in which they first arrived. */
    Map<UUID, List<Integer>> firstDeliveries() {
        var versions = new LinkedHashMap<UUID, List<Integer>>();
        received().forEach(event -> {
            var seen = versions.computeIfAbsent(event.order(), order -> new ArrayList<>());
            if (!seen.contains(event.version())) {
                seen.add(event.version());
            }
        });
        return versions;
    }

    /** Waits until what came in satisfies this. */
    List<Received> await(String what, Predicate<List<Received>> condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        synchronized (received) {
            while (!condition.test(received)) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new AssertionError("never received: " + what + "; but " + received.size() + " events");
                }
                try {
                    received.wait(left);
                } catch (InterruptedException e) {
                    throw new AssertionError("interrupted", e);
                }
            }
            return List.copyOf(received);
        }
    }

    List<Received> await(int count) {
        return await(count + " events", events -> events.size() >= count);
    }

    Received awaitId(String id) {
        return await(id, events -> events.stream().anyMatch(event -> event.id().equals(id))).stream()
                .filter(event -> event.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }
}
