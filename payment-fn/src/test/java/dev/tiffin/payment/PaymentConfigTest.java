package dev.tiffin.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pins what holds when nothing is configured. */
class PaymentConfigTest {

    @Test
    void defaults() {
        var config = new SmallRyeConfigBuilder()
                .withMapping(PaymentConfig.class)
                .build()
                .getConfigMapping(PaymentConfig.class);
        assertThat(config.provider()).isEqualTo(PaymentConfig.Provider.STRIPE);
        assertThat(config.askWhenOlderThan()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.lookUpWhenOlderThan()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.undecidedAfter()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.noneFoundAfter()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.stripe().url()).isEqualTo(URI.create("http://127.0.0.1:8086"));
        assertThat(config.stripe().secretKey()).isEmpty();
        assertThat(config.stripe().secretKeyFile()).isEmpty();
        assertThat(config.stripe().connectTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.stripe().readTimeout()).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void theKeyMayBeInAFile(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("key"), "sk_test_42\n");
        var stripe = config("tiffin.payment.stripe.secret-key-file", file.toString());
        assertThat(StripeKey.of(stripe)).isEqualTo("sk_test_42");
    }

    @Test
    void thereIsNoKeyForOtherMachinesUnlessOneIsGiven() {
        var stripe = config("tiffin.payment.stripe.url", "https://192.0.2.1");
        assertThatThrownBy(() -> StripeKey.of(stripe)).hasMessageContaining("tiffin.payment.stripe.secret-key");
    }

    private static PaymentConfig.Stripe config(String key, String value) {
        return new SmallRyeConfigBuilder()
                .withMapping(PaymentConfig.class)
                .withDefaultValue(key, value)
                .build()
                .getConfigMapping(PaymentConfig.class)
                .stripe();
    }
}
