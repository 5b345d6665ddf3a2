package dev.tiffin.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

/** Pins what holds when nothing is configured. */
class ValidationConfigTest {

    @Test
    void defaults() {
        var config = new SmallRyeConfigBuilder()
                .withMapping(ValidationConfig.class)
                .build()
                .getConfigMapping(ValidationConfig.class);
        assertThat(config.mostLines()).isEqualTo(100);
        assertThat(config.mostOfOneDish()).isEqualTo(99);
    }
}
