package dev.tiffin.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The gateway's public API over HTTP. */
final class Api {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration STUBBORN = Duration.ofMinutes(3);

    private final URI endpoint;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    /** What came back. */
    record Answer(int status, JsonNode body) {

        /** The first error's code; empty if there is none. */
        String code() {
            return body.at("/errors/0/extensions/code").asText();
        }

        JsonNode data() {
            return body.path("data");
        }
    }

    Api(URI gateway) {
        this.endpoint = gateway.resolve("/graphql");
    }

    URI endpoint() {
        return endpoint;
    }

    HttpClient http() {
        return http;
    }

    /** Asks once. */
    Answer ask(@Nullable String token, String document, Map<String, ?> variables)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(endpoint)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        JSON.writeValueAsString(Map.of("query", document, "variables", variables))));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        var text = response.body();
        return new Answer(response.statusCode(), text.startsWith("{") ? JSON.readTree(text) : JSON.createObjectNode());
    }

    /** Asks until it is answered, as a client does whose order must not get lost; a refusal fails. */
    JsonNode insist(String token, String document, Map<String, ?> variables) throws InterruptedException {
        var answer = new Object() {
            @Nullable
            Answer last;
        };
        Until.holds("the gateway answers", STUBBORN, () -> {
            try {
                var now = ask(token, document, variables);
                answer.last = now;
                return now.status() == 200 && !now.code().equals("UNAVAILABLE");
            } catch (IOException e) {
                return false; // asked again: every command may be repeated
            }
        });
        var last = answer.last;
        if (last == null || !last.code().isEmpty()) {
            throw new Failure("The gateway refuses: " + (last == null ? "" : last.body()));
        }
        return last.data();
    }
}
