package dev.tiffin.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A packaged Quarkus service as a process of its own.
 *
 * @param jar its {@code quarkus-run.jar}
 * @param port where it listens on loopback
 * @param options of its JVM
 * @param environment its configuration
 * @param log where its output goes
 * @param startUp how its JVM starts
 */
record JavaService(Path jar, int port, List<String> options, Map<String, String> environment, Path log, StartUp startUp)
        implements Service.Program {

    private static final HttpClient HEALTH = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Override
    public Child start() throws IOException {
        return Child.start(command(), Child.TERM.within(startUp.patience()), environment, log);
    }

    @Override
    public boolean ready() {
        var question = HttpRequest.newBuilder(URI.create("http://" + Ports.LOOPBACK + ":" + port + "/q/health/ready"))
                .timeout(PATIENCE)
                .build();
        try {
            return HEALTH.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false; // it does not listen yet
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public String lastWords() {
        return Logs.lastLine(log);
    }

    private List<String> command() throws IOException {
        var command = new ArrayList<>(List.of(java()));
        command.addAll(options);
        command.addAll(startUp.program(jar));
        return command;
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
