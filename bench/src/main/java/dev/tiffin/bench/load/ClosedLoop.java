package dev.tiffin.bench.load;

import dev.tiffin.bench.BenchFailure;
import dev.tiffin.bench.machine.CpuMeter;
import dev.tiffin.bench.machine.CpuUse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * As many orders as a contender manages with a fixed number in flight: whenever one is through, the next one starts.
 * The window that is measured lies between a warm-up and a drain, in both of which the load is the same, so that the
 * CPU time of the window is divided by the orders of the window.
 */
public final class ClosedLoop {

    private final Contender contender;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicLong finished = new AtomicLong();
    /** Completes when nothing is in flight any more, fails with the first failure. */
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private volatile boolean stopping;

    private ClosedLoop(Contender contender) {
        this.contender = contender;
    }

    /** What came through in the window. */
    public record Throughput(long orders, double seconds, CpuUse cpu) {

        /** Orders a second. */
        public double perSecond() {
            return orders / seconds;
        }
    }

    /**
     * Loads a contender.
     *
     * @throws BenchFailure if an order failed, or was not through a minute after the last one had been started
     */
    public static Throughput measure(
            Contender contender, int ordersInFlight, WarmUp warmUp, Duration length, CpuMeter meter) {
        var loop = new ClosedLoop(contender);
        for (int i = 0; i < ordersInFlight; i++) {
            loop.next();
        }
        warmUp.run(loop::perSecond);
        var cpuBefore = meter.read();
        var ordersBefore = loop.finished.get();
        var startedAt = System.nanoTime();
        loop.run(length);
        var orders = loop.finished.get() - ordersBefore;
        var seconds = (System.nanoTime() - startedAt) / 1e9;
        var cpu = meter.read().since(cpuBefore);
        loop.drain();
        return new Throughput(orders, seconds, cpu);
    }

    private void next() {
        inFlight.incrementAndGet();
        var unused = contender.order().whenComplete((nanos, failure) -> {
            if (failure != null) {
                stopping = true;
                ended.completeExceptionally(failure);
                return;
            }
            finished.incrementAndGet();
            if (!stopping) {
                next();
            }
            if (inFlight.decrementAndGet() == 0) {
                ended.complete(null);
            }
        });
    }

    /** Lets the loop run; it ends early only when it fails. */
    private void run(Duration length) {
        try {
            ended.get(length.toNanos(), TimeUnit.NANOSECONDS);
            throw new IllegalStateException("A closed loop does not end by itself");
        } catch (TimeoutException asWanted) {
            // The measured time is over and everything is well.
        } catch (ExecutionException e) {
            throw Blocking.failure(e);
        } catch (InterruptedException e) {
            throw new BenchFailure("Interrupted", e);
        }
    }

    /** Lets the loop run and says how many orders a second came through meanwhile. */
    private double perSecond(Duration length) {
        var before = finished.get();
        var startedAt = System.nanoTime();
        run(length);
        return (finished.get() - before) / ((System.nanoTime() - startedAt) / 1e9);
    }

    private void drain() {
        stopping = true;
        Blocking.await(ended, () -> inFlight.get() + " orders");
    }
}
