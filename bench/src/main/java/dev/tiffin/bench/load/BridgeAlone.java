package dev.tiffin.bench.load;

import dev.tiffin.bench.BenchFailure;
import dev.tiffin.bench.machine.CpuMeter;
import dev.tiffin.bench.system.ServiceProcess;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The bridge between a writer of orders and a Broker that takes everything. Orders that are asked for while the writer
 * is busy share the next transaction, a hundred at most, as they do in the gateway: so with many in flight this is what
 * the bridge can carry, and with few how long an event takes from its commit until it arrives.
 */
public final class BridgeAlone implements Contender {

    private static final int BATCH = 100;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final EventSink sink = new EventSink(vertx, this::arrived);
    private final BlockingQueue<Event> wanted = new LinkedBlockingQueue<>();
    private final Map<String, Event> onTheWay = new ConcurrentHashMap<>();
    private final OrderWriter writer;
    private final ServiceProcess bridge;
    private final Thread thread = Thread.ofPlatform().name("writer").unstarted(this::write);

    /** The first event of an order. It may arrive before its writer hears that it is committed. */
    private static final class Event {
        private final UUID order = TimeOrderedIds.next();
        private final CompletableFuture<Long> arrivedAt = new CompletableFuture<>();
        private final CompletableFuture<Long> committedAt = new CompletableFuture<>();

        CompletableFuture<Long> nanos() {
            return arrivedAt.thenCombine(committedAt, (arrived, committed) -> Math.max(0, arrived - committed));
        }

        /** The id of the CloudEvent. */
        String id() {
            return order + ":1";
        }
    }

    private BridgeAlone(OrderWriter writer, Function<String, ServiceProcess> starter) {
        this.writer = writer;
        this.bridge = starter.apply("http://127.0.0.1:" + sink.port());
    }

    /**
     * Opens Broker and writer, starts a bridge between them and waits for its first event.
     *
     * @param starter starts a bridge that delivers to an address
     */
    public static BridgeAlone open(String databaseUrl, Function<String, ServiceProcess> starter) {
        var alone = new BridgeAlone(OrderWriter.open(databaseUrl), starter);
        alone.thread.start();
        Blocking.await(alone.order(), () -> "The bridge's first event");
        return alone;
    }

    @Override
    public Set<String> processGroups() {
        return Set.of(CpuMeter.DRIVER, "event-bridge", "postgresql");
    }

    @Override
    public CompletableFuture<Long> order() {
        var event = new Event();
        onTheWay.put(event.id(), event);
        wanted.add(event);
        return event.nanos();
    }

    /**
     * Makes so many orders visible by one commit and lets the bridge deliver them, while nobody writes any more: what
     * the bridge carries by itself. To be called when nothing else is under way, for then the writer is free.
     *
     * @return what came through from the commit until the last event arrived
     */
    public ClosedLoop.Throughput backlog(int orders, CpuMeter meter) {
        var events = Stream.generate(Event::new).limit(orders).toList();
        events.forEach(event -> onTheWay.put(event.id(), event));
        writer.write(events.stream().map(event -> event.order).toList());
        var cpuBefore = meter.read();
        var committedAt = System.nanoTime();
        var arrivals = events.stream().map(event -> event.arrivedAt).toArray(CompletableFuture<?>[]::new);
        Blocking.await(CompletableFuture.allOf(arrivals), () -> "The last event of a backlog");
        var seconds = (System.nanoTime() - committedAt) / 1e9;
        return new ClosedLoop.Throughput(orders, seconds, meter.read().since(cpuBefore));
    }

    @Override
    public void close() {
        thread.interrupt();
        writer.close();
        bridge.close();
        Blocking.await(vertx.close().toCompletionStage().toCompletableFuture(), () -> "The end of all connections");
    }

    private void write() {
        var batch = new ArrayList<Event>(BATCH);
        try {
            while (true) {
                batch.clear();
                batch.add(wanted.take());
                wanted.drainTo(batch, BATCH - 1);
                write(batch);
            }
        } catch (InterruptedException asWanted) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(List<Event> batch) {
        try {
            writer.write(batch.stream().map(event -> event.order).toList());
            var now = System.nanoTime();
            batch.forEach(event -> event.committedAt.complete(now));
        } catch (BenchFailure e) {
            batch.forEach(event -> event.committedAt.completeExceptionally(e));
            batch.forEach(event -> event.arrivedAt.completeExceptionally(e));
        }
    }

    /** Repeats are allowed: at least once is what the bridge promises. */
    private void arrived(String id) {
        var event = onTheWay.remove(id);
        if (event != null) {
            event.arrivedAt.complete(System.nanoTime());
        }
    }
}
