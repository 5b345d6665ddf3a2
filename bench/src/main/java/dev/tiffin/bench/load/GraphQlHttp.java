package dev.tiffin.bench.load;

import dev.tiffin.bench.BenchFailure;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;

/** GraphQL over HTTP/1.1 with connections that are kept. */
final class GraphQlHttp {

    private static final int OK = 200;

    private final HttpClient client;

    GraphQlHttp(HttpClient client) {
        this.client = client;
    }

    /** The answer to a mutation; fails with a {@link BenchFailure} when it has errors. */
    Future<String> post(String authorization, String body) {
        return client.request(HttpMethod.POST, "/graphql")
                .compose(request -> request.putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                        .putHeader(HttpHeaders.ACCEPT, "application/json")
                        .putHeader(HttpHeaders.AUTHORIZATION, authorization)
                        .send(Buffer.buffer(body)))
                .compose(GraphQlHttp::answer);
    }

    /** Why something that was asked of the gateway came to nothing. */
    static BenchFailure failure(Throwable cause) {
        return cause instanceof BenchFailure known
                ? known
                : new BenchFailure("Cannot reach the gateway: " + cause, cause);
    }

    private static Future<String> answer(HttpClientResponse response) {
        return response.body().map(body -> {
            var text = body.toString();
            if (response.statusCode() != OK || text.contains("\"errors\"")) {
                throw new BenchFailure("The gateway answered " + response.statusCode() + ": " + text);
            }
            return text;
        });
    }
}
