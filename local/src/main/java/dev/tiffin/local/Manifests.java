package dev.tiffin.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.tiffin.contract.OrderStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the cluster's manifests say about the steps, so that one machine runs the same ones: every Service is a process
 * here, every Trigger a route of the bridge.
 *
 * @param functions names of the Services, in the file's order
 * @param routes one per Trigger
 */
record Manifests(List<String> functions, List<Route> routes) {

    /** Events of a type go to a function. */
    record Route(String eventType, String function) {}

    static Manifests read(Path file) {
        var functions = new ArrayList<String>();
        var routes = new ArrayList<Route>();
        var yaml = new ObjectMapper(new YAMLFactory());
        try (var parser = yaml.getFactory().createParser(file.toFile());
                var documents = yaml.readerFor(JsonNode.class).<JsonNode>readValues(parser)) {
            while (documents.hasNext()) {
                var document = documents.next();
                switch (document.path("kind").asText()) {
                    case "Service" ->
                        functions.add(document.at("/metadata/name").asText());
                    case "Trigger" ->
                        routes.add(new Route(
                                document.at("/spec/filter/attributes/type").asText(),
                                document.at("/spec/subscriber/ref/name").asText()));
                    default -> {
                        // not about steps
                    }
                }
            }
        } catch (IOException e) {
            throw new Trouble("The steps cannot be read from " + Settings.show(file) + ": " + e.getMessage(), e);
        }
        return new Manifests(List.copyOf(functions), List.copyOf(routes));
    }

    /** Statuses in which an order waits for a function; for one that no route leads to, none. */
    Set<OrderStatus> waitingFor(String function) {
        return routes.stream()
                .filter(route -> route.function().equals(function))
                .flatMap(route -> Arrays.stream(OrderStatus.values())
                        .filter(status -> status.eventType().equals(route.eventType())))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(OrderStatus.class)));
    }
}
