package dev.tiffin.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BridgeConfigTest {

    private static BridgeConfig config(Map<String, String> values) {
        var all = new HashMap<>(Map.of(
                "quarkus.datasource.reactive.url", "postgresql://db:5432/tiffin",
                "quarkus.datasource.username", "bridge",
                "quarkus.datasource.password", "secret"));
        all.putAll(values);
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withMapping(BridgeConfig.class)
                .withDefaultValues(all)
                .build()
                .getConfigMapping(BridgeConfig.class);
    }

    @Test
    void defaults() {
        var config = config(Map.of());
        assertThat(config.source()).isEqualTo("/tiffin/orders");
        assertThat(config.sink()).isEmpty();
        assertThat(config.tokenFile()).isEmpty();
        assertThat(config.direct().manifests()).isEqualTo(Path.of("k8s/base/steps.yaml"));
        assertThat(config.direct().addresses().byService()).isEmpty();
        assertThat(config.direct().namespace()).isEmpty();
        assertThat(config.direct().inFlight()).isEqualTo(128);
        assertThat(config.direct().timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.broker().inFlight()).isEqualTo(512);
        assertThat(config.broker().timeout()).isEqualTo(Duration.ofMinutes(6));
        assertThat(config.broker().overrides()).isEmpty();
        assertThat(config.broker().certificates()).isEmpty();
        assertThat(config.relay().name()).isEmpty();
        assertThat(config.relay().linger()).isEqualTo(Duration.ofMillis(10));
        assertThat(config.relay().sweep()).isEqualTo(Duration.ofMillis(4_500));
        assertThat(config.relay().stopWithin()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.redelivery().attempts()).isEqualTo(24);
        assertThat(config.redelivery().age()).isEqualTo(Duration.ofHours(1));
        assertThat(config.upkeep().every()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.upkeep().watchAfter()).isEqualTo(Duration.ofMinutes(2));
        assertThat(config.upkeep().clean()).isEqualTo(Duration.ofHours(1));
        assertThat(config.upkeep().keep()).isEqualTo(Period.ofMonths(13));
        assertThat(config.database().url()).isEqualTo("postgresql://db:5432/tiffin");
        assertThat(config.database().user()).isEqualTo("bridge");
        assertThat(config.database().password()).isEqualTo("secret");
        assertThat(config.database().certificates()).isEmpty();
    }

    @Test
    void theDefaultsMeanSomething() {
        var wiring = Wiring.of(config(Map.of()));
        assertThat(wiring.server().getHost()).isEqualTo("db");
        assertThat(wiring.server().getUser()).isEqualTo("bridge");
        assertThat(wiring.settings().owner()).isNotEmpty();
        assertThat(wiring.whereTo()).contains("straight to the functions", "without a token");
    }

    @ParameterizedTest
    @CsvSource({
        "tiffin.direct.in-flight, 0",
        "tiffin.direct.in-flight, many",
        "tiffin.direct.timeout, 0s",
        "tiffin.direct.timeout, soon",
        "tiffin.direct.addresses, payment-fn",
        "tiffin.broker.in-flight, -1",
        "tiffin.broker.timeout, -1s",
        "tiffin.relay.linger, -1s",
        "tiffin.relay.sweep, 11s",
        "tiffin.relay.sweep, 0s",
        "tiffin.relay.stop-within, 0s",
        "tiffin.redelivery.attempts, 0",
        "tiffin.redelivery.age, 0s",
        "tiffin.upkeep.every, 0s",
        "tiffin.upkeep.watch-after, 0s",
        "tiffin.upkeep.clean, 0s",
        "tiffin.upkeep.keep, P20D",
        "tiffin.database.url, mysql://db/tiffin",
    })
    void aValueThatMeansNothingIsRefusedByTheNameOfItsKey(String key, String value) {
        assertThatThrownBy(() -> Wiring.of(config(Map.of(key, value)))).hasMessageContaining(key);
    }

    @ParameterizedTest
    @CsvSource({
        "tiffin.sink, broker, tiffin.sink",
        "tiffin.sink, ftp://broker, tiffin.sink",
        "tiffin.source, /bestellungen/ü, tiffin.source",
        "tiffin.direct.manifests, /no/such/file.yaml, tiffin.direct.manifests",
        "tiffin.token-file, /no/such/token, /no/such/token",
    })
    void soIsADestinationThatMakesNoSense(String key, String value, String told) {
        var values = new HashMap<>(Map.of("tiffin.direct.manifests", TestRelay.MANIFESTS.toString()));
        values.put(key, value);
        var wiring = Wiring.of(config(values));
        assertThatThrownBy(() -> wiring.delivery(TestRelay.VERTX, java.time.Instant::now))
                .hasMessageContaining(told);
    }

    @Test
    void unknownKeysAreRefused() {
        assertThatThrownBy(() -> config(Map.of("tiffin.relay.lingre", "1s")))
                .hasMessageContaining("tiffin.relay.lingre");
    }
}
