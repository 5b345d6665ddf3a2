package dev.tiffin.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tiffin.database.TestDatabase;
import dev.tiffin.issuer.DevelopmentIssuer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A gateway as it is packaged, in a process of its own. */
public final class GatewayProcess implements AutoCloseable {

    private static final Pattern LISTENING = Pattern.compile("Listening on: http://[^:]+:(\\d+)");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final long PATIENCE_SECONDS = 120;

    private final Process process;
    private final CompletableFuture<Integer> port = new CompletableFuture<>();

    private GatewayProcess(Process process) {
        this.process = process;
        // Read to its end, or the process would stand still with a full pipe.
        Thread.ofVirtual().start(this::readLog);
    }

    /** Starts a gateway and waits until it listens. */
    public static GatewayProcess start(TestDatabase database, DevelopmentIssuer issuer) throws Exception {
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "-jar",
                        Path.of("target", "quarkus-app", "quarkus-run.jar").toString())
                .redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "QUARKUS_HTTP_PORT", "0",
                        "QUARKUS_HTTP_HOST", "127.0.0.1",
                        "QUARKUS_DATASOURCE_REACTIVE_URL", database.reactiveUrl(),
                        "QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl(),
                        "QUARKUS_DATASOURCE_USERNAME", database.user(),
                        "QUARKUS_DATASOURCE_PASSWORD", database.password(),
                        "MP_JWT_VERIFY_PUBLICKEY", issuer.publicKey(),
                        "MP_JWT_VERIFY_ISSUER", DevelopmentIssuer.ISSUER));
        var started = new GatewayProcess(builder.start());
        started.port.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return started;
    }

    /** Where its WebSockets are. */
    public URI live() {
        return URI.create("ws://127.0.0.1:" + port.join() + "/graphql");
    }

    /** Sends a document; there must be no errors. */
    public JsonNode ask(String token, String document) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.join() + "/graphql"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(Map.of("query", document))))
                .build();
        var answer = JSON.readTree(
                CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body());
        assertThat(answer.has("errors")).as("%s", answer).isFalse();
        return answer;
    }

    /** kill -9. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    private void readLog() {
        try (BufferedReader log = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = log.readLine(); line != null; line = log.readLine()) {
                var listening = LISTENING.matcher(line);
                if (listening.find()) {
                    port.complete(Integer.valueOf(listening.group(1)));
                }
            }
            port.completeExceptionally(new IllegalStateException("The gateway has ended"));
        } catch (IOException e) {
            port.completeExceptionally(e);
        }
    }
}
