package dev.tiffin.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tiffin.bench.BenchFailure;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AudienceTest {

    private static final int SOCKETS = 250;

    // Who watches one order is shown no more than that one.
    private final StubGateway gateway = StubGateway.start(List.of());
    private final Audience audience = Audience.of(gateway.port(), "Bearer ann", SOCKETS);

    @BeforeEach
    void open() {
        audience.grow(SOCKETS);
    }

    @AfterEach
    void stop() {
        audience.close();
        gateway.close();
    }

    @Test
    void aChangeIsOverWhenTheLastWatcherWasShownIt() {
        assertThat(audience.change(100)).isPositive();
        assertThat(audience.change(SOCKETS)).isPositive();

        assertThat(gateway.placed("Bearer ann"))
                .as("one that all watch, and one for each change")
                .isEqualTo(3);
    }

    @Test
    void aMissedVersionFails() {
        gateway.cancelTo("3 CANCELLED");

        assertThatThrownBy(() -> audience.change(10))
                .isInstanceOf(BenchFailure.class)
                .hasMessageContaining("Version 3 of order");
    }
}
