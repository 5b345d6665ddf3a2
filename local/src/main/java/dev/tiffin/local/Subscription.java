package dev.tiffin.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One GraphQL subscription on a WebSocket of its own, by the protocol graphql-transport-ws. */
final class Subscription implements WebSocket.Listener, AutoCloseable {

    static final String PROTOCOL = "graphql-transport-ws";

    private static final String INIT = "{\"type\":\"connection_init\"}";
    private static final String PONG = "{\"type\":\"pong\"}";

    private final JsonNode payload;
    private final Consumer<JsonNode> onData;
    private final CompletableFuture<String> end = new CompletableFuture<>();
    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private volatile @Nullable WebSocket socket;
    private CompletableFuture<?> sent = CompletableFuture.completedFuture(null);

    Subscription(JsonNode payload, Consumer<JsonNode> onData) {
        this.payload = payload;
        this.onData = onData;
    }

    /** Waits until the gateway has been asked; it answers with data or not at all. */
    void awaitBegin(Duration atMost) throws IOException, InterruptedException {
        try {
            CompletableFuture.anyOf(begun, end).get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IOException("The gateway does not take up the subscription", e);
        }
        if (end.isDone()) {
            throw new IOException("The subscription " + end.join());
        }
    }

    /** Completes with the reason when the gateway sends no more; is cancelled by {@link #close()}. */
    CompletableFuture<String> end() {
        return end;
    }

    @Override
    public void close() {
        end.cancel(false);
        var open = socket;
        if (open != null) {
            open.abort();
        }
    }

    @Override
    public void onOpen(WebSocket opened) {
        socket = opened;
        send(opened, INIT);
        opened.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
        partial.append(text);
        if (last) {
            var message = partial.toString();
            partial.setLength(0);
            take(from, message);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        end.complete("was closed by the gateway with " + code + (reason.isEmpty() ? "" : " " + reason));
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        end.complete("broke: " + error);
    }

    private void take(WebSocket from, String text) {
        JsonNode message;
        try {
            message = GraphQl.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            end.complete("broke: the gateway sent no JSON");
            return;
        }
        switch (message.path("type").asText()) {
            case "connection_ack" -> {
                send(from, subscribe());
                begun.complete(null);
            }
            case "ping" -> send(from, PONG);
            case "next" -> next(message.path("payload"));
            case "error" -> end.complete("was refused: " + message.path("payload"));
            case "complete" -> end.complete("is complete");
            default -> {
                // pongs and what later versions of the protocol may add
            }
        }
    }

    /**
     * Sends when what was sent before is on its way: a second send meanwhile would be refused, and an answer to the
     * first may well arrive before its sending is over. Called by one callback of the listener at a time.
     */
    private void send(WebSocket to, String text) {
        sent = sent.<WebSocket>thenCompose(before -> to.sendText(text, true)).whenComplete((done, failure) -> {
            if (failure != null) {
                end.complete("broke: nothing can be sent any more, " + failure);
            }
        });
    }

    private void next(JsonNode result) {
        if (result.path("errors").isEmpty()) {
            onData.accept(result.path("data"));
        } else {
            end.complete("was refused: " + result.path("errors"));
        }
    }

    private String subscribe() {
        ObjectNode message = GraphQl.JSON.createObjectNode().put("id", "1").put("type", "subscribe");
        return message.set("payload", payload).toString();
    }
}
