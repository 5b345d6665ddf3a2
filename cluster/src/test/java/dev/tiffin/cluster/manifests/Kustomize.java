package dev.tiffin.cluster.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Builds overlays: with kubectl or kustomize where one is on the PATH, else with kustomize made by Go. */
final class Kustomize {

    private static final String SOURCE = "sigs.k8s.io/kustomize/kustomize/v5@v5.7.1";
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    static final Path MANIFESTS = ROOT.resolve("k8s");
    private static final Optional<List<String>> COMMAND = command();

    private Kustomize() {}

    /** The objects of a folder, as YAML; skips the test where nothing can build them. */
    static String build(Path folder) throws IOException, InterruptedException {
        assumeThat(COMMAND)
                .as("kubectl, kustomize or go, to build the manifests with")
                .isPresent();
        var command = new ArrayList<>(COMMAND.orElseThrow());
        command.add(folder.toString());
        var errors = Files.createTempFile("kustomize", ".txt");
        var process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
        var yaml = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as("building %s: %s", folder, Files.readString(errors))
                .isZero();
        Files.delete(errors);
        return yaml;
    }

    private static Optional<List<String>> command() {
        if (onPath("kubectl")) {
            return Optional.of(List.of("kubectl", "kustomize"));
        }
        if (onPath("kustomize")) {
            return Optional.of(List.of("kustomize", "build"));
        }
        return onPath("go") ? made() : Optional.empty();
    }

    private static boolean onPath(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static Optional<List<String>> made() {
        var folder = ROOT.resolve("cluster/target/tools");
        var program = folder.resolve("kustomize");
        try {
            if (!Files.isExecutable(program)) {
                var go = new ProcessBuilder("go", "install", SOURCE).inheritIO();
                go.environment().put("GOBIN", folder.toString());
                var unused = go.start().waitFor(10, TimeUnit.MINUTES);
            }
        } catch (IOException e) {
            return Optional.empty(); // as good as no Go
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Files.isExecutable(program) ? Optional.of(List.of(program.toString(), "build")) : Optional.empty();
    }
}
