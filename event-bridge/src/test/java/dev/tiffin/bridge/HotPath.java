package dev.tiffin.bridge;

import dev.tiffin.bridge.delivery.Delivery;
import dev.tiffin.bridge.delivery.Destination;
import dev.tiffin.bridge.delivery.OrderEvent;
import dev.tiffin.bridge.delivery.Outcome;
import dev.tiffin.database.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * How many events a second the bridge delivers to a server that answers 202, and how much of that is the HTTP client:
 * the same bodies posted from memory to the same server. Not a test: run it by hand, on a quiet machine, and look at
 * the CPU time of the loop's thread first, which moves least with other load.
 */
final class HotPath {

    private static final int EVENTS = 60_000;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    private final AtomicLong taken = new AtomicLong();
    private final int port;
    private volatile long lastTaken;

    private HotPath() {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> request.end().onSuccess(end -> {
                    lastTaken = System.nanoTime();
                    taken.incrementAndGet();
                    request.response().setStatusCode(202).end();
                }))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        port = server.actualPort();
    }

    public static void main(String[] arguments) throws Exception {
        var measure = new HotPath();
        for (int round = 1; round <= 3; round++) {
            measure.fromMemory();
            measure.fromBacklog();
            measure.live();
            measure.latency();
        }
        System.exit(0);
    }

    private Delivery delivery() {
        return TestRelay.broker(URI.create("http://127.0.0.1:" + port), 128);
    }

    private void fromMemory() throws InterruptedException {
        var delivery = delivery();
        var destination = delivery.destinationOf("any");
        var event = new OrderEvent(
                UUID.randomUUID(), 1, "dev.tiffin.order.placed", "2026-01-01T00:00:00Z", null, false, body());
        var left = new CountDownLatch(EVENTS);
        long begin = System.nanoTime();
        long cpu = cpu();
        TestRelay.VERTX.getOrCreateContext().runOnContext(go -> {
            for (int lane = 0; lane < 128; lane++) {
                post(delivery, destination, event, left);
            }
        });
        left.await();
        report("from memory", System.nanoTime() - begin, cpu() - cpu);
        delivery.close();
    }

    private static void post(Delivery delivery, Destination destination, OrderEvent event, CountDownLatch left) {
        delivery.deliver(event, destination).onSuccess((Outcome outcome) -> {
            left.countDown();
            if (left.getCount() > 0) {
                post(delivery, destination, event, left);
            }
        });
    }

    private static Buffer body() {
        return Buffer.buffer("x".repeat(1_000));
    }

    private void fromBacklog() throws SQLException {
        try (var database = TestDatabase.fresh();
                var orders = new TestOrders(database)) {
            orders.placeQuickly(EVENTS);
            orders.execute("vacuum analyze");
            long before = taken.get();
            long begin = System.nanoTime();
            long cpu = cpu();
            try (var relay = TestRelay.start(database, delivery(), TestRelay.settings())) {
                Eventually.is("all arrived", Duration.ofMinutes(2), () -> taken.get() - before >= EVENTS);
                report("backlog", System.nanoTime() - begin, cpu() - cpu);
                relay.awaitRest();
            }
        }
    }

    private void live() throws SQLException {
        try (var database = TestDatabase.fresh();
                var orders = new TestOrders(database);
                var relay = TestRelay.start(database, delivery(), TestRelay.settings())) {
            relay.awaitRest();
            long before = taken.get();
            long begin = System.nanoTime();
            long cpu = cpu();
            for (int written = 0; written < EVENTS; written += 20) {
                orders.placeQuickly(20);
            }
            long wrote = System.nanoTime();
            Eventually.is("all arrived", Duration.ofMinutes(2), () -> taken.get() - before >= EVENTS);
            report("live, 20 a transaction", System.nanoTime() - begin, cpu() - cpu);
            System.out.printf(
                    "   behind the writer at its end: %d ms; parks %.0f%n",
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - wrote), relay.count("parks"));
        }
    }

    /** From the return of the commit to the POST's arrival, 20 a second. */
    private void latency() throws SQLException {
        try (var database = TestDatabase.fresh();
                var orders = new TestOrders(database);
                var relay = TestRelay.start(database, delivery(), TestRelay.settings())) {
            relay.awaitRest();
            var micros = new ArrayList<Long>();
            for (int i = 0; i < 400; i++) {
                LockSupport.parkNanos(50_000_000);
                long before = taken.get();
                orders.place();
                long committed = System.nanoTime();
                while (taken.get() == before) {
                    Thread.onSpinWait();
                }
                micros.add((lastTaken - committed) / 1_000);
            }
            micros.sort(null);
            System.out.printf(
                    "20 a second              commit to POST: p50 %d us, p99 %d us, most %d us%n",
                    micros.get(200), micros.get(396), micros.getLast());
        }
    }

    private static void report(String what, long nanos, long cpu) {
        System.out.printf(
                "%-24s %,8.0f events/s   %5.1f us CPU an event in the relay's loop%n",
                what, EVENTS * 1e9 / nanos, cpu / 1e3 / EVENTS);
    }

    /** Of the event loops of the relay, not of the server. */
    private static long cpu() {
        var threads = ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (var thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("vert.x-eventloop") && TestRelay.owns(thread)) {
                sum += threads.getThreadCpuTime(thread.threadId());
            }
        }
        return sum;
    }
}
