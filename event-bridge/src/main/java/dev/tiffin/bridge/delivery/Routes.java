package dev.tiffin.bridge.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tiffin.contract.EventTypes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which function gets which events, read from the same Triggers that a Broker applies, so that routing has one source.
 *
 * @param services name of a Service by event type
 */
record Routes(Map<String, String> services) {

    Routes {
        services = Map.copyOf(services);
    }

    /**
     * Reads all Triggers of a file of manifests.
     *
     * @throws IllegalArgumentException if there are none, or one that cannot be obeyed exactly, saying which and why
     */
    static Routes of(Path manifests) {
        var services = new TreeMap<String, String>();
        var triggers = new TreeMap<String, String>();
        try (MappingIterator<JsonNode> documents =
                new YAMLMapper().readerFor(JsonNode.class).readValues(manifests.toFile())) {
            while (documents.hasNextValue()) {
                var document = documents.nextValue();
                if (!document.path("kind").asText().equals("Trigger")) {
                    continue;
                }
                var trigger = document.path("metadata").path("name").asText();
                var type = type(manifests, trigger, document.path("spec"));
                services.put(
                        type, service(manifests, trigger, document.path("spec").path("subscriber")));
                var other = triggers.put(type, trigger);
                if (other != null) {
                    throw refusal(
                            manifests,
                            "Triggers " + other + " and " + trigger + " both want " + type
                                    + "; delivered directly, an event goes to exactly one function");
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "tiffin.direct.manifests: " + manifests + " cannot be read: " + e.getMessage(), e);
        }
        if (services.isEmpty()) {
            throw refusal(manifests, "there is no Trigger in it");
        }
        return new Routes(services);
    }

    private static String type(Path manifests, String trigger, JsonNode spec) {
        var attributes = spec.path("filter").path("attributes");
        if (spec.has("filters")
                || attributes.size() != 1
                || !attributes.path("type").isTextual()) {
            throw refusal(
                    manifests,
                    "Trigger " + trigger
                            + " must filter on the attribute type and nothing else to be delivered directly");
        }
        var type = attributes.path("type").asText();
        if (!EventTypes.ALL.contains(type)) {
            throw refusal(
                    manifests,
                    "Trigger " + trigger + " wants " + type + ", which no event is; there are "
                            + new TreeSet<>(EventTypes.ALL));
        }
        return type;
    }

    private static String service(Path manifests, String trigger, JsonNode subscriber) {
        var reference = subscriber.path("ref");
        var name = reference.path("name").asText();
        if (subscriber.has("uri") || !reference.path("kind").asText().equals("Service") || name.isEmpty()) {
            throw refusal(manifests, "Trigger " + trigger + " must name a Service as its subscriber, without uri");
        }
        return name;
    }

    private static IllegalArgumentException refusal(Path manifests, String why) {
        return new IllegalArgumentException("tiffin.direct.manifests: " + manifests + ": " + why);
    }
}
