package dev.tiffin.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What is to be seen while nobody breaks anything. */
final class InPeace {

    private static final int IN_ROW = 40;
    private static final int TO_WARM_UP = 20;
    private static final int MANY = 300;
    private static final Duration LONG = Duration.ofMinutes(10);

    private static final String BY_A_FUNCTION = "function:";

    private final Parties parties;

    InPeace(Parties parties) {
        this.parties = parties;
    }

    String journey() throws InterruptedException {
        var id = parties.customers().place();
        try (var subscriber = new Subscriber(parties.api(), parties.tokens().customer(), List.of(id))) {
            subscriber.awaitAllDelivered(Duration.ofMinutes(3));
        }
        var order = parties.customers().read(id);
        Customers.mustBeWhole(order);
        return order.path("timeline").findValuesAsText("by").stream()
                .map(by -> by.replaceFirst(":.*", ""))
                .collect(Collectors.joining(", "));
    }

    /** The time of a step: from its event's commit to the commit of its result, so the cold start is in it. */
    String fromZero() throws InterruptedException {
        Installation.awaitNoPods();
        var id = parties.customers().place();
        var order = parties.customers().await(id, "ASSIGNED", Duration.ofMinutes(5));
        return times(order).entrySet().stream()
                .map(step -> step.getKey() + " " + seconds(step.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** By function, in the order in which they worked. */
    private static Map<String, Duration> times(JsonNode order) {
        var times = new LinkedHashMap<String, Duration>();
        JsonNode before = null;
        for (var entry : order.path("timeline")) {
            var by = entry.path("by").asText();
            if (before != null && by.startsWith(BY_A_FUNCTION)) {
                var function = by.substring(BY_A_FUNCTION.length());
                times.merge(function, Duration.between(at(before), at(entry)), Duration::plus);
            }
            before = entry;
        }
        return times;
    }

    private static Instant at(JsonNode entry) {
        return Instant.parse(entry.path("at").asText());
    }

    String warm() throws InterruptedException {
        parties.customers().awaitAllDelivered(parties.customers().place(TO_WARM_UP), LONG);
        var times = new ArrayList<Duration>();
        for (var turn = 0; turn < IN_ROW; turn++) {
            var order = parties.customers().await(parties.customers().place(), "ASSIGNED", LONG);
            times.add(times(order).values().stream().reduce(Duration.ZERO, Duration::plus));
        }
        times.sort(null);
        return "placed to assigned: p50 " + seconds(times.get(IN_ROW / 2)) + ", worst of " + IN_ROW + " "
                + seconds(times.getLast());
    }

    String atOnce() throws InterruptedException {
        var most = new AtomicInteger();
        var watching = Thread.ofVirtual().start(() -> watchPods(most));
        var since = Instant.now();
        try {
            var ids = parties.customers().place(MANY);
            var placed = Duration.between(since, Instant.now());
            parties.customers().awaitAllDelivered(ids, LONG);
            var last =
                    ids.stream().map(this::lastChange).max(Instant::compareTo).orElseThrow();
            var first =
                    at(parties.customers().read(ids.getFirst()).path("timeline").get(0));
            var whole = Duration.between(first, last);
            return "placed in " + seconds(placed) + ", all delivered in " + seconds(whole) + ", "
                    + Math.round(MANY * 1000.0 / whole.toMillis()) + " orders/s; at most " + most.get()
                    + " pods of functions";
        } finally {
            watching.interrupt();
        }
    }

    private Instant lastChange(java.util.UUID id) {
        try {
            return StreamSupport.stream(
                            parties.customers().read(id).path("timeline").spliterator(), false)
                    .map(InPeace::at)
                    .max(Instant::compareTo)
                    .orElseThrow();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Stopped", e);
        }
    }

    private static void watchPods(AtomicInteger most) {
        try {
            while (true) {
                var pods = Kubectl.pods("app.kubernetes.io/component=function").size();
                most.accumulateAndGet(pods, Math::max);
                Thread.sleep(1_000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Resident memory of each program, as the kernel counts it. */
    String memory() throws InterruptedException {
        parties.customers().awaitAllDelivered(parties.customers().place(5), LONG);
        var figures = new ArrayList<String>();
        for (var name : List.of("api-gateway", "event-bridge", "postgres")) {
            figures.add(memory(name, Kubectl.pods(Kubectl.named(name))));
        }
        for (var function : Installation.FUNCTIONS) {
            figures.add(memory(function, Kubectl.pods(Kubectl.function(function))));
        }
        return String.join(", ", figures);
    }

    private static String memory(String name, List<Kubectl.Pod> pods) throws InterruptedException {
        if (pods.isEmpty()) {
            return name + " 0";
        }
        var container = name.endsWith("-fn") ? "--container=function" : "--quiet";
        var status = Kubectl.must("exec", pods.getFirst().name(), container, "--", "cat", "/proc/1/status");
        var resident = status.lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> line.replaceAll("\\D", ""))
                .findFirst()
                .orElse("0");
        return name + " " + Long.parseLong(resident) / 1024 + " MiB";
    }

    private static String seconds(Duration time) {
        return "%.2f s".formatted(time.toMillis() / 1000.0);
    }
}
