package dev.tiffin.gateway.graphql.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What callers can rely on where nobody has said otherwise. */
class EdgeConfigTest {

    @Test
    void whatOneCallerMayTakeIsLimited() {
        var config = new SmallRyeConfigBuilder()
                .withMapping(EdgeConfig.class)
                .build()
                .getConfigMapping(EdgeConfig.class);
        assertThat(config.maxBodyBytes()).isEqualTo(2 * 1024 * 1024);
        assertThat(config.maxSockets()).isEqualTo(20_000);
        assertThat(config.maxOperationsPerSocket()).isEqualTo(100);
        assertThat(config.initTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.pingEvery()).isEqualTo(Duration.ofSeconds(25));
        assertThat(config.stalledLimit()).isEqualTo(Duration.ofSeconds(30));
    }
}
