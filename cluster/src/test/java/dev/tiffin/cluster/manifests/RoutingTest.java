package dev.tiffin.cluster.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tiffin.contract.EventTypes;
import dev.tiffin.contract.OrderStatus;
import dev.tiffin.contract.Role;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every event that somebody must take up has exactly one taker, and every taker exists. */
class RoutingTest {

    /** How long the bridge waits for a Broker's answer: {@code tiffin.broker.timeout}. */
    private static final Duration BRIDGE_WAITS = Duration.ofMinutes(6);

    private static final List<String> NEEDED = Arrays.stream(OrderStatus.values())
            .filter(status -> status.owner() == OrderStatus.Owner.FUNCTION)
            .map(OrderStatus::eventType)
            .toList();

    private static List<String> functions(Overlay overlay) {
        return overlay.functions().map(Overlay::nameOf).toList();
    }

    private static void assertRoutes(List<JsonNode> triggers, List<String> functions) {
        assertThat(functions).containsExactlyInAnyOrderElementsOf(Role.FUNCTIONS);
        assertThat(triggers).allSatisfy(trigger -> {
            assertThat(trigger.at("/spec/broker").asText()).isEqualTo("tiffin");
            assertThat(trigger.at("/spec/filter/attributes").size())
                    .as("type and nothing else")
                    .isOne();
            assertThat(EventTypes.ALL).contains(type(trigger));
            assertThat(trigger.at("/spec/subscriber/ref/kind").asText()).isEqualTo("Service");
            assertThat(trigger.at("/spec/subscriber/ref/apiVersion").asText()).isEqualTo("serving.knative.dev/v1");
            assertThat(functions)
                    .contains(trigger.at("/spec/subscriber/ref/name").asText());
        });
        assertThat(triggers).extracting(RoutingTest::type).containsExactlyInAnyOrderElementsOf(NEEDED);
        assertThat(triggers)
                .extracting(trigger -> trigger.at("/spec/subscriber/ref/name").asText())
                .as("no function without work")
                .containsAll(functions);
    }

    private static String type(JsonNode trigger) {
        return trigger.at("/spec/filter/attributes/type").asText();
    }

    @Test
    void withABrokerTriggersLeadEveryEventToItsFunction() {
        for (var name : List.of("kind", "production")) {
            var overlay = Overlay.named(name);
            assertThat(overlay.names("Broker")).containsExactly("tiffin");
            assertRoutes(overlay.ofKind("Trigger").toList(), functions(overlay));
        }
    }

    @Test
    void withoutEventingTheBridgeHasTheSameRoutes() throws IOException {
        var overlay = Overlay.named("serving-only");
        assertThat(overlay.objects())
                .extracting(object -> object.path("apiVersion").asText())
                .noneMatch(version -> version.startsWith("eventing.") || version.startsWith("sources."));
        var bridge = overlay.workloads()
                .filter(workload -> workload.name().equals("event-bridge"))
                .findFirst()
                .orElseThrow();
        var mounted =
                bridge.pod().findValues("configMap").getFirst().path("name").asText();
        var routes = overlay.ofKind("ConfigMap")
                .filter(map -> Overlay.nameOf(map).equals(mounted))
                .findFirst()
                .orElseThrow();
        var triggers = Overlay.parse(routes.at("/data/steps.yaml").asText()).stream()
                .filter(object -> object.path("kind").asText().equals("Trigger"))
                .toList();
        assertRoutes(triggers, functions(overlay));
    }

    @Test
    void theBridgeSendsToTheBrokerAndGetsItsDeadLetters() {
        for (var name : List.of("kind", "production")) {
            var overlay = Overlay.named(name);
            var binding = overlay.ofKind("SinkBinding").findFirst().orElseThrow();
            assertThat(overlay.names("Deployment"))
                    .contains(binding.at("/spec/subject/name").asText());
            assertThat(binding.at("/spec/sink/ref/name").asText()).isEqualTo("tiffin");
            var broker = overlay.ofKind("Broker").findFirst().orElseThrow();
            assertThat(broker.at("/spec/delivery/deadLetterSink/ref/name").asText())
                    .isEqualTo("event-bridge");
            assertThat(overlay.names("Service")).contains("event-bridge");
        }
    }

    @Test
    void theBridgeWaitsLongerThanASynchronousBrokerMayTake() {
        var delivery =
                Overlay.named("kind").ofKind("Broker").findFirst().orElseThrow().at("/spec/delivery");
        assertThat(delivery.path("backoffPolicy").asText()).isEqualTo("exponential");
        var retries = delivery.path("retry").asInt();
        var timeout = Duration.parse(delivery.path("timeout").asText());
        var first = Duration.parse(delivery.path("backoffDelay").asText());
        var pauses = first.multipliedBy((1L << retries) - 1);
        assertThat(timeout.multipliedBy(retries + 1L).plus(pauses)).isLessThan(BRIDGE_WAITS);
        assertThat(Overlay.named("kind").functions())
                .allSatisfy(function -> assertThat(Duration.ofSeconds(function.at("/spec/template/spec/timeoutSeconds")
                                .asLong()))
                        .isLessThan(timeout));
    }
}
