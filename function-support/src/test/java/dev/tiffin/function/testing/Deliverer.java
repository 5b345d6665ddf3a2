package dev.tiffin.function.testing;

import dev.tiffin.contract.EventBatch;
import dev.tiffin.contract.EventTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Delivers events as the bridge does, byte by byte as a test wants them. */
public final class Deliverer {

    /** Continues in the request to the gateway. */
    public static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI target;
    private final String token;

    public Deliverer(URI target, String token) {
        this.target = target;
        this.token = token;
    }

    /** The headers of a binary event, token included, to be varied. */
    public Map<String, String> headers(String type) {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Authorization", "Bearer " + token);
        headers.put("Content-Type", "application/json");
        headers.put("ce-specversion", "1.0");
        headers.put("ce-id", SampleOrder.ID + ":3");
        headers.put("ce-source", EventTypes.SOURCE);
        headers.put("ce-type", type);
        headers.put("ce-subject", SampleOrder.ID);
        headers.put("ce-time", Instant.now().toString());
        headers.put("ce-traceparent", TRACEPARENT);
        return headers;
    }

    /** Binary mode. */
    public HttpResponse<String> binary(String type, String data) {
        return post("/", headers(type), data);
    }

    /** Binary mode, ninety seconds after it happened. */
    public HttpResponse<String> late(String type, String data) {
        var headers = headers(type);
        headers.put("ce-time", Instant.now().minusSeconds(90).toString());
        return post("/", headers, data);
    }

    /** Structured mode. */
    public HttpResponse<String> structured(String type, String data) {
        var headers = Map.of(
                "Authorization", "Bearer " + token, "Content-Type", "application/cloudevents+json; charset=utf-8");
        return post("/", headers, envelope(type, data));
    }

    /** Batch mode. */
    public HttpResponse<String> batch(String... envelopes) {
        return post("/", batchHeaders(), "[" + String.join(",", envelopes) + "]");
    }

    /** Batch mode, read line by line as the answer grows. */
    public HttpResponse<Stream<String>> lines(String... envelopes) {
        var body = "[" + String.join(",", envelopes) + "]";
        try {
            return client.send(request("POST", "/", batchHeaders(), body), HttpResponse.BodyHandlers.ofLines());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Map<String, String> batchHeaders() {
        return Map.of("Authorization", "Bearer " + token, "Content-Type", EventBatch.MEDIA_TYPE);
    }

    /** The body of a structured event. */
    public static String envelope(String type, String data) {
        return """
                {"specversion": "1.0", "id": "%s:3", "source": "%s", "type": "%s", "time": "%s",
                 "datacontenttype": "application/json", "traceparent": "%s", "data": %s}
                """.formatted(SampleOrder.ID, EventTypes.SOURCE, type, Instant.now(), TRACEPARENT, data);
    }

    public HttpResponse<String> post(String path, Map<String, String> headers, String body) {
        return send("POST", path, headers, body);
    }

    public HttpResponse<String> send(String method, String path, Map<String, String> headers, String body) {
        try {
            return client.send(request(method, path, headers, body), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Binary mode, without waiting for the answer. */
    public CompletableFuture<HttpResponse<String>> deliver(String type, String data) {
        return client.sendAsync(request("POST", "/", headers(type), data), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String method, String path, Map<String, String> headers, String body) {
        var builder =
                HttpRequest.newBuilder(target.resolve(path)).method(method, HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(builder::header);
        return builder.build();
    }
}
