package dev.tiffin.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pins what holds when nothing is configured: whoever changes a default changes it here, too, and knowingly. */
class ConfigDefaultsTest {

    @Test
    void defaults() {
        var gateway = config(Map.of()).getConfigMapping(GatewayConfig.class);
        assertThat(gateway.url()).isEqualTo(URI.create("http://127.0.0.1:8080"));
        assertThat(gateway.connectTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(gateway.timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(gateway.connections()).isEqualTo(8);
        assertThat(config(Map.of()).getConfigMapping(EventsConfig.class).requireToken())
                .isTrue();
    }

    @Test
    void namesTheKeyOfABadValue() {
        assertThatThrownBy(() -> config(Map.of("tiffin.gateway.timeout", "soon")))
                .hasMessageContaining("tiffin.gateway.timeout");
        assertThatThrownBy(() -> config(Map.of("tiffin.gateway.timeuot", "PT5S")))
                .hasMessageContaining("tiffin.gateway.timeuot");
    }

    private static SmallRyeConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(GatewayConfig.class)
                .withMapping(EventsConfig.class)
                .withDefaultValues(values)
                .build();
    }
}
