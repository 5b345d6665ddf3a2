package dev.tiffin.gateway.graphql.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class InFlightTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final InFlight inFlight = new InFlight();

    @Test
    void nothingIsWaitedForWhereNothingIsUnderWay() throws InterruptedException {
        inFlight.begin();
        inFlight.end();

        assertThat(inFlight.awaitNone(LONG)).isZero();
    }

    @Test
    void theLastOneEndsTheWaiting() throws InterruptedException {
        inFlight.begin();
        inFlight.begin();
        var ended = CompletableFuture.runAsync(() -> {
            inFlight.end();
            inFlight.end();
        });

        assertThat(inFlight.awaitNone(LONG)).isZero();
        ended.join();
    }

    @Test
    void whatTakesTooLongIsCounted() throws InterruptedException {
        inFlight.begin();

        assertThat(inFlight.awaitNone(Duration.ofMillis(1))).isEqualTo(1);
    }
}
