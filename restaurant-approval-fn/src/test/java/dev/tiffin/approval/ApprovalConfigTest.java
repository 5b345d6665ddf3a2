package dev.tiffin.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

/** Pins what holds when nothing is configured. */
class ApprovalConfigTest {

    @Test
    void defaults() {
        var config = new SmallRyeConfigBuilder()
                .withMapping(ApprovalConfig.class)
                .build()
                .getConfigMapping(ApprovalConfig.class);
        assertThat(config.metresPerMinute()).isEqualTo(250);
        assertThat(config.detour()).isEqualTo(1.3);
        assertThat(config.handoverMinutes()).isEqualTo(5);
    }
}
