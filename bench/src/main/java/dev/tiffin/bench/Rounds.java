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

import dev.tiffin.bench.Options.Part;
import dev.tiffin.bench.load.BridgeAlone;
import dev.tiffin.bench.load.ClosedLoop;
import dev.tiffin.bench.load.Contender;
import dev.tiffin.bench.load.Customers;
import dev.tiffin.bench.load.Floor;
import dev.tiffin.bench.load.OrderWriters;
import dev.tiffin.bench.load.PostsAlone;
import dev.tiffin.bench.load.Statistics;
import dev.tiffin.bench.load.SteadyRate;
import dev.tiffin.bench.load.WarmUp;
import dev.tiffin.bench.machine.CpuMeter;
import dev.tiffin.bench.system.PostgresSession;
import dev.tiffin.bench.system.RunningSystem;
import dev.tiffin.contract.OrderStatus;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** Measures what was asked for, round by round, the contenders in another order each time. */
final class Rounds {

    private static final int BURST = 1_000;
    private static final Duration LOOK = Duration.ofSeconds(10);

    /** Writers that are measured with and without a bridge. */
    private static final int AT_ONCE = 32;

    private static final String BELL = "ring_the_bell(smallint[])";
    private static final String NO_BELL =
            "create or replace function ring_the_bell(parts smallint[]) returns void language plpgsql as 'begin end'";

    private static final String ALL_IS_SETTLED = """
            insert into delivery_checkpoint (reader, parts, cursor, owner)
            select 'delivery', array(select generate_series(0, 15)::smallint), pg_current_snapshot(), 'bench'""";

    /** Enough to keep the bridge busy. */
    private static final int ON_THE_WAY_TO_THE_BROKER = 2_000;

    private static final int EVENTS_OF_A_BACKLOG = 100_000;

    private final Options options;
    private final RunningSystem system;
    private final PostgresSession database;
    private final CpuMeter meter;
    private final PrintStream progress;

    private final List<Results.Throughput> throughput = new ArrayList<>();
    private final List<Results.Latency> latency = new ArrayList<>();
    private final List<Results.Burst> burst = new ArrayList<>();
    private final List<Results.Crowd> crowd = new ArrayList<>();

    /** A contender by name, how many orders it has in flight, and how to open it for one measurement. */
    private record Entry(String name, int inFlight, Supplier<? extends Contender> opened) {}

    Rounds(Options options, RunningSystem system, PostgresSession database, PrintStream progress) {
        this.options = options;
        this.system = system;
        this.database = database;
        this.meter = system.meter();
        this.progress = progress;
    }

    Results measure() {
        var startedAt = Instant.now();
        database.mustBeDurable();
        database.buildCity();
        database.execute(Floor.TABLE);
        var rest = options.wants(Part.REST) ? AtRest.measure(system, database, meter, options.window()) : null;
        var entries = new ArrayList<>(List.of(
                new Entry(FLOOR, options.ordersInFlight(), this::floor),
                new Entry(WHOLE_FLOW, options.ordersInFlight(), this::wholeFlow)));
        for (int round = 1; round <= options.rounds(); round++) {
            if (options.wants(Part.THROUGHPUT) || options.wants(Part.LATENCY)) {
                for (var entry : entries) {
                    measure(round, entry);
                }
            }
            if (options.wants(Part.BURST)) {
                measureBurst(round);
            }
            Collections.rotate(entries, 1);
        }
        measureAlone();
        return new Results(environment(startedAt), rest, throughput, latency, burst, crowd);
    }

    /** Comes last: who is stopped here stays so, and nobody takes the gateway's orders any further. */
    private void measureAlone() {
        if (options.wants(Part.BRIDGE) || options.wants(Part.GATEWAY) || options.wants(Part.SUBSCRIBERS)) {
            system.stopForGood("event-bridge");
        }
        if (options.wants(Part.BRIDGE)) {
            measureBridge();
        }
        if (options.wants(Part.GATEWAY)) {
            measureGateway();
        }
        if (options.wants(Part.SUBSCRIBERS)) {
            system.stopForGood("api-gateway");
            for (int round = 1; round <= options.rounds(); round++) {
                measureCrowd(round);
            }
        }
    }

    /** The bridge is warm when writers work beside it: they come last in a round. */
    private void measureBridge() {
        // In turns: whoever writes later has the fuller tables, and the vacuum of what was written before beside it.
        var writers = new ArrayList<IntConsumer>(
                List.of(this::measureSilentWriters, round -> throughput(round, WRITERS, Set.of())));
        for (int round = 1; round <= options.rounds(); round++) {
            for (var some : writers) {
                some.accept(round);
            }
            Collections.rotate(writers, 1);
            // What was written without a bridge is not what it is measured by.
            database.execute(ALL_IS_SETTLED);
            always(round, new Entry(POSTS, PostsAlone.CONNECTIONS, PostsAlone::new));
            try (var bridge = BridgeAlone.open(system.databaseUrl(), system.singles()::bridgeTo)) {
                var alone = new Entry(BRIDGE, ON_THE_WAY_TO_THE_BROKER, () -> bridge);
                measureThroughput(round, alone, bridge);
                measureLatency(round, alone, bridge);
                database.checkpoint();
                add(round, BACKLOG, bridge.processGroups(), bridge.backlog(EVENTS_OF_A_BACKLOG, meter));
                throughput(round, WATCHED_WRITERS, Set.of("event-bridge"));
            }
        }
    }

    private void measureSilentWriters(int round) {
        var bell = database.definition(BELL);
        database.execute(NO_BELL);
        try {
            throughput(round, SILENT_WRITERS, Set.of());
        } finally {
            database.execute(bell);
        }
    }

    private void throughput(int round, String name, Set<String> beside) {
        try (var writers = OrderWriters.open(system.databaseUrl(), AT_ONCE, beside)) {
            measureThroughput(round, new Entry(name, AT_ONCE, () -> writers), writers);
        }
    }

    private void measureGateway() {
        for (int round = 1; round <= options.rounds(); round++) {
            measureMissingFloor(round);
            always(round, new Entry(GATEWAY, options.ordersInFlight(), this::gatewayAlone));
        }
    }

    private void measureMissingFloor(int round) {
        try (var floor = floor()) {
            var entry = new Entry(FLOOR, options.ordersInFlight(), () -> floor);
            if (!options.wants(Part.THROUGHPUT)) {
                measureThroughput(round, entry, floor);
            }
            if (!options.wants(Part.LATENCY)) {
                measureLatency(round, entry, floor);
            }
        }
    }

    private void measureCrowd(int round) {
        var one = Crowded.measure(round, system, meter);
        crowd.add(one);
        progress.println("round %d, %d sockets: %.0f KB each, a change shown to %d after %.0f ms"
                .formatted(round, one.sockets(), one.kilobytesEach(), one.watchers(), one.shownMillis()));
        progress.println(
                "round %d, %d orders at once, gateway alone: answered after %.0f ms, just started after %.0f ms"
                        .formatted(round, one.orders(), one.answerMillis(), one.firstAnswerMillis()));
    }

    private void measure(int round, Entry entry) {
        try (var contender = entry.opened.get()) {
            if (options.wants(Part.THROUGHPUT)) {
                measureThroughput(round, entry, contender);
            }
            if (options.wants(Part.LATENCY)) {
                measureLatency(round, entry, contender);
            }
        }
    }

    /** Both, for parts that are asked for by their own name. */
    private void always(int round, Entry entry) {
        try (var contender = entry.opened.get()) {
            measureThroughput(round, entry, contender);
            measureLatency(round, entry, contender);
        }
    }

    private Contender floor() {
        return Floor.open(system.databaseUrl(), options.ordersInFlight());
    }

    private Customers wholeFlow() {
        return customers(OrderStatus.ASSIGNED, RunningSystem.processGroups());
    }

    private Customers gatewayAlone() {
        return customers(OrderStatus.PLACED, Set.of(CpuMeter.DRIVER, "postgresql", "api-gateway"));
    }

    private Customers customers(OrderStatus awaited, Set<String> groups) {
        return Customers.open(system.port(), system.customers(options.ordersInFlight()), awaited, groups);
    }

    private void measureThroughput(int round, Entry entry, Contender contender) {
        database.checkpoint();
        var warmUp = new WarmUp(
                options.warmUp(), LOOK, rate -> progress.printf("%-12s warming up: %.0f orders/s%n", entry.name, rate));
        var measured = ClosedLoop.measure(contender, entry.inFlight, warmUp, options.window(), meter);
        add(round, entry.name, contender.processGroups(), measured);
    }

    private void add(int round, String name, Set<String> processGroups, ClosedLoop.Throughput measured) {
        var each = new TreeMap<String, Double>();
        for (var group : processGroups) {
            each.put(group, measured.cpu().millis(List.of(group)) / measured.orders());
        }
        var result = new Results.Throughput(
                round,
                name,
                measured.orders(),
                measured.perSecond(),
                each.values().stream().mapToDouble(Double::doubleValue).sum(),
                each,
                measured.cpu().othersShare());
        throughput.add(result);
        progress.println("round %d, %s: %.0f orders/s, %.2f CPU ms an order"
                .formatted(round, name, result.ordersPerSecond(), result.cpuMillisPerOrder()));
    }

    private void measureLatency(int round, Entry entry, Contender contender) {
        database.checkpoint();
        var millis = SteadyRate.measure(contender, options.ordersPerSecond(), options.window());
        var result = new Results.Latency(
                round, entry.name, millis.length, Statistics.percentile(millis, 50), Statistics.percentile(millis, 99));
        latency.add(result);
        progress.println(
                "round %d, %s: p50 %.1f ms, p99 %.1f ms".formatted(round, entry.name, result.p50(), result.p99()));
    }

    private void measureBurst(int round) {
        database.checkpoint();
        try (var flow = wholeFlow()) {
            var measured = flow.burst(BURST);
            burst.add(new Results.Burst(round, BURST, measured.answerMillis(), measured.arrivedMillis()));
            progress.println("round %d, %d orders at once: answered after %.0f ms, assigned after %.0f ms"
                    .formatted(round, BURST, measured.answerMillis(), measured.arrivedMillis()));
        }
    }

    private Results.Environment environment(Instant startedAt) {
        return new Results.Environment(
                startedAt.toString(),
                Runtime.getRuntime().availableProcessors(),
                database.version(),
                System.getProperty("java.version"),
                options.ordersInFlight(),
                options.ordersPerSecond());
    }
}
