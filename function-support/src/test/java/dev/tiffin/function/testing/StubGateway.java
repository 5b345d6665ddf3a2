package dev.tiffin.function.testing;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Speaks as much of the gateway's GraphQL as functions need, remembers what it was asked, and answers by a script
 * that a test may change. Unless told otherwise every result is APPLIED, nobody is free, and the {@link SampleOrder}
 * stands where it stood.
 */
public final class StubGateway implements AutoCloseable {

    /** The answer to a whole request. */
    public record Reply(int status, String body) {

        public static Reply data(String field, Object value) {
            return new Reply(
                    200,
                    new JsonObject()
                            .put("data", new JsonObject().put(field, value))
                            .encode());
        }

        public static Reply error(String code) {
            var error = new JsonObject().put("message", "no").put("extensions", new JsonObject().put("code", code));
            return new Reply(
                    200,
                    new JsonObject()
                            .putNull("data")
                            .put("errors", new JsonArray().add(error))
                            .encode());
        }
    }

    /** What arrived: the root field of the operation and what came with it. */
    public record Received(
            String field,
            String query,
            JsonObject variables,
            @Nullable String authorization,
            @Nullable String traceparent) {

        /** The results of a {@code record...} mutation. */
        public List<JsonObject> results() {
            return variables.getJsonArray("results", new JsonArray()).stream()
                    .map(JsonObject.class::cast)
                    .toList();
        }

        /** Answers each result with an outcome. */
        public Reply outcomes(Function<JsonObject, String> outcome) {
            var answers = new JsonArray();
            for (var result : results()) {
                answers.add(new JsonObject()
                        .put("orderId", result.getString("orderId"))
                        .put("outcome", outcome.apply(result)));
            }
            return Reply.data(field, answers);
        }
    }

    /** Decides what is answered, and when: the request is in flight until the future completes. */
    public interface Script extends Function<Received, Future<Reply>> {}

    private static final Pattern ROOT_FIELD = Pattern.compile("\\{\\s*(\\w+)");

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final HttpServer server;
    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private volatile Script script = StubGateway::usual;

    public StubGateway() {
        server = vertx.createHttpServer().requestHandler(this::handle);
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    /** Forgets what was asked, and answers as usual again. */
    public void reset() {
        script = StubGateway::usual;
        received.clear();
    }

    public void script(Script script) {
        this.script = script;
    }

    /** From now on every result gets this outcome. */
    public void outcome(String outcome) {
        script = request -> Future.succeededFuture(request.outcomes(result -> outcome));
    }

    /** From now on every request gets this answer. */
    public void reply(Reply reply) {
        script = request -> Future.succeededFuture(reply);
    }

    /** The next request, waited for. */
    public Received next() throws InterruptedException {
        var request = received.poll(20, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("The gateway was not asked");
        }
        return request;
    }

    /** Requests that arrived and were not taken by {@link #next}. */
    public int unread() {
        return received.size();
    }

    /** What is answered unless a test says otherwise. */
    public static Future<Reply> usual(Received request) {
        return Future.succeededFuture(
                switch (request.field()) {
                    case "agents" -> Reply.data("agents", new JsonArray());
                    case "standing" -> Reply.data("standing", new JsonObject().put("statusVersion", 3));
                    default -> request.outcomes(result -> "APPLIED");
                });
    }

    private void handle(HttpServerRequest request) {
        request.body().onSuccess(body -> answer(request, body));
    }

    private void answer(HttpServerRequest request, Buffer body) {
        var operation = body.toJsonObject();
        var query = operation.getString("query");
        var root = ROOT_FIELD.matcher(query);
        if (!root.find() || !"/graphql".equals(request.path())) {
            request.response().setStatusCode(404).end();
            return;
        }
        var arrived = new Received(
                root.group(1),
                query,
                operation.getJsonObject("variables"),
                request.getHeader("Authorization"),
                request.getHeader("traceparent"));
        // The answer first: who has seen the request may rely on its script having run.
        var answer = script.apply(arrived);
        received.add(arrived);
        answer.onSuccess(reply -> request.response()
                        .setStatusCode(reply.status())
                        .putHeader("Content-Type", "application/graphql-response+json")
                        .end(reply.body()))
                .onFailure(ignored -> request.connection().close());
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
