package dev.tiffin.bench.load;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * As much of a gateway as the driver speaks with. Pushes what it is told to: of every order that is placed to its
 * customer's socket, of every order that is cancelled to the sockets that watch it.
 */
final class StubGateway {

    private static final Pattern ORDER_ID = Pattern.compile("\\{\"id\":\"([0-9a-f-]{36})\"");

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, ServerWebSocket> sockets = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> placed = new ConcurrentHashMap<>();
    private final Map<String, List<ServerWebSocket>> watchers = new ConcurrentHashMap<>();
    private final HttpServer server;
    private volatile List<String> pushes;
    private volatile String cancelled = "2 CANCELLED";
    private volatile String answer = "{\"data\":{}}";

    private StubGateway(List<String> pushes) {
        this.pushes = pushes;
        this.server = vertx.createHttpServer(new HttpServerOptions().addWebSocketSubProtocol("graphql-transport-ws"))
                .requestHandler(request -> request.body().onSuccess(body -> asked(request, body.toString())))
                .webSocketHandler(this::connected);
    }

    static StubGateway start(List<String> pushes) {
        var gateway = new StubGateway(pushes);
        gateway.server
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return gateway;
    }

    int port() {
        return server.actualPort();
    }

    /** Versions and statuses that are pushed for every order from now on. */
    void push(List<String> versions) {
        pushes = versions;
    }

    /** Version and status that an order has from now on when it is cancelled. */
    void cancelTo(String version) {
        cancelled = version;
    }

    /** What every mutation is answered from now on. */
    void answer(String json) {
        answer = json;
    }

    int placed(String authorization) {
        return placed.getOrDefault(authorization, new AtomicInteger()).get();
    }

    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void connected(ServerWebSocket socket) {
        var authorization = socket.headers().get("Authorization");
        sockets.put(authorization, socket);
        socket.textMessageHandler(text -> {
            if (new JsonObject(text).getString("type").equals("connection_init")) {
                socket.writeTextMessage("{\"type\":\"connection_ack\"}")
                        .onSuccess(nothing -> socket.writeTextMessage("{\"type\":\"ping\"}"));
            }
            var watched = ORDER_ID.matcher(text);
            if (watched.find()) {
                watchers.computeIfAbsent(watched.group(1), order -> new CopyOnWriteArrayList<>())
                        .add(socket);
                socket.writeTextMessage(message(watched.group(1), "1", "PLACED"));
            }
        });
    }

    private void asked(HttpServerRequest request, String body) {
        if (body.contains("cancelOrder")) {
            cancelled(body);
            request.response().end(answer);
            return;
        }
        placed(request, body);
    }

    private void cancelled(String body) {
        var id = ORDER_ID.matcher(body);
        if (id.find()) {
            watchers.getOrDefault(id.group(1), List.of())
                    .forEach(socket -> socket.writeTextMessage(message(id.group(1), cancelled.split(" "))));
        }
    }

    private void placed(HttpServerRequest request, String body) {
        var authorization = request.getHeader("Authorization");
        var socket = sockets.get(authorization);
        var ids = ORDER_ID.matcher(body);
        while (ids.find()) {
            placed.computeIfAbsent(authorization, key -> new AtomicInteger()).incrementAndGet();
            for (var push : socket == null ? List.<String>of() : pushes) {
                socket.writeTextMessage(message(ids.group(1), push.split(" ")));
            }
        }
        request.response().putHeader("Content-Type", "application/json").end(answer);
    }

    private static String message(String id, String... push) {
        var agent = push[1].equals("ASSIGNED") ? "{\"id\":\"a-1\",\"name\":\"Ada\"}" : "null";
        return """
                {"type":"next","id":"1","payload":{"data":{"ordersChanged":\
                {"id":"%s","version":%s,"status":"%s","agent":%s}}}}""".formatted(id, push[0], push[1], agent);
    }
}
