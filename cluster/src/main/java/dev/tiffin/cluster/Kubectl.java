package dev.tiffin.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The cluster, as whoever sits at the keyboard reaches it. */
final class Kubectl {

    static final String NAMESPACE = "tiffin";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a command has said. */
    record Said(int code, String out, String errors) {

        boolean well() {
            return code == 0;
        }
    }

    /** A pod, as far as anybody here cares. */
    record Pod(String name, boolean ready, String address) {}

    private Kubectl() {}

    /** Runs kubectl in the system's namespace and returns what it printed; it must succeed. */
    static String must(String... arguments) throws InterruptedException {
        var said = run(arguments);
        if (!said.well()) {
            throw new Failure("kubectl " + String.join(" ", arguments) + ": "
                    + said.errors().strip());
        }
        return said.out();
    }

    static Said run(String... arguments) throws InterruptedException {
        return run(Stream.concat(Stream.of("kubectl", "--namespace", NAMESPACE), Stream.of(arguments))
                .toList());
    }

    /** Runs any program. */
    static Said run(List<String> command) throws InterruptedException {
        Path errors = null;
        try {
            errors = Files.createTempFile("kubectl", ".txt");
            var process = new ProcessBuilder(command)
                    .redirectError(errors.toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                    .start();
            var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var code = process.waitFor();
            var said = new Said(code, out, Files.readString(errors));
            Files.delete(errors);
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(command.getFirst() + " cannot be run", e);
        }
    }

    static JsonNode get(String... arguments) throws InterruptedException {
        var all = new ArrayList<>(List.of("get", "--output=json"));
        all.addAll(List.of(arguments));
        try {
            return JSON.readTree(must(all.toArray(String[]::new)));
        } catch (JsonProcessingException e) {
            throw new Failure("kubectl get printed no JSON", e);
        }
    }

    /** Pods that live and are not on their way out. */
    static List<Pod> pods(String selector) throws InterruptedException {
        return StreamSupport.stream(
                        get("pods", "--selector=" + selector).path("items").spliterator(), false)
                .filter(pod -> !pod.path("metadata").has("deletionTimestamp"))
                .filter(pod -> List.of("Pending", "Running")
                        .contains(pod.at("/status/phase").asText()))
                .map(Kubectl::pod)
                .toList();
    }

    private static Pod pod(JsonNode pod) {
        var ready = StreamSupport.stream(pod.at("/status/conditions").spliterator(), false)
                .anyMatch(condition -> condition.path("type").asText().equals("Ready")
                        && condition.path("status").asText().equals("True"));
        return new Pod(
                pod.at("/metadata/name").asText(),
                ready,
                pod.at("/status/podIP").asText());
    }

    /** Kills without asking. */
    static void kill(String pod) throws InterruptedException {
        must("delete", "pod", pod, "--grace-period=0", "--force", "--wait=false");
    }

    static String function(String name) {
        return "serving.knative.dev/service=" + name;
    }

    static String named(String name) {
        return "app.kubernetes.io/name=" + name;
    }
}
