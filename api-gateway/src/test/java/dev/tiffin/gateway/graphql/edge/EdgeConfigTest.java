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
        assertThat(config.maxSockets()).isEmpty();
        assertThat(config.maxOperationsPerSocket()).isEqualTo(100);
        assertThat(config.initTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.pingEvery()).isEqualTo(Duration.ofSeconds(25));
        assertThat(config.stalledLimit()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void socketsAreLimitedByTheHeapWhereNobodyLimitsThem() {
        assertThat(SocketEdge.roomIn(128L * 1024 * 1024)).isEqualTo(2_621);
        assertThat(SocketEdge.roomIn(512L * 1024 * 1024)).isEqualTo(10_485);
        assertThat(SocketEdge.roomIn(Long.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
    }
}
