package dev.tiffin.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Pins what holds when nothing is configured. */
class AssignmentConfigTest {

    @Test
    void defaults() {
        var config = new SmallRyeConfigBuilder()
                .withMapping(AssignmentConfig.class)
                .build()
                .getConfigMapping(AssignmentConfig.class);
        assertThat(config.metresPerMinute()).isEqualTo(250);
        assertThat(config.minutesPerOrder()).isEqualTo(10);
        assertThat(config.candidates()).isEqualTo(16);
        assertThat(config.listed()).isEqualTo(50);
        assertThat(config.reuse()).isEqualTo(Duration.ofMillis(100));
    }
}
