package dev.tiffin.bench.load;

import dev.tiffin.bench.BenchFailure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Waits for what must neither fail nor take long. */
final class Blocking {

    /** Longer than anything takes that works at all. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Blocking() {}

    /**
     * The result of a future.
     *
     * @param missing says what is still missing when a minute has passed, as the beginning of a sentence
     * @throws BenchFailure if it fails or takes too long
     */
    static <T> T await(CompletableFuture<T> future, Supplier<String> missing) {
        try {
            return future.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new BenchFailure(missing.get() + " did not arrive within " + PATIENCE.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw failure(e);
        } catch (InterruptedException e) {
            throw new BenchFailure("Interrupted", e);
        }
    }

    /** What went wrong, as one clear sentence. */
    static BenchFailure failure(ExecutionException e) {
        return e.getCause() instanceof BenchFailure failure
                ? failure
                : new BenchFailure("Something failed: " + e.getCause(), e);
    }
}
