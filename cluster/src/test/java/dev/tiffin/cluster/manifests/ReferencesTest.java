package dev.tiffin.cluster.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is named is there, or is written down as somebody else's to make. */
class ReferencesTest {

    /** Made by k8s/secrets.sh, or by whoever keeps secrets. */
    private static final Set<String> SECRETS =
            Set.of("database-owner", "database-gateway", "database-bridge", "stripe", "api-gateway-tls");

    @Test
    void secretsAreReferredToAndNeverCommitted() {
        for (var overlay : Overlay.all()) {
            assertThat(overlay.names("Secret")).isEmpty();
            for (var object : overlay.objects()) {
                assertThat(SECRETS).containsAll(namesBelow(object, "secretKeyRef", "name"));
                assertThat(SECRETS).containsAll(namesBelow(object, "secret", "secretName"));
                assertThat(SECRETS).containsAll(object.findValuesAsText("secretName"));
            }
        }
    }

    /** What names no namespace lands wherever the operator's kubectl points to. */
    @Test
    void everythingIsInTheSystemsNamespace() {
        for (var overlay : Overlay.all()) {
            assertThat(overlay.names("Namespace")).containsExactly("tiffin");
            assertThat(overlay.objects())
                    .filteredOn(object -> !object.path("kind").asText().equals("Namespace"))
                    .allSatisfy(object -> assertThat(
                                    object.at("/metadata/namespace").asText())
                            .as("%s %s", object.path("kind").asText(), Overlay.nameOf(object))
                            .isEqualTo("tiffin"));
        }
    }

    @Test
    void configMapsAreThere() {
        for (var overlay : Overlay.all()) {
            var there = new ArrayList<>(overlay.names("ConfigMap"));
            if (!overlay.name().equals("production")) {
                there.add("identity"); // by k8s/secrets.sh: the key of a development issuer
            }
            for (var workload : overlay.workloads().toList()) {
                assertThat(there)
                        .as("%s in %s", workload.name(), overlay.name())
                        .containsAll(namesBelow(workload.object(), "configMapKeyRef", "name"))
                        .containsAll(namesBelow(workload.object(), "configMap", "name"));
            }
        }
    }

    private static List<String> namesBelow(JsonNode object, String parent, String field) {
        return object.findValues(parent).stream()
                .map(reference -> reference.path(field).asText())
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** A selector that nothing matches protects nothing, and a policy alone closes more than it opens. */
    @Test
    void selectorsFindPods() {
        for (var overlay : Overlay.all()) {
            assertThat(overlay.names("NetworkPolicy")).contains("default-deny");
            var pods = overlay.workloads().map(workload -> labels(workload)).toList();
            for (var object : overlay.objects()) {
                var selector = selector(object);
                if (!selector.isEmpty()) {
                    assertThat(pods)
                            .as("%s %s", object.path("kind").asText(), Overlay.nameOf(object))
                            .anyMatch(labels -> labels.entrySet().containsAll(selector.entrySet()));
                }
            }
        }
    }

    private static Map<String, String> labels(Overlay.Workload workload) {
        return texts(workload.metadata().path("labels"));
    }

    private static Map<String, String> selector(JsonNode object) {
        return switch (object.path("kind").asText()) {
            case "NetworkPolicy" -> texts(object.at("/spec/podSelector/matchLabels"));
            case "PodDisruptionBudget", "Deployment", "StatefulSet" -> texts(object.at("/spec/selector/matchLabels"));
            case "Service" -> texts(object.at("/spec/selector"));
            default -> Map.of();
        };
    }

    private static Map<String, String> texts(JsonNode object) {
        var texts = new HashMap<String, String>();
        object.propertyStream()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }

    /** A way from pod to pod that only one of them opens is closed. */
    @Test
    void waysBetweenPodsAreOpenAtBothEnds() {
        for (var overlay : Overlay.all()) {
            var out = new HashSet<Way>();
            var in = new HashSet<Way>();
            overlay.objects().stream()
                    .filter(object -> object.path("kind").asText().equals("NetworkPolicy"))
                    .forEach(policy -> {
                        var own = chosen(policy.at("/spec/podSelector"));
                        peers(policy, "egress", "to").forEach(peer -> out.add(new Way(own, peer)));
                        peers(policy, "ingress", "from").forEach(peer -> in.add(new Way(peer, own)));
                    });
            assertThat(out).as(overlay.name()).isNotEmpty().isEqualTo(in);
            assertThat(out)
                    .as("the console asks the bridge through the gateway")
                    .contains(new Way(named("api-gateway"), named("event-bridge")));
        }
    }

    private record Way(Map<String, Set<String>> from, Map<String, Set<String>> to) {}

    private static Map<String, Set<String>> named(String name) {
        return Map.of("app.kubernetes.io/name", Set.of(name));
    }

    private static List<Map<String, Set<String>>> peers(JsonNode policy, String direction, String field) {
        var peers = new ArrayList<Map<String, Set<String>>>();
        for (var rule : policy.at("/spec/" + direction)) {
            for (var peer : rule.path(field)) {
                if (peer.has("podSelector") && !peer.has("namespaceSelector")) {
                    peers.add(chosen(peer.path("podSelector")));
                }
            }
        }
        return peers;
    }

    /** Values by label, in whichever of the two forms. */
    private static Map<String, Set<String>> chosen(JsonNode selector) {
        var chosen = new HashMap<String, Set<String>>();
        texts(selector.path("matchLabels")).forEach((label, value) -> chosen.put(label, Set.of(value)));
        for (var expression : selector.path("matchExpressions")) {
            var values = new HashSet<String>();
            expression.path("values").forEach(value -> values.add(value.asText()));
            chosen.put(expression.path("key").asText(), values);
        }
        return chosen;
    }

    /** Functions that ask for no token are behind a closed network; others ask. */
    @Test
    void nobodyElsePostsEventsToFunctions() {
        for (var overlay : Overlay.all()) {
            var broker = !overlay.names("Broker").isEmpty();
            assertThat(overlay.functions()).allSatisfy(function -> {
                var asks = new HashMap<String, String>();
                function.at("/spec/template/spec/containers/0/env")
                        .forEach(variable -> asks.put(
                                variable.path("name").asText(),
                                variable.path("value").asText()));
                assertThat(asks).containsEntry("TIFFIN_EVENTS_REQUIRE_TOKEN", String.valueOf(!broker));
            });
            assertThat(overlay.names("NetworkPolicy")).contains("functions");
        }
    }
}
