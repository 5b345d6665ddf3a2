package dev.tiffin.bench.load;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/** A Broker that keeps nothing: takes every event with 202, as soon as all of it is there. */
final class EventSink {

    private static final int ACCEPTED = 202;

    private final Consumer<String> arrivals;
    private final HttpServer server;

    /**
     * Listens on a free port of this machine until its Vert.x is closed.
     *
     * @param arrivals is told the id of each event, on the event loop
     */
    EventSink(Vertx vertx, Consumer<String> arrivals) {
        this.arrivals = arrivals;
        this.server = vertx.createHttpServer(new HttpServerOptions().setTcpNoDelay(true))
                .requestHandler(this::receive);
        Blocking.await(server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture(), () -> "A port");
    }

    int port() {
        return server.actualPort();
    }

    private void receive(HttpServerRequest request) {
        var id = request.getHeader("ce-id");
        request.endHandler(nothing -> {
            arrivals.accept(id);
            request.response().setStatusCode(ACCEPTED).end();
        });
    }
}
