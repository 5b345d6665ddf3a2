package dev.tiffin.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/** The gateway's public API, used like anybody else would. Safe for use by several threads. */
final class GraphQl {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String UNAVAILABLE = "UNAVAILABLE";

    private final URI endpoint;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    /** The gateway understood and said no; asking again would not help. */
    static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final String code;

        Refused(String code, String message) {
            super(message);
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    GraphQl(URI endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * Asks and returns {@code data}.
     *
     * @throws Refused if the answer has errors
     * @throws IOException if there was no answer, or none for now: asking again may help
     */
    JsonNode ask(String token, String document, Map<String, ?> variables) throws IOException, InterruptedException {
        var question = HttpRequest.newBuilder(endpoint)
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body(document, variables)))
                .build();
        var answer = http.send(question, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 500) {
            throw new IOException("The gateway answered " + answer.statusCode());
        }
        if (answer.statusCode() == 401 || answer.statusCode() == 403) {
            throw new Refused("UNAUTHENTICATED", "The gateway does not accept the token");
        }
        var content = JSON.readTree(answer.body());
        var errors = content.path("errors");
        if (!errors.isEmpty()) {
            throw failure(errors.get(0));
        }
        return content.path("data");
    }

    /**
     * Subscribes; returns when the gateway has been asked.
     *
     * @param onData receives each {@code data}, one after the other
     * @throws IOException if there is no connection to be had
     */
    Subscription watch(String token, String document, Map<String, ?> variables, Consumer<JsonNode> onData)
            throws IOException, InterruptedException {
        var subscription = new Subscription(JSON.readTree(body(document, variables)), onData);
        try {
            http.newWebSocketBuilder()
                    .connectTimeout(PATIENCE)
                    .header("Authorization", "Bearer " + token)
                    .subprotocols(Subscription.PROTOCOL)
                    .buildAsync(URI.create(endpoint.toString().replaceFirst("^http", "ws")), subscription)
                    .get();
            subscription.awaitBegin(PATIENCE);
            return subscription;
        } catch (ExecutionException e) {
            throw new IOException("No subscription: " + e.getMessage(), e);
        }
    }

    private static Refused failure(JsonNode error) throws IOException {
        var code = error.at("/extensions/code").asText("NONE");
        if (UNAVAILABLE.equals(code)) {
            throw new IOException(error.path("message").asText());
        }
        return new Refused(code, error.path("message").asText());
    }

    private static String body(String document, Map<String, ?> variables) throws JsonProcessingException {
        return JSON.writeValueAsString(Map.of("query", document, "variables", variables));
    }
}
