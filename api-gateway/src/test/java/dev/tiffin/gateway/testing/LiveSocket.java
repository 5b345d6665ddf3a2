package dev.tiffin.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A client of subscriptions; speaks either protocol. */
public final class LiveSocket implements AutoCloseable {

    /** The two protocols, with the names of their messages. */
    public enum Speaking {
        TRANSPORT("graphql-transport-ws", "subscribe", "complete", "next"),
        LEGACY("graphql-ws", "start", "stop", "data");

        private final String subprotocol;
        private final String start;
        private final String stop;
        private final String next;

        Speaking(String subprotocol, String start, String stop, String next) {
            this.subprotocol = subprotocol;
            this.start = start;
            this.stop = stop;
            this.next = next;
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final long PATIENCE_SECONDS = 30;

    private final Speaking speaking;
    private final WebSocket wire;
    private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();

    private LiveSocket(Speaking speaking, URI address, @Nullable String headerToken, boolean reading) {
        this.speaking = speaking;
        var builder = CLIENT.newWebSocketBuilder().subprotocols(speaking.subprotocol);
        if (headerToken != null) {
            builder.header("Authorization", "Bearer " + headerToken);
        }
        this.wire = builder.buildAsync(address, new Listener(reading)).join();
    }

    /** A socket, open and nothing more. */
    public static LiveSocket opened(Speaking speaking, URI address) {
        return new LiveSocket(speaking, address, null, true);
    }

    /** The same; the token came with the upgrade. */
    public static LiveSocket openedWith(Speaking speaking, URI address, String token) {
        return new LiveSocket(speaking, address, token, true);
    }

    /** The same, but whoever opened it will not read. */
    public static LiveSocket deaf(Speaking speaking, URI address, String token) {
        return new LiveSocket(speaking, address, token, false);
    }

    /** A socket, initialised with the token and acknowledged. */
    public static LiveSocket ready(Speaking speaking, URI address, String token) {
        var socket = opened(speaking, address);
        socket.init(token);
        assertThat(socket.message().path("type").asText()).isEqualTo("connection_ack");
        return socket;
    }

    /** Sends {@code connection_init}. */
    public void init(String token) {
        send(Map.of("type", "connection_init", "payload", Map.of("Authorization", "Bearer " + token)));
    }

    /** Starts an operation. */
    public void start(String id, String document, Map<String, Object> variables) {
        send(Map.of("type", speaking.start, "id", id, "payload", Map.of("query", document, "variables", variables)));
    }

    /** Ends an operation. */
    public void stop(String id) {
        send(Map.of("type", speaking.stop, "id", id));
    }

    /** Sends any message. */
    public void send(Object message) {
        try {
            sendText(JSON.writeValueAsString(message));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends any text. */
    public void sendText(String text) {
        wire.sendText(text, true).join();
    }

    /** Whoever did not read begins to. */
    public void read() {
        wire.request(Long.MAX_VALUE);
    }

    /** The next message, of whatever type. */
    public JsonNode message() {
        try {
            var message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(message).as("a message within %s s", PATIENCE_SECONDS).isNotNull();
            return message;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The data of the next message, which must be a result. */
    public JsonNode data(String field) {
        var message = message();
        assertThat(message.path("type").asText()).as("%s", message).isEqualTo(speaking.next);
        assertThat(message.path("payload").has("errors")).as("%s", message).isFalse();
        return message.path("payload").path("data").path(field);
    }

    /** The code of the next message, which must say that the operation has failed. */
    public String failure() {
        var message = message();
        assertThat(message.path("type").asText()).as("%s", message).isEqualTo("error");
        var payload = message.path("payload");
        return (payload.isArray() ? payload.path(0) : payload)
                .path("extensions")
                .path("code")
                .asText();
    }

    /** Whether nothing has come that was not asked for yet. */
    public boolean isQuiet() {
        return messages.isEmpty();
    }

    /** The code with which the server closes. */
    public int closeCode() {
        try {
            return closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | java.util.concurrent.ExecutionException | TimeoutException e) {
            throw new AssertionError("Not closed within " + PATIENCE_SECONDS + " s", e);
        }
    }

    @Override
    public void close() {
        wire.abort();
    }

    private final class Listener implements WebSocket.Listener {

        private final boolean reading;
        private final StringBuilder partial = new StringBuilder();

        Listener(boolean reading) {
            this.reading = reading;
        }

        @Override
        public void onOpen(WebSocket opened) {
            if (reading) {
                opened.request(Long.MAX_VALUE);
            }
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                try {
                    messages.add(JSON.readTree(partial.toString()));
                } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
                    throw new UncheckedIOException(e);
                }
                partial.setLength(0);
            }
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closed.completeExceptionally(error);
        }
    }
}
