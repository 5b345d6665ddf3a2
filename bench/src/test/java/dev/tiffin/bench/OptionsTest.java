package dev.tiffin.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tiffin.bench.Options.Part;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OptionsTest {

    @Test
    void withoutOptionsEverythingIsMeasuredThreeTimes() {
        var options = Options.of();

        assertThat(options.rounds()).isEqualTo(3);
        assertThat(options.ordersInFlight()).isEqualTo(64);
        assertThat(options.ordersPerSecond()).isEqualTo(20);
        assertThat(options.parts()).containsExactly(Part.values());
    }

    @Test
    void everyOptionCanBeSet() {
        var options = Options.of(
                "--rounds=1", "--seconds=2", "--warm-up=1", "--in-flight=8", "--rate=50", "--parts=latency,burst");

        assertThat(options.rounds()).isEqualTo(1);
        assertThat(options.window()).isEqualTo(Duration.ofSeconds(2));
        assertThat(options.warmUp()).isEqualTo(Duration.ofSeconds(1));
        assertThat(options.ordersInFlight()).isEqualTo(8);
        assertThat(options.ordersPerSecond()).isEqualTo(50);
        assertThat(options.parts()).containsExactlyInAnyOrder(Part.LATENCY, Part.BURST);
        assertThat(options.wants(Part.REST)).isFalse();
    }

    @Test
    void anythingElseIsRefusedWithASentence() {
        assertThatThrownBy(() -> Options.of("--speed=1")).hasMessageContaining("Unknown option --speed=1");
        assertThatThrownBy(() -> Options.of("fast")).hasMessageContaining("Unknown option fast");
        assertThatThrownBy(() -> Options.of("--rounds=0")).hasMessageContaining("--rounds=0");
        assertThatThrownBy(() -> Options.of("--parts=speed"))
                .hasMessageContaining("rest,throughput,latency,burst,gateway,subscribers,bridge");
    }
}
