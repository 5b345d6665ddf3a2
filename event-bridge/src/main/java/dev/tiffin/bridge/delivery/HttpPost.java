package dev.tiffin.bridge.delivery;

import dev.tiffin.contract.EventTypes;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Posts events in the binary mode of the CloudEvents HTTP binding. HTTP/1.1 with kept connections, one for each
 * delivery in flight: with h2 one lost packet would hold up all of them, and the upgrade costs a round trip.
 */
final class HttpPost {

    /** What is kept of an answer. */
    static final int LONGEST_ANSWER = 1024;

    /** How long the rest of a failure's text is waited for. */
    private static final long REST_OF_ANSWER_MILLIS = 1_000;

    private static final int KEPT_SECONDS = 15;

    private static final CharSequence ID = HttpHeaders.createOptimized("ce-id");
    private static final CharSequence SOURCE = HttpHeaders.createOptimized("ce-source");
    private static final CharSequence SPEC_VERSION = HttpHeaders.createOptimized("ce-specversion");
    private static final CharSequence TYPE = HttpHeaders.createOptimized("ce-type");
    private static final CharSequence SUBJECT = HttpHeaders.createOptimized("ce-subject");
    private static final CharSequence TIME = HttpHeaders.createOptimized("ce-time");
    private static final CharSequence DATA_SCHEMA = HttpHeaders.createOptimized("ce-dataschema");
    private static final CharSequence PARTITION_KEY = HttpHeaders.createOptimized("ce-partitionkey");
    private static final CharSequence SEQUENCE = HttpHeaders.createOptimized("ce-sequence");
    private static final CharSequence REPLAY = HttpHeaders.createOptimized("ce-replay");
    private static final CharSequence TRACEPARENT_EXTENSION = HttpHeaders.createOptimized("ce-traceparent");
    private static final CharSequence TRACEPARENT = HttpHeaders.createOptimized("traceparent");
    private static final CharSequence ONE_POINT_ZERO = HttpHeaders.createOptimized("1.0");
    private static final CharSequence SCHEMA = HttpHeaders.createOptimized(EventTypes.DATA_SCHEMA);
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence TRUE = HttpHeaders.createOptimized("true");

    private final Vertx vertx;
    private final HttpClient client;
    private final Duration timeout;
    private final OutcomeTable outcomes;
    private final EventAttributes attributes;
    private final CharSequence source;
    private final Map<String, String> extensions;

    /**
     * How servers are talked to.
     *
     * @param inFlight most connections to one address
     * @param timeout how long a server may be silent
     * @param certificates PEM certificates of those who may sign servers' ones; null for the usual
     */
    record Manners(int inFlight, Duration timeout, @Nullable String certificates) {}

    HttpPost(Vertx vertx, InstantSource clock, EventAttributes attributes, Manners manners) {
        int silence = Math.toIntExact(manners.timeout.toSeconds());
        var options = new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setKeepAlive(true)
                .setKeepAliveTimeout(KEPT_SECONDS)
                // The time-out of a request covers the head of the answer; this ends answers that never do. Longer by
                // more
                // than a connection is kept unused, for that counts as silence as well.
                .setReadIdleTimeout(silence + 2 * KEPT_SECONDS)
                .setTcpNoDelay(true)
                .setConnectTimeout(2_000);
        if (manners.certificates != null) {
            options.setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(manners.certificates)));
        }
        this.vertx = vertx;
        this.timeout = manners.timeout;
        this.client = vertx.httpClientBuilder()
                .with(options)
                .with(new PoolOptions().setHttp1MaxSize(manners.inFlight))
                .build();
        this.outcomes = new OutcomeTable(clock);
        this.attributes = attributes;
        this.source = HttpHeaders.createOptimized(attributes.source());
        this.extensions = attributes.extensions();
    }

    /** What all requests to one address have in common. */
    RequestOptions to(URI address) {
        boolean tls = "https".equals(address.getScheme());
        int standardPort = tls ? 443 : 80;
        String path = Objects.requireNonNullElse(address.getRawPath(), "");
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setSsl(tls)
                .setHost(address.getHost())
                .setPort(address.getPort() < 0 ? standardPort : address.getPort())
                .setURI((path.isEmpty() ? "/" : path) + query)
                .setFollowRedirects(false)
                .setTimeout(timeout.toMillis());
    }

    /** @param authorization value of the header; null for none */
    Future<Outcome> post(OrderEvent event, RequestOptions to, @Nullable String authorization) {
        return client.request(to)
                .transform(got -> got.failed()
                        ? Future.succeededFuture(outcomes.unconnected(got.cause()))
                        : send(got.result(), event, authorization));
    }

    private Future<Outcome> send(HttpClientRequest request, OrderEvent event, @Nullable String authorization) {
        String orderId = event.orderId().toString();
        var headers = request.headers();
        headers.set(HttpHeaders.CONTENT_TYPE, JSON)
                .set(SPEC_VERSION, ONE_POINT_ZERO)
                .set(ID, event.id())
                .set(SOURCE, source)
                .set(TYPE, event.type())
                .set(SUBJECT, orderId)
                .set(TIME, event.time())
                .set(DATA_SCHEMA, SCHEMA)
                .set(PARTITION_KEY, orderId)
                .set(SEQUENCE, event.sequence());
        if (event.traceparent() != null) {
            headers.set(TRACEPARENT_EXTENSION, event.traceparent()).set(TRACEPARENT, event.traceparent());
        }
        if (event.replay()) {
            headers.set(REPLAY, TRUE);
        }
        if (authorization != null) {
            headers.set(HttpHeaders.AUTHORIZATION, authorization);
        }
        extensions.forEach((name, value) -> headers.set("ce-" + name, value));
        return request.send(event.body())
                .transform(got -> got.failed()
                        ? Future.succeededFuture(outcomes.unanswered(got.cause()))
                        : outcome(got.result()));
    }

    private Future<Outcome> outcome(HttpClientResponse response) {
        int status = response.statusCode();
        if (status >= 200 && status < 300) {
            return Future.succeededFuture(Outcome.ACCEPTED);
        }
        Promise<Outcome> outcome = Promise.promise();
        rest(
                vertx,
                response,
                text -> outcome.complete(outcomes.of(
                        status, response.getHeader(HttpHeaders.RETRY_AFTER), text.toString(StandardCharsets.UTF_8))));
        return outcome.future();
    }

    /** What a failure says. Whether it comes whole does not matter: the status has said it all. */
    static void rest(Vertx vertx, HttpClientResponse response, Handler<Buffer> text) {
        var answer = Buffer.buffer();
        long timer =
                vertx.setTimer(REST_OF_ANSWER_MILLIS, late -> response.request().reset());
        response.handler(
                piece -> answer.appendBuffer(piece, 0, Math.min(piece.length(), LONGEST_ANSWER - answer.length())));
        response.end().onComplete(end -> {
            vertx.cancelTimer(timer);
            text.handle(answer);
        });
    }

    /** The same for several events at once. */
    BatchPost batches() {
        return new BatchPost(vertx, client, timeout, outcomes, attributes);
    }

    Future<Void> close() {
        return client.close();
    }
}
