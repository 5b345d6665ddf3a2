package dev.tiffin.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Pins what holds when nothing is configured. */
class PaymentConfigTest {

    @Test
    void defaults() {
        var config = new SmallRyeConfigBuilder()
                .withMapping(PaymentConfig.class)
                .build()
                .getConfigMapping(PaymentConfig.class);
        assertThat(config.askWhenOlderThan()).isEqualTo(Duration.ofMinutes(1));
    }
}
