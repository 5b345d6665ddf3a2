package dev.tiffin.bench;

import static dev.tiffin.bench.Results.FLOOR;
import static dev.tiffin.bench.Results.SILENT_WRITERS;
import static dev.tiffin.bench.Results.WATCHED_WRITERS;
import static dev.tiffin.bench.Results.WHOLE_FLOW;
import static dev.tiffin.bench.Results.WRITERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.bench.Results.Burst;
import dev.tiffin.bench.Results.Crowd;
import dev.tiffin.bench.Results.Environment;
import dev.tiffin.bench.Results.Latency;
import dev.tiffin.bench.Results.Rest;
import dev.tiffin.bench.Results.Throughput;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final Environment ENVIRONMENT = new Environment("2026-01-01T12:00:00Z", 2, "18.4", "25", 64, 20);

    @Test
    void aRatioIsTheMedianOfTheRoundsOwnRatios() {
        var rounds = List.of(
                load(1, FLOOR, 1000), load(1, WHOLE_FLOW, 500),
                load(2, WHOLE_FLOW, 300), load(2, FLOOR, 500),
                load(3, FLOOR, 800), load(3, WHOLE_FLOW, 800));

        assertThat(Report.ratioToFloor(WHOLE_FLOW, rounds, Throughput::ordersPerSecond))
                .isEqualTo(0.6);
    }

    @Test
    void printsMediansAndWhatIsWanted() {
        var results = new Results(
                ENVIRONMENT,
                new Rest(
                        9.81,
                        new TreeMap<>(Map.of("api-gateway", 151.2)),
                        new TreeMap<>(Map.of("api-gateway", 0.31)),
                        30),
                List.of(load(1, FLOOR, 1000), load(1, WHOLE_FLOW, 500)),
                List.of(new Latency(1, FLOOR, 200, 4, 9), new Latency(1, WHOLE_FLOW, 200, 10, 27)),
                List.of(new Burst(1, 1000, 280, 2100)),
                List.of());

        assertThat(Report.of(results).lines())
                .anySatisfy(line ->
                        assertThat(line).contains("orders/s, 64 in flight", "1000", "500", "0.50", ">= 1.2 (0.4)"))
                .anySatisfy(line -> assertThat(line).contains("p50 ms", "4.00", "10.0", "2.50", "<= 2.8 (5)"))
                .anySatisfy(line -> assertThat(line).contains("p99 ms", "9.00", "27.0", "3.00"))
                .anySatisfy(line -> assertThat(line).contains("1000 orders in one mutation", "280 ms", "2100 ms"))
                .anySatisfy(line -> assertThat(line).contains("started in 9.81 s"))
                .anySatisfy(line -> assertThat(line).contains("api-gateway", "151 MB", "0.31 %"))
                .anySatisfy(line -> assertThat(line).contains("used 25 % of it"));
    }

    @Test
    void tellsWhatTheBridgeCostsWriters() {
        var rounds = List.of(load(1, SILENT_WRITERS, 4000), load(1, WRITERS, 3800), load(1, WATCHED_WRITERS, 2850));

        assertThat(Report.of(new Results(ENVIRONMENT, null, rounds, List.of(), List.of(), List.of()))
                        .lines())
                .anySatisfy(line -> assertThat(line).contains("single orders: 3800", "4000"))
                .anySatisfy(line -> assertThat(line).contains("0.95", "target 0.90", "0.75", "target 0.75"));
    }

    @Test
    void tellsWhatManySubscribersCost() {
        var crowd = List.of(
                new Crowd(1, 10_000, 21.5, 2_000, 260, 1_000, 1_100, 240),
                new Crowd(2, 10_000, 22.5, 2_000, 280, 1_000, 1_300, 260));

        assertThat(Report.of(new Results(ENVIRONMENT, null, List.of(), List.of(), List.of(), crowd))
                        .lines())
                .anySatisfy(line -> assertThat(line).contains("10000 subscribers", "22.0 KB each"))
                .anySatisfy(line -> assertThat(line).contains("shown to 2000 of them 270 ms"))
                .anySatisfy(line -> assertThat(line).contains("1000 orders", "250 ms", "just started after 1200 ms"));
    }

    @Test
    void leavesOutWhatWasNotMeasured() {
        var results =
                new Results(ENVIRONMENT, null, List.of(), List.of(), List.of(new Burst(1, 1000, 280, 2100)), List.of());

        assertThat(Report.of(results)).doesNotContain("orders/s", "p50", "at rest", "NaN");
    }

    private static Throughput load(int round, String contender, double perSecond) {
        return new Throughput(
                round, contender, (long) perSecond, perSecond, 1.5, new TreeMap<>(Map.of("postgresql", 1.5)), 0.25);
    }
}
