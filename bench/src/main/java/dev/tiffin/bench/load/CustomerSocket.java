package dev.tiffin.bench.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.tiffin.bench.BenchFailure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** A WebSocket of one customer who watches orders, by the protocol graphql-transport-ws. Lives on one event loop. */
final class CustomerSocket {

    private static final ObjectReader MESSAGES = new ObjectMapper().readerFor(SocketMessage.class);
    private static final String FIELDS = "{ id version status agent { id name } }";

    private final WebSocket socket;
    private final Consumer<OrderChange> changes;
    private final Consumer<BenchFailure> failures;
    private final Promise<CustomerSocket> acknowledged = Promise.promise();

    private CustomerSocket(WebSocket socket, Consumer<OrderChange> changes, Consumer<BenchFailure> failures) {
        this.socket = socket;
        this.changes = changes;
        this.failures = failures;
    }

    /** Opens so many sockets at most, to the gateway on this port of this machine. */
    static WebSocketClient client(Vertx vertx, int port, int mostSockets) {
        return vertx.createWebSocketClient(new WebSocketClientOptions()
                .setDefaultHost("127.0.0.1")
                .setDefaultPort(port)
                .setMaxConnections(mostSockets));
    }

    /**
     * Connects.
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
                    .compose(nothing -> socket.acknowledged.future());
        });
    }

    /** Watches all their own orders from now on; answers itself. */
    Future<CustomerSocket> watchAll() {
        return subscribe("all", """
                {"query":"subscription($since: DateTime) { \
                ordersChanged(filter: {placedAfter: $since, statuses: []}) %s }",\
                "variables":{"since":"%s"}}""".formatted(FIELDS, Instant.now()));
    }

    /** Watches one order, in place of another one if there is one; answers itself. */
    Future<CustomerSocket> watch(UUID order) {
        return socket.writeTextMessage("{\"type\":\"complete\",\"id\":\"one\"}")
                .compose(nothing -> subscribe("one", """
                        {"query":"subscription($id: ID!) { ordersChanged: orderChanged(id: $id) %s }",\
                        "variables":{"id":"%s"}}""".formatted(FIELDS, order)));
    }

    Future<Void> close() {
        socket.closeHandler(null);
        return socket.close();
    }

    private void received(String text) {
        try {
            SocketMessage message = MESSAGES.readValue(text);
            switch (message.type()) {
                case "connection_ack" -> acknowledged.complete(this);
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

    private Future<CustomerSocket> subscribe(String id, String payload) {
        return socket.writeTextMessage("{\"type\":\"subscribe\",\"id\":\"%s\",\"payload\":%s}".formatted(id, payload))
                .map(nothing -> this);
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
        acknowledged.tryFail(failure);
        failures.accept(failure);
    }
}
