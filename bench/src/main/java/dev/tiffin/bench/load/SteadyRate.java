package dev.tiffin.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/**
 * Orders at a fixed rate, whether or not earlier ones are through, for the time that one takes when nothing is crowded.
 * Each starts at a random moment of its own slot: strictly even starts would fall into step with timers of the system.
 */
public final class SteadyRate {

    private SteadyRate() {}

    /**
     * Loads a contender.
     *
     * @return milliseconds that each order took
     * @throws dev.tiffin.bench.BenchFailure if an order failed, or was not through a minute after the last had started
     */
    public static double[] measure(Contender contender, int perSecond, Duration length) {
        var chance = RandomGenerator.getDefault();
        var slot = TimeUnit.SECONDS.toNanos(1) / perSecond;
        var count = Math.toIntExact(length.toNanos() / slot);
        var orders = new ArrayList<CompletableFuture<Long>>(count);
        var startedAt = System.nanoTime();
        for (int i = 0; i < count; i++) {
            waitUntil(startedAt + i * slot + chance.nextLong(slot));
            orders.add(contender.order());
        }
        return millis(orders);
    }

    private static void waitUntil(long nanoTime) {
        for (var left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static double[] millis(List<CompletableFuture<Long>> orders) {
        Blocking.await(
                CompletableFuture.allOf(orders.toArray(CompletableFuture[]::new)),
                () -> orders.stream().filter(order -> !order.isDone()).count() + " orders");
        return orders.stream().mapToDouble(order -> order.join() / 1e6).toArray();
    }
}
