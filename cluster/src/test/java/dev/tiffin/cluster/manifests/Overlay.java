package dev.tiffin.cluster.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What would be applied.
 *
 * @param name folder below {@code k8s/overlays}
 * @param objects everything in it
 */
record Overlay(String name, List<JsonNode> objects) {

    private static final List<String> NAMES = List.of("kind", "production", "serving-only");
    private static final Map<String, Overlay> BUILT = new ConcurrentHashMap<>();

    static List<Overlay> all() {
        return NAMES.stream().map(Overlay::named).toList();
    }

    static Overlay named(String name) {
        return BUILT.computeIfAbsent(name, known -> in(Kustomize.MANIFESTS, known));
    }

    /** As a copy of {@code k8s/} has it. */
    static List<Overlay> allIn(Path manifests) {
        return NAMES.stream().map(name -> in(manifests, name)).toList();
    }

    private static Overlay in(Path manifests, String name) {
        try {
            return new Overlay(
                    name, parse(Kustomize.build(manifests.resolve("overlays").resolve(name))));
        } catch (IOException e) {
            throw new AssertionError("Overlay " + name + " is no YAML", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    static List<JsonNode> parse(String yaml) throws IOException {
        try (var documents = new YAMLMapper().readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            var objects = new ArrayList<JsonNode>();
            documents.forEachRemaining(objects::add);
            return objects;
        }
    }

    Stream<JsonNode> ofKind(String kind) {
        return objects.stream().filter(object -> object.path("kind").asText().equals(kind));
    }

    /** Services of Knative; those of Kubernetes have the same kind. */
    Stream<JsonNode> functions() {
        return ofKind("Service")
                .filter(object -> object.path("apiVersion").asText().startsWith("serving.knative.dev/"));
    }

    /** Whatever makes pods. */
    Stream<Workload> workloads() {
        return objects.stream()
                .filter(object -> object.at("/spec/template/spec/containers").isArray())
                .map(Workload::new);
    }

    List<String> names(String kind) {
        return ofKind(kind).map(Overlay::nameOf).toList();
    }

    static String nameOf(JsonNode object) {
        return object.at("/metadata/name").asText();
    }

    /** What makes pods. */
    record Workload(JsonNode object) {

        String kind() {
            return object.path("kind").asText();
        }

        String name() {
            return nameOf(object);
        }

        JsonNode metadata() {
            return object.at("/spec/template/metadata");
        }

        JsonNode pod() {
            return object.at("/spec/template/spec");
        }

        Stream<JsonNode> containers() {
            return Stream.of("containers", "initContainers")
                    .flatMap(list -> StreamSupport.stream(pod().path(list).spliterator(), false));
        }

        boolean isFunction() {
            return object.path("apiVersion").asText().startsWith("serving.knative.dev/");
        }

        /** Whether it runs until it is stopped. */
        boolean isLasting() {
            return !kind().equals("Job");
        }
    }
}
