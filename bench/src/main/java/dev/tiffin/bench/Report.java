package dev.tiffin.bench;

import static dev.tiffin.bench.Results.BACKLOG;
import static dev.tiffin.bench.Results.BRIDGE;
import static dev.tiffin.bench.Results.FLOOR;
import static dev.tiffin.bench.Results.GATEWAY;
import static dev.tiffin.bench.Results.POSTS;
import static dev.tiffin.bench.Results.SILENT_WRITERS;
import static dev.tiffin.bench.Results.WATCHED_WRITERS;
import static dev.tiffin.bench.Results.WHOLE_FLOW;
import static dev.tiffin.bench.Results.WRITERS;

import dev.tiffin.bench.Results.Burst;
import dev.tiffin.bench.Results.Contest;
import dev.tiffin.bench.Results.Crowd;
import dev.tiffin.bench.Results.Latency;
import dev.tiffin.bench.Results.Rest;
import dev.tiffin.bench.Results.Throughput;
import dev.tiffin.bench.load.Statistics;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The table of medians. A ratio is the median of the rounds' own ratios, each of two measurements made one after the
 * other, so that a machine that changes its speed in the middle of a run does not show in it.
 */
final class Report {

    /** One line of a table. */
    private record Figures(double floor, double contender, double ratio) {}

    private final Results results;
    private final StringBuilder text = new StringBuilder();

    private Report(Results results) {
        this.results = results;
    }

    static String of(Results results) {
        var report = new Report(results);
        report.environment();
        report.wholeFlow();
        report.processes();
        report.burst();
        report.bridge();
        report.writers();
        report.gateway();
        report.crowd();
        if (results.rest() != null) {
            report.rest(results.rest());
        }
        return report.text.toString();
    }

    private void environment() {
        var environment = results.environment();
        line("");
        line("%d cores, PostgreSQL %s, Java %s"
                .formatted(environment.cores(), environment.postgresql(), environment.java()));
        if (!results.throughput().isEmpty()) {
            line("everything else on the machine used %.0f %% of it meanwhile"
                    .formatted(100 * median(results.throughput(), Throughput::othersShare)));
        }
    }

    private void wholeFlow() {
        var environment = results.environment();
        line("");
        row("median", FLOOR, WHOLE_FLOW, "ratio", "target (first milestone)");
        var inFlight = "orders/s, " + environment.ordersInFlight() + " in flight";
        row(inFlight, figures(WHOLE_FLOW, results.throughput(), Throughput::ordersPerSecond), ">= 1.2 (0.4)");
        var cpu = "CPU ms an order, all processes";
        row(cpu, figures(WHOLE_FLOW, results.throughput(), Throughput::cpuMillisPerOrder), "<= 1.2 (4)");
        var rate = " at " + environment.ordersPerSecond() + "/s";
        row("p50 ms, placed to agent," + rate, figures(WHOLE_FLOW, results.latency(), Latency::p50), "<= 2.8 (5)");
        row("p99 ms, placed to agent," + rate, figures(WHOLE_FLOW, results.latency(), Latency::p99), "<= 2");
    }

    private void bridge() {
        var throughput = of(BRIDGE, results.throughput());
        var latency = of(BRIDGE, results.latency());
        if (!throughput.isEmpty()) {
            var backlog = of(BACKLOG, results.throughput());
            line("");
            line("bridge alone: %s events/s (target 5000), %s CPU ms an event with writer, database and Broker"
                    .formatted(
                            number(median(throughput, Throughput::ordersPerSecond)),
                            number(median(throughput, Throughput::cpuMillisPerOrder))));
            line("  a backlog, while nobody writes: %s events/s, %s CPU ms an event"
                    .formatted(
                            number(median(backlog, Throughput::ordersPerSecond)),
                            number(median(backlog, Throughput::cpuMillisPerOrder))));
            line("  of a program that only posts: %s beside a writer, %s for a backlog (target 0.7)"
                    .formatted(
                            number(ratio(BRIDGE, POSTS, results.throughput(), Throughput::ordersPerSecond)),
                            number(ratio(BACKLOG, POSTS, results.throughput(), Throughput::ordersPerSecond))));
        }
        if (!latency.isEmpty()) {
            line("  from commit to arrival at %d/s: p50 %s ms (target 1.5), p99 %s ms (target 8)"
                    .formatted(
                            results.environment().ordersPerSecond(),
                            number(median(latency, Latency::p50)),
                            number(median(latency, Latency::p99))));
        }
    }

    private void writers() {
        var silent = of(SILENT_WRITERS, results.throughput());
        if (silent.isEmpty()) {
            return;
        }
        line("");
        line("32 writers of single orders: %s orders/s; without the trigger's look for a sleeping bridge %s,"
                .formatted(
                        number(median(of(WRITERS, results.throughput()), Throughput::ordersPerSecond)),
                        number(median(silent, Throughput::ordersPerSecond))));
        line("  beside a bridge that delivers what they write %s"
                .formatted(number(median(of(WATCHED_WRITERS, results.throughput()), Throughput::ordersPerSecond))));
        line("  with the look %s of without it (target 0.90), with the bridge %s of without it (target 0.75)"
                .formatted(
                        number(ratio(WRITERS, SILENT_WRITERS, results.throughput(), Throughput::ordersPerSecond)),
                        number(ratio(WATCHED_WRITERS, WRITERS, results.throughput(), Throughput::ordersPerSecond))));
    }

    /** The targets are 0.7 and 0.9 of what PostGraphile needs, which is 1.29 and 1.02 of the floor. */
    private void gateway() {
        var throughput = figures(GATEWAY, results.throughput(), Throughput::ordersPerSecond);
        if (throughput.isEmpty()) {
            return;
        }
        line("");
        row("median", FLOOR, GATEWAY, "ratio", "target");
        row("orders/s", throughput, "");
        row("CPU ms an order", figures(GATEWAY, results.throughput(), Throughput::cpuMillisPerOrder), "<= 0.9");
        row("p50 ms, placed to pushed", figures(GATEWAY, results.latency(), Latency::p50), "<= 0.92");
        row("p99 ms, placed to pushed", figures(GATEWAY, results.latency(), Latency::p99), "");
    }

    private void crowd() {
        var crowd = results.crowd();
        if (crowd.isEmpty()) {
            return;
        }
        var first = crowd.getFirst();
        line("");
        line("%d subscribers of the gateway alone: %s KB each (target 25)"
                .formatted(first.sockets(), number(median(crowd, Crowd::kilobytesEach))));
        line("  a change is shown to %d of them %s ms after its mutation was sent (target 300)"
                .formatted(first.watchers(), number(median(crowd, Crowd::shownMillis))));
        line("  %d orders in one mutation: answered after %s ms (target 300), by a gateway just started after %s ms"
                .formatted(
                        first.orders(),
                        number(median(crowd, Crowd::answerMillis)),
                        number(median(crowd, Crowd::firstAnswerMillis))));
    }

    private static <T extends Contest> Optional<Figures> figures(
            String contender, List<T> rounds, Function<T, Double> figure) {
        var own = of(contender, rounds);
        if (own.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Figures(
                median(of(FLOOR, rounds), figure), median(own, figure), ratioToFloor(contender, rounds, figure)));
    }

    static <T extends Contest> double ratioToFloor(String contender, List<T> rounds, Function<T, Double> figure) {
        return ratio(contender, FLOOR, rounds, figure);
    }

    private static <T extends Contest> double ratio(
            String contender, String other, List<T> rounds, Function<T, Double> figure) {
        var compared = of(other, rounds).stream().collect(Collectors.toMap(Contest::round, figure));
        return median(of(contender, rounds), own -> figure.apply(own) / compared.getOrDefault(own.round(), Double.NaN));
    }

    private void processes() {
        var flows = of(WHOLE_FLOW, results.throughput());
        if (flows.isEmpty()) {
            return;
        }
        line("");
        line("CPU ms an order of the whole flow, by process");
        var groups = new TreeSet<String>();
        flows.forEach(flow -> groups.addAll(flow.cpuMillisPerOrderByProcess().keySet()));
        for (var group : groups) {
            line("  %-22s %8s"
                    .formatted(
                            group,
                            number(median(
                                    flows,
                                    flow -> flow.cpuMillisPerOrderByProcess().getOrDefault(group, 0.0)))));
        }
    }

    private void burst() {
        if (results.burst().isEmpty()) {
            return;
        }
        line("");
        line("%d orders in one mutation: answered after %s ms (target 300), all agents known after %s ms"
                .formatted(
                        results.burst().getFirst().orders(),
                        number(median(results.burst(), Burst::answerMillis)),
                        number(median(results.burst(), Burst::arrivedMillis))));
    }

    private void rest(Rest rest) {
        line("");
        line("started in %s s; at rest (targets: 160 MB, 0.5 %% of a core each), %s database transactions a minute"
                .formatted(number(rest.startSeconds()), number(rest.transactionsPerMinute())));
        rest.residentMegabytes()
                .forEach((group, megabytes) -> line("  %-22s %6.0f MB %8.2f %%"
                        .formatted(group, megabytes, rest.cpuPercentOfOneCore().getOrDefault(group, 0.0))));
    }

    private static <T extends Contest> List<T> of(String contender, List<T> rounds) {
        return rounds.stream()
                .filter(round -> round.contender().equals(contender))
                .toList();
    }

    private static <T> double median(List<T> rounds, Function<T, Double> figure) {
        return Statistics.median(rounds.stream().map(figure).toList());
    }

    private static String number(double value) {
        if (value < 10) {
            return "%.2f".formatted(value);
        }
        return (value < 100 ? "%.1f" : "%.0f").formatted(value);
    }

    private void row(String what, Optional<Figures> figures, String target) {
        figures.ifPresent(row -> row(what, number(row.floor), number(row.contender), number(row.ratio), target));
    }

    private void row(String what, String floor, String contender, String ratio, String target) {
        line("%-36s %10s %12s %8s   %s".formatted(what, floor, contender, ratio, target));
    }

    private void line(String line) {
        text.append(line.stripTrailing()).append(System.lineSeparator());
    }
}
