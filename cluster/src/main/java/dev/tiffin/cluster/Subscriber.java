package dev.tiffin.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Watches orders on one WebSocket, as a browser does: when the connection is gone, it makes a new one and goes on after
 * the last version that it has seen of each order. Keeps account of versions that are missing, doubled or out of order.
 */
final class Subscriber implements AutoCloseable {

    private static final String WATCH = "subscription W($id: ID!, $after: Int) {"
            + " orderChanged(id: $id, afterVersion: $after) { id version status } }";

    private final Api api;
    private final String token;
    private final Map<UUID, Integer> seen = new ConcurrentHashMap<>();
    private final Map<UUID, String> status = new ConcurrentHashMap<>();
    private final Queue<String> mistakes = new ConcurrentLinkedQueue<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final Thread keeper;
    private volatile boolean closed;

    Subscriber(Api api, String token, List<UUID> orders) {
        this.api = api;
        this.token = token;
        orders.forEach(order -> seen.put(order, 0));
        this.keeper = Thread.ofVirtual().name("subscriber").start(this::keep);
    }

    /** Waits until every order was seen to be delivered; every version must have come once and in order. */
    void awaitAllDelivered(Duration atMost) throws InterruptedException {
        Until.holds(
                "the subscriber has seen all orders delivered",
                atMost,
                () -> seen.keySet().stream().allMatch(order -> "DELIVERED".equals(status.get(order))));
        if (!mistakes.isEmpty()) {
            throw new Failure("The subscriber saw " + mistakes.size() + " versions wrongly: " + mistakes.peek());
        }
    }

    int connections() {
        return connections.get();
    }

    private void keep() {
        try {
            while (!closed) {
                var connection = new Connection();
                try {
                    var unused = api.http()
                            .newWebSocketBuilder()
                            .header("Authorization", "Bearer " + token)
                            .subprotocols("graphql-transport-ws")
                            .buildAsync(URI.create(api.endpoint().toString().replaceFirst("^http", "ws")), connection)
                            .get();
                    connections.incrementAndGet();
                    connection.end.get();
                } catch (ExecutionException e) {
                    connection.end.complete(null); // there is no gateway now: tried again
                }
                Thread.sleep(200);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void see(JsonNode order) {
        var id = UUID.fromString(order.path("id").asText());
        var version = order.path("version").asInt();
        var before = seen.put(id, version);
        if (before == null || version != before + 1) {
            mistakes.add(id + ": " + version + " after " + before);
        }
        status.put(id, order.path("status").asText());
    }

    @Override
    public void close() {
        closed = true;
        keeper.interrupt();
    }

    private final class Connection implements WebSocket.Listener {

        private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
        private final StringBuilder partial = new StringBuilder();
        private CompletableFuture<?> sent = CompletableFuture.completedFuture(null);

        @Override
        public void onOpen(WebSocket socket) {
            send(socket, Map.of("type", "connection_init"));
            socket.request(1);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            partial.append(text);
            if (last) {
                try {
                    take(socket, Api.JSON.readTree(partial.toString()));
                } catch (JsonProcessingException e) {
                    mistakes.add("no JSON: " + partial);
                }
                partial.setLength(0);
            }
            socket.request(1);
            return null;
        }

        private void take(WebSocket socket, JsonNode message) {
            switch (message.path("type").asText()) {
                case "connection_ack" ->
                    seen.forEach((order, version) -> send(
                            socket,
                            Map.of(
                                    "type",
                                    "subscribe",
                                    "id",
                                    order.toString(),
                                    "payload",
                                    Map.of(
                                            "query",
                                            WATCH,
                                            "variables",
                                            Map.of("id", order.toString(), "after", version)))));
                case "ping" -> send(socket, Map.of("type", "pong"));
                case "next" -> next(message.path("payload"));
                case "error" -> mistakes.add(message.toString());
                default -> {
                    // complete, pong
                }
            }
        }

        private void next(JsonNode payload) {
            if (payload.path("errors").isEmpty()) {
                see(payload.at("/data/orderChanged"));
            } else {
                end.complete(null); // the gateway stops, or cannot read just now: again
            }
        }

        // One after the other: a send is refused while another is under way.
        private void send(WebSocket socket, Map<String, ?> message) {
            var text = Api.JSON.valueToTree(message).toString();
            sent = sent.<WebSocket>thenCompose(before -> socket.sendText(text, true))
                    .whenComplete((done, failure) -> {
                        if (failure != null) {
                            end.complete(null);
                        }
                    });
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            end.complete(null);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            end.complete(null);
        }
    }
}
