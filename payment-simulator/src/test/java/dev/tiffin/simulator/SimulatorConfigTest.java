package dev.tiffin.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Pins what holds when nothing is configured. */
class SimulatorConfigTest {

    @Test
    void defaults() {
        var config = new SmallRyeConfigBuilder()
                .withMapping(SimulatorConfig.class)
                .build()
                .getConfigMapping(SimulatorConfig.class);
        assertThat(config.ledger()).isEqualTo(Path.of("payment-simulator.ledger"));
        assertThat(config.keyLifetime()).isEqualTo(Duration.ofHours(24));
        assertThat(config.slow()).isEqualTo(Duration.ofSeconds(20));
        assertThat(config.searchLag()).isZero();
    }
}
