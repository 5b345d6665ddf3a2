package dev.tiffin.bridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tiffin.contract.EventTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutesTest {

    private static final String SUBSCRIBER = "subscriber: {ref: {kind: Service, name: %s}}";

    @TempDir
    private Path folder;

    private Path manifests(String... triggers) throws IOException {
        return Files.writeString(folder.resolve("steps.yaml"), String.join("\n---\n", triggers));
    }

    private static String trigger(String name, String spec) {
        return "kind: Trigger\nmetadata: {name: " + name + "}\nspec: {" + spec + "}";
    }

    private static String trigger(String name, String type, String service) {
        return trigger(name, "filter: {attributes: {type: " + type + "}}, " + SUBSCRIBER.formatted(service));
    }

    @Test
    void readsTheTriggersOfOurManifests() {
        assertThat(Routes.of(Path.of("../k8s/base/steps.yaml")).services())
                .isEqualTo(Map.of(
                        EventTypes.PLACED, "order-validation-fn",
                        EventTypes.PAYMENT_REQUESTED, "payment-fn",
                        EventTypes.REFUND_REQUESTED, "payment-fn",
                        EventTypes.PAID, "restaurant-approval-fn",
                        EventTypes.APPROVED, "agent-assignment-fn"));
    }

    @Test
    void passesOverEverythingThatIsNoTrigger() throws IOException {
        var file = manifests("kind: Service\nmetadata: {name: a}", trigger("t", EventTypes.PAID, "a"), "# nothing");
        assertThat(Routes.of(file).services()).isEqualTo(Map.of(EventTypes.PAID, "a"));
    }

    @Test
    void refusesTwoTriggersForOneType() throws IOException {
        refuses(
                "Triggers one and two both want dev.tiffin.order.paid",
                trigger("one", EventTypes.PAID, "a"),
                trigger("two", EventTypes.PAID, "b"));
    }

    @Test
    void refusesATypeThatNoEventHas() throws IOException {
        refuses(
                "Trigger t wants dev.tiffin.order.payed, which no event is",
                trigger("t", "dev.tiffin.order.payed", "a"));
    }

    @Test
    void refusesFiltersThatItCannotObey() throws IOException {
        var subscriber = SUBSCRIBER.formatted("a");
        refuses("Trigger t must filter on the attribute type", trigger("t", subscriber));
        refuses(
                "Trigger t must filter on the attribute type",
                trigger("t", "filter: {attributes: {type: dev.tiffin.order.paid, source: /x}}, " + subscriber));
        refuses(
                "Trigger t must filter on the attribute type",
                trigger("t", "filters: [{exact: {type: dev.tiffin.order.paid}}], " + subscriber));
    }

    @Test
    void refusesSubscribersThatAreNoService() throws IOException {
        var filter = "filter: {attributes: {type: dev.tiffin.order.paid}}, ";
        refuses("Trigger t must name a Service", trigger("t", filter + "subscriber: {uri: 'http://a'}"));
        refuses("Trigger t must name a Service", trigger("t", filter + "subscriber: {ref: {kind: Channel, name: a}}"));
        refuses("Trigger t must name a Service", trigger("t", filter + "subscriber: {ref: {kind: Service}}"));
    }

    @Test
    void refusesAFileWithoutTriggersOrWithoutSense() throws IOException {
        refuses("there is no Trigger in it", "kind: Service");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Routes.of(folder.resolve("missing.yaml")))
                .withMessageContaining("tiffin.direct.manifests")
                .withMessageContaining("missing.yaml");
        refuses("", "kind: [Trigger");
    }

    private void refuses(String why, String... documents) throws IOException {
        var file = manifests(documents);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Routes.of(file))
                .withMessageContaining("tiffin.direct.manifests")
                .withMessageContaining(why);
    }
}
