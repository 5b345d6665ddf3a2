package dev.tiffin.bench;

import dev.tiffin.bench.load.Audience;
import dev.tiffin.bench.load.Customers;
import dev.tiffin.bench.load.Statistics;
import dev.tiffin.bench.machine.CpuMeter;
import dev.tiffin.bench.system.RunningSystem;
import dev.tiffin.contract.OrderStatus;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Gateways of the bench's own, freshly started: one with a thousand orders at once, one with very many subscribers. */
final class Crowded {

    private static final String GATEWAY = "api-gateway";

    /** Megabytes: for ten thousand sockets and what it needs besides. */
    private static final int HEAP = 512;

    private static final int SOCKETS = 10_000;

    /** Opened first and not counted: with them comes all that a gateway needs once and not for each socket. */
    private static final int FIRST_SOCKETS = 2_000;

    private static final int WATCHERS = 2_000;
    private static final int ORDERS = 1_000;

    /** As often is done what is to be measured warm, and as often again it is measured. */
    private static final int REPEATS = 10;

    private Crowded() {}

    static Results.Crowd measure(int round, RunningSystem system, CpuMeter meter) {
        var services = system.singles();
        var customer = system.customers(1);
        double firstAnswer;
        double answer;
        try (var gateway = services.gateway(HEAP);
                var one = Customers.open(gateway.port(), customer, OrderStatus.PLACED, Set.of())) {
            firstAnswer = one.burst(ORDERS).answerMillis();
            answer = medianOnceWarm(() -> one.burst(ORDERS).answerMillis());
        }
        // Another one, for the heap of the first has grown already.
        try (var gateway = services.gateway(HEAP);
                var audience = Audience.of(gateway.port(), customer.getFirst(), SOCKETS)) {
            audience.grow(FIRST_SOCKETS);
            var before = memory(meter);
            audience.grow(SOCKETS - FIRST_SOCKETS);
            var each = (memory(meter) - before) / (SOCKETS - FIRST_SOCKETS);
            var shown = medianOnceWarm(() -> audience.change(WATCHERS));
            return new Results.Crowd(round, SOCKETS, each, WATCHERS, shown, ORDERS, firstAnswer, answer);
        }
    }

    /** Kilobytes. */
    private static double memory(CpuMeter meter) {
        return meter.residentMegabytes().getOrDefault(GATEWAY, Double.NaN) * 1024;
    }

    private static double medianOnceWarm(Supplier<Double> measurement) {
        return Statistics.median(repeat(measurement).skip(REPEATS).toList());
    }

    private static Stream<Double> repeat(Supplier<Double> measurement) {
        return Stream.generate(measurement).limit(2 * REPEATS);
    }
}
