package dev.tiffin.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.Cancellable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A subscriber that remembers what it saw. */
final class Seeing<T> implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;

    private final BlockingQueue<T> seen = new LinkedBlockingQueue<>();
    private final CompletableFuture<Throwable> failed = new CompletableFuture<>();
    private final Cancellable subscription;

    Seeing(Multi<T> stream) {
        subscription = stream.subscribe().with(seen::add, failed::complete);
    }

    T next() {
        try {
            var next = seen.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(next).as("something to see").isNotNull();
            return next;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    List<T> next(int count) {
        var all = new ArrayList<T>();
        for (int at = 0; at < count; at++) {
            all.add(next());
        }
        return all;
    }

    boolean isQuiet() {
        return seen.isEmpty();
    }

    Throwable failure() {
        return failed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        subscription.cancel();
    }
}
