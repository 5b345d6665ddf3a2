package dev.tiffin.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tiffin.bench.BenchFailure;
import dev.tiffin.bench.machine.CpuMeter;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ClosedLoopTest {

    /** Long enough for another thread to get its turn on the busiest machine. */
    private static final Duration LONG = Duration.ofSeconds(2);

    private static final Duration SHORT = Duration.ofMillis(50);

    private final CpuMeter meter = new CpuMeter(Map.of(), Map.of());

    @Test
    void countsTheOrdersOfTheWindowAndKeepsToTheNumberInFlight() {
        try (var contender = new Instant(Integer.MAX_VALUE)) {
            var throughput = ClosedLoop.measure(contender, 4, warmUp(SHORT), LONG, meter);

            assertThat(throughput.orders()).isPositive().isLessThan(contender.started.get());
            assertThat(contender.most.get()).isBetween(1, 4);
            assertThat(contender.inFlight).as("all are drained").hasValue(0);
        }
    }

    @Test
    void oneFailedOrderFailsTheMeasurement() {
        try (var contender = new Instant(100)) {
            assertThatThrownBy(() -> ClosedLoop.measure(contender, 4, warmUp(Duration.ofMinutes(1)), SHORT, meter))
                    .isInstanceOf(BenchFailure.class)
                    .hasMessage("order 100 was lost");
        }
    }

    @Test
    void aFixedRateStartsAsManyAsItSays() {
        try (var contender = new Instant(Integer.MAX_VALUE)) {
            var millis = SteadyRate.measure(contender, 1_000, SHORT);

            assertThat(millis).hasSize(50).containsOnly(1);
        }
    }

    @Test
    void aFixedRateFailsWithTheFirstFailedOrder() {
        try (var contender = new Instant(3)) {
            assertThatThrownBy(() -> SteadyRate.measure(contender, 1_000, SHORT))
                    .hasMessage("order 3 was lost");
        }
    }

    private static WarmUp warmUp(Duration longest) {
        return new WarmUp(longest, longest, rate -> {});
    }

    /** Takes no time, but another thread, and says a millisecond; loses one order. */
    private static final class Instant implements Contender {

        private final ExecutorService thread = Executors.newSingleThreadExecutor();
        private final AtomicInteger started = new AtomicInteger();
        private final AtomicInteger inFlight = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();
        private final int lost;

        Instant(int lost) {
            this.lost = lost;
        }

        @Override
        public Set<String> processGroups() {
            return Set.of(CpuMeter.DRIVER);
        }

        @Override
        public CompletableFuture<Long> order() {
            var number = started.incrementAndGet();
            most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
            return CompletableFuture.supplyAsync(
                    () -> {
                        inFlight.decrementAndGet();
                        if (number == lost) {
                            throw new BenchFailure("order " + number + " was lost");
                        }
                        return 1_000_000L;
                    },
                    thread);
        }

        @Override
        public void close() {
            thread.shutdownNow();
        }
    }
}
