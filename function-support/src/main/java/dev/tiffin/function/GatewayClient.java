package dev.tiffin.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tiffin.contract.TokenFile;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * GraphQL over HTTP/1.1 to the gateway, on kept-alive connections and one event loop, which {@link #context()} gives to
 * those who keep their state on it.
 *
 * <p>What comes back is the {@code data}, or one of four faults: {@code TRANSIENT} when the gateway is away, slow,
 * overloaded or refuses our token; {@code GATEWAY_FAILED} when it failed on this very request; {@code UNUSABLE} when it
 * refuses what was sent.
 */
final class GatewayClient implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(GatewayClient.class);
    private static final int MOST_WAITING_FOR_A_CONNECTION = 1_000;
    private static final int LONGEST_QUOTE = 200;

    private record Request(String query, Map<String, ?> variables) {}

    private record Answer(int status, Buffer body) {}

    private final Context context;
    private final HttpClient client;
    private final RequestOptions target;
    private final TokenFile token;
    private final ObjectMapper mapper;
    private final RareLog identityTrouble;

    GatewayClient(Vertx vertx, GatewayConfig config, TokenFile token, ObjectMapper mapper, InstantSource clock) {
        this.context = vertx.getOrCreateContext();
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setProtocolVersion(HttpVersion.HTTP_1_1)
                        .setKeepAlive(true)
                        .setTcpNoDelay(true)
                        .setConnectTimeout((int) config.connectTimeout().toMillis())
                        .setMaxWaitQueueSize(MOST_WAITING_FOR_A_CONNECTION),
                new PoolOptions().setHttp1MaxSize(config.connections()));
        this.target = target(config.url())
                .setConnectTimeout(config.connectTimeout().toMillis())
                .setIdleTimeout(config.timeout().toMillis());
        this.token = token;
        this.mapper = mapper;
        this.identityTrouble = new RareLog(LOG, clock);
    }

    private static RequestOptions target(URI url) {
        var base = url.toString();
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/graphql")
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.ACCEPT, "application/json");
    }

    /** The event loop on which requests are made and answers arrive. */
    Context context() {
        return context;
    }

    /** Sends one operation when subscribed to; the answer arrives on {@link #context()}. */
    Uni<JsonNode> execute(String document, Map<String, ?> variables, @Nullable String traceparent) {
        return Uni.createFrom()
                .emitter(emitter -> context.runOnContext(ignored -> Future.succeededFuture()
                        // In a chain, so that a client that is closed already is a failure like any other.
                        .compose(start -> send(document, variables, traceparent))
                        .onSuccess(emitter::complete)
                        .onFailure(failure -> emitter.fail(fault(failure)))));
    }

    private static Fault fault(Throwable failure) {
        return failure instanceof Fault fault
                ? fault
                : Fault.of(Fault.Kind.TRANSIENT, "The gateway cannot be reached", failure);
    }

    private Future<JsonNode> send(String document, Map<String, ?> variables, @Nullable String traceparent) {
        Buffer body;
        var options = new RequestOptions(target);
        try {
            body = Buffer.buffer(mapper.writeValueAsBytes(new Request(document, variables)));
            // Now and then this reads a small file; that is worth no thread of its own.
            options.putHeader(HttpHeaders.AUTHORIZATION, token.authorization());
        } catch (JsonProcessingException e) {
            return Future.failedFuture(Fault.of(Fault.Kind.BUG, "A result cannot be written as JSON", e));
        } catch (UncheckedIOException e) {
            identityTrouble.warn("No token to show to the gateway: " + e);
            return Future.failedFuture(Fault.of(Fault.Kind.TRANSIENT, "The function's token cannot be read", e));
        }
        if (traceparent != null) {
            options.putHeader("traceparent", traceparent);
        }
        return client.request(options)
                .compose(request -> request.send(body))
                .compose(response -> response.body().map(bytes -> new Answer(response.statusCode(), bytes)))
                .map(this::data);
    }

    private JsonNode data(Answer answer) {
        if (answer.status() != 200) {
            throw refusal(answer.status());
        }
        JsonNode reply;
        try {
            reply = mapper.readTree(answer.body().getBytes());
        } catch (IOException e) {
            throw Fault.of(Fault.Kind.TRANSIENT, "The gateway's answer is no JSON", e);
        }
        var error = reply.path("errors").path(0);
        if (!error.isMissingNode()) {
            throw refusal(
                    error.path("extensions").path("code").asText(),
                    error.path("message").asText());
        }
        var data = reply.path("data");
        if (!data.isObject()) {
            throw Fault.of(Fault.Kind.TRANSIENT, "The gateway's answer has no data");
        }
        return data;
    }

    private Fault refusal(int status) {
        return switch (status) {
            case 400, 413, 422 -> Fault.of(Fault.Kind.UNUSABLE, "The gateway refuses the request with " + status);
            case 401, 403 -> identityRefused(status + "");
            default -> Fault.of(Fault.Kind.TRANSIENT, "The gateway answers " + status);
        };
    }

    private Fault refusal(String code, String message) {
        return switch (code) {
            case "INVALID_INPUT" -> Fault.of(Fault.Kind.UNUSABLE, "The gateway refuses the result: " + quote(message));
            case "UNAUTHENTICATED", "FORBIDDEN" -> identityRefused(code);
            case "UNAVAILABLE", "TOO_MANY" -> Fault.of(Fault.Kind.TRANSIENT, "The gateway answers " + code);
            // Its own bug, or documents that differ while a new release rolls out: either may heal.
            default -> Fault.of(Fault.Kind.GATEWAY_FAILED, "The gateway failed: " + code + " " + quote(message));
        };
    }

    private Fault identityRefused(String how) {
        identityTrouble.warn("The gateway refuses this function's token with " + how
                + "; its file is tiffin.token-file, its role must be the function's name");
        return Fault.of(Fault.Kind.TRANSIENT, "The gateway refuses this function's token");
    }

    private static String quote(String message) {
        return message.length() <= LONGEST_QUOTE ? message : message.substring(0, LONGEST_QUOTE) + "...";
    }

    @Override
    public void close() {
        client.close();
    }
}
