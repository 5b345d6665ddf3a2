package dev.tiffin.bench.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.tiffin.bench.BenchFailure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * A WebSocket of one customer who watches their own orders from now on, by the protocol graphql-transport-ws. Lives on
 * one event loop.
 */
final class CustomerSocket {

    private static final ObjectReader MESSAGES = new ObjectMapper().readerFor(SocketMessage.class);

    private final WebSocket socket;
    private final Consumer<OrderChange> changes;
    private final Consumer<BenchFailure> failures;
    private final Promise<CustomerSocket> subscribed = Promise.promise();

    private CustomerSocket(WebSocket socket, Consumer<OrderChange> changes, Consumer<BenchFailure> failures) {
        this.socket = socket;
        this.changes = changes;
        this.failures = failures;
    }

    /**
     * Connects and subscribes.
     *
     * @param changes is told every order that is pushed
     * @param failures is told why the socket is of no use any more
     */
    static Future<CustomerSocket> open(
            WebSocketClient client,
            String authorization,
            Consumer<OrderChange> changes,
            Consumer<BenchFailure> failures) {
        var options = new WebSocketConnectOptions()
                .setURI("/graphql")
                .setSubProtocols(List.of("graphql-transport-ws"))
                .addHeader("Authorization", authorization);
        return client.connect(options).compose(webSocket -> {
            var socket = new CustomerSocket(webSocket, changes, failures);
            webSocket.textMessageHandler(socket::received);
            webSocket.closeHandler(nothing -> socket.closed());
            return webSocket
                    .writeTextMessage(
                            "{\"type\":\"connection_init\",\"payload\":{\"Authorization\":\"" + authorization + "\"}}")
                    .compose(nothing -> socket.subscribed.future());
        });
    }

    Future<Void> close() {
        socket.closeHandler(null);
        return socket.close();
    }

    private void received(String text) {
        try {
            SocketMessage message = MESSAGES.readValue(text);
            switch (message.type()) {
                case "connection_ack" -> subscribe();
                case "next" -> changes.accept(change(message, text));
                case "ping" -> socket.writeTextMessage("{\"type\":\"pong\"}");
                case "pong" -> {}
                default -> throw new BenchFailure("The gateway answered a subscription: " + text);
            }
        } catch (JsonProcessingException e) {
            failures.accept(new BenchFailure("The gateway pushed something else than an order: " + text, e));
        } catch (BenchFailure e) {
            failures.accept(e);
        }
    }

    private void subscribe() {
        var subscribe = """
                {"type":"subscribe","id":"1","payload":{"query":"subscription($since: DateTime) { \
                ordersChanged(filter: {placedAfter: $since, statuses: []}) { id version status agent { id name } } }",\
                "variables":{"since":"%s"}}}""".formatted(Instant.now());
        socket.writeTextMessage(subscribe).map(nothing -> this).onComplete(subscribed);
    }

    private static OrderChange change(SocketMessage message, String text) {
        var payload = message.payload();
        if (payload == null
                || payload.errors() != null
                || payload.data() == null
                || payload.data().ordersChanged() == null) {
            throw new BenchFailure("The gateway pushed something else than an order: " + text);
        }
        return payload.data().ordersChanged();
    }

    private void closed() {
        var failure = new BenchFailure(
                "The gateway closed a subscriber's socket: " + socket.closeStatusCode() + " " + socket.closeReason());
        subscribed.tryFail(failure);
        failures.accept(failure);
    }
}
