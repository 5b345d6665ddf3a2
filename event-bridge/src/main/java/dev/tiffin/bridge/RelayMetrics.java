package dev.tiffin.bridge;

import dev.tiffin.bridge.again.Ticks;
import dev.tiffin.bridge.delivery.Destination;
import dev.tiffin.bridge.log.LoggedChange;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What can be seen of a relay from outside. Written on its event loop; gauges are read by whoever scrapes. */
final class RelayMetrics {

    private static final Duration[] BUCKETS = IntStream.of(1, 2, 4, 8, 15, 30, 60, 125, 250, 500, 1_000, 5_000, 30_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final Map<String, Map<String, Counter>> delivered = new HashMap<>();
    private final Map<Relay.State, Timer> states = new EnumMap<>(Relay.State.class);
    private final Timer commitToAck;
    private final Timer fetches;
    private final DistributionSummary fetchedRows;
    private final Counter parks;
    private final Counter refusedParks;
    private final Counter notifications;
    private final Counter foundBySweep;
    private final Counter takeovers;
    private final Counter repeated;
    private volatile Seen seen = new Seen(0, 0, 0, null, Ticks.millis(), 0);

    /**
     * What a relay shows of itself.
     *
     * @param unsettled events that were read and are not settled
     * @param leases partitions it has
     * @param waitingOrders orders with events in the table
     * @param oldestUnsettled when the oldest of the unsettled was made
     * @param checkpointAt when the newest checkpoint was written, by {@link Ticks#millis}
     * @param statements sent in the present session
     */
    record Seen(
            int unsettled,
            int leases,
            int waitingOrders,
            @Nullable Instant oldestUnsettled,
            long checkpointAt,
            long statements) {}

    RelayMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.commitToAck = Timer.builder("commit.to.ack")
                .serviceLevelObjectives(BUCKETS)
                .description("from the change to the answer of its destination")
                .register(registry);
        this.fetches = registry.timer("fetch");
        this.fetchedRows = registry.summary("fetch.rows");
        this.parks = registry.counter("parks");
        this.refusedParks = registry.counter("park.refused");
        this.notifications = registry.counter("notify.received");
        this.foundBySweep = Counter.builder("sweep.found.rows")
                .description("a bug if not 0: the bell should have been rung")
                .register(registry);
        this.takeovers = registry.counter("takeovers");
        this.repeated = Counter.builder("duplicates.sent")
                .description("sent though they may have arrived before; without what a crash repeats")
                .register(registry);
        for (Relay.State state : Relay.State.values()) {
            states.put(state, registry.timer("loop.state", "state", state.name()));
        }
        gauge("unsettled", now -> now.unsettled);
        gauge("session.statements", now -> now.statements);
        gauge("leases.owned", now -> now.leases);
        gauge("redelivery.orders", now -> now.waitingOrders);
        gauge("delivery.lag.seconds", now -> age(now.oldestUnsettled));
        gauge("checkpoint.age.seconds", now -> (Ticks.millis() - now.checkpointAt) / 1e3);
    }

    private void gauge(String name, java.util.function.ToDoubleFunction<Seen> value) {
        Gauge.builder(name, this, metrics -> value.applyAsDouble(metrics.seen)).register(registry);
    }

    private static double age(@Nullable Instant since) {
        return since == null
                ? 0
                : Math.max(0, Duration.between(since, Instant.now()).toMillis() / 1e3);
    }

    void watch(Collection<Destination> destinations) {
        for (Destination destination : destinations) {
            Gauge.builder("inflight", destination, Destination::inFlight)
                    .tag("destination", destination.name())
                    .register(registry);
            Gauge.builder("destination.state", destination, RelayMetrics::number)
                    .tag("destination", destination.name())
                    .description("0 flowing, 1 troubled, 2 probing")
                    .register(registry);
        }
    }

    private static double number(Destination destination) {
        return switch (destination.state()) {
            case FLOWING -> 0;
            case TROUBLED -> 1;
            case PROBING -> 2;
        };
    }

    /** @param result accepted, nobody, failed, postponed or dead */
    void delivered(LoggedChange change, String result) {
        delivered
                .computeIfAbsent(change.type(), type -> new HashMap<>())
                .computeIfAbsent(
                        result, name -> registry.counter("events.delivered", "type", change.type(), "result", name))
                .increment();
    }

    void accepted(LoggedChange change, Instant now) {
        delivered(change, "accepted");
        commitToAck.record(Duration.between(change.changedAt(), now));
    }

    void fetched(int rows, long nanos) {
        fetches.record(nanos, TimeUnit.NANOSECONDS);
        if (rows > 0) {
            fetchedRows.record(rows);
        }
    }

    void left(Relay.State state, long nanos) {
        Timer timer = states.get(state);
        if (timer != null) {
            timer.record(nanos, TimeUnit.NANOSECONDS);
        }
    }

    void parked() {
        parks.increment();
    }

    void parkRefused() {
        refusedParks.increment();
    }

    void notified() {
        notifications.increment();
    }

    long notifications() {
        return (long) notifications.count();
    }

    void foundBySweep(int rows) {
        foundBySweep.increment(rows);
    }

    void tookOver(int partitions) {
        takeovers.increment(partitions);
    }

    void repeated() {
        repeated.increment();
    }

    void see(Seen now) {
        seen = now;
    }

    Seen seen() {
        return seen;
    }
}
