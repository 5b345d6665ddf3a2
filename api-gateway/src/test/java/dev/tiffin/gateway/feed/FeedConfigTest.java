package dev.tiffin.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How changes are followed where nobody has said otherwise. */
class FeedConfigTest {

    static final FeedConfig DEFAULTS =
            new SmallRyeConfigBuilder().withMapping(FeedConfig.class).build().getConfigMapping(FeedConfig.class);

    @Test
    void changesOfOthersComeSoonAndManyMayWait() {
        assertThat(DEFAULTS.url()).isEmpty();
        assertThat(DEFAULTS.gapWait()).isEqualTo(Duration.ofMillis(20));
        assertThat(DEFAULTS.readEvery()).isEqualTo(Duration.ofMillis(25));
        assertThat(DEFAULTS.pollEvery()).isEqualTo(Duration.ofSeconds(5));
        assertThat(DEFAULTS.pollUnrungEvery()).isEqualTo(Duration.ofSeconds(1));
        assertThat(DEFAULTS.lingerAfterLast()).isEqualTo(Duration.ofSeconds(10));
        assertThat(DEFAULTS.mostWaiting()).isEqualTo(20_000);
    }
}
