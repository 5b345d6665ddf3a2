package dev.tiffin.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What to measure.
 *
 * @param rounds how often everything is measured; the table shows medians
 * @param window how long each throughput is measured, and each fixed rate, and the idle system
 * @param warmUp the longest time of full load before each throughput is measured; it ends when the rate stands still
 * @param ordersInFlight of each contender
 * @param ordersPerSecond the fixed rate at which latency is measured
 * @param parts what to measure
 */
record Options(int rounds, Duration window, Duration warmUp, int ordersInFlight, int ordersPerSecond, Set<Part> parts) {

    static final String USAGE = """
            java -jar bench/target/bench.jar [options]

              --rounds=3        how often everything is measured; the table shows medians
              --seconds=10      how long each throughput, each fixed rate and the idle system are measured
              --warm-up=480     most seconds of full load before each throughput; ends when the rate stands still
              --in-flight=64    orders in flight
              --rate=20         orders a second at which latency is measured
              --parts=%s
            """.formatted(names(EnumSet.allOf(Part.class)));

    /** Something that can be measured. */
    enum Part {
        /** Start, memory, CPU time without load. */
        REST,
        /** Orders a second and the CPU time of each, floor and whole flow. */
        THROUGHPUT,
        /** Milliseconds from placing to the agent at a fixed rate, floor and whole flow. */
        LATENCY,
        /** A thousand orders in one mutation. */
        BURST,
        /** The gateway with nobody behind it, and the floor: throughput, and latency from placing to the first push. */
        GATEWAY,
        /** The same with ten thousand subscribers: memory, one change for many, a thousand orders in one mutation. */
        SUBSCRIBERS,
        /** The bridge between a writer and a Broker that takes everything, beside a program that only posts. */
        BRIDGE
    }

    static Options of(String... arguments) {
        var options =
                new Options(3, Duration.ofSeconds(10), Duration.ofSeconds(480), 64, 20, EnumSet.allOf(Part.class));
        for (var argument : arguments) {
            options = options.with(argument);
        }
        return options;
    }

    boolean wants(Part part) {
        return parts.contains(part);
    }

    private Options with(String argument) {
        var equals = argument.indexOf('=');
        if (equals < 0) {
            throw unknown(argument);
        }
        var value = argument.substring(equals + 1);
        return switch (argument.substring(0, equals)) {
            case "--rounds" ->
                new Options(number(argument, value), window, warmUp, ordersInFlight, ordersPerSecond, parts);
            case "--seconds" ->
                new Options(rounds, seconds(argument, value), warmUp, ordersInFlight, ordersPerSecond, parts);
            case "--warm-up" ->
                new Options(rounds, window, seconds(argument, value), ordersInFlight, ordersPerSecond, parts);
            case "--in-flight" -> new Options(rounds, window, warmUp, number(argument, value), ordersPerSecond, parts);
            case "--rate" -> new Options(rounds, window, warmUp, ordersInFlight, number(argument, value), parts);
            case "--parts" ->
                new Options(rounds, window, warmUp, ordersInFlight, ordersPerSecond, parts(argument, value));
            default -> throw unknown(argument);
        };
    }

    private static BenchFailure unknown(String argument) {
        return new BenchFailure("Unknown option " + argument + "\n\n" + USAGE);
    }

    private static Duration seconds(String argument, String value) {
        return Duration.ofSeconds(number(argument, value));
    }

    private static int number(String argument, String value) {
        if (!value.matches("[1-9][0-9]{0,4}")) {
            throw new BenchFailure(argument + ": a whole number from 1 is wanted");
        }
        return Integer.parseInt(value);
    }

    private static Set<Part> parts(String argument, String value) {
        var known = Arrays.stream(Part.values()).collect(Collectors.toMap(Options::name, part -> part));
        var parts = EnumSet.noneOf(Part.class);
        for (var name : value.split(",")) {
            var part = known.get(name);
            if (part == null) {
                throw new BenchFailure(argument + ": there are " + names(EnumSet.allOf(Part.class)));
            }
            parts.add(part);
        }
        return parts;
    }

    private static String names(Iterable<Part> parts) {
        var names = new StringBuilder();
        for (var part : parts) {
            names.append(names.isEmpty() ? "" : ",").append(name(part));
        }
        return names.toString();
    }

    private static String name(Part part) {
        return part.name().toLowerCase(Locale.ROOT);
    }
}
