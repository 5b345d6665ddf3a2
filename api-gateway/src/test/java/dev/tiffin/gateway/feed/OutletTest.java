package dev.tiffin.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class OutletTest {

    private static final Vertx VERTX = Vertx.vertx();

    private final Context home = VERTX.getOrCreateContext();
    private final AtomicInteger left = new AtomicInteger();

    private static final class Reader implements Flow.Subscriber<Integer> {
        final List<Integer> read = new ArrayList<>();
        final CompletableFuture<Void> ended = new CompletableFuture<>();
        private Flow.Subscription subscription;

        @Override
        public void onSubscribe(Flow.Subscription started) {
            subscription = started;
        }

        @Override
        public void onNext(Integer item) {
            read.add(item);
        }

        @Override
        public void onError(Throwable failure) {
            ended.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            ended.complete(null);
        }
    }

    @AfterAll
    static void stop() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void givesNoMoreThanIsAskedFor() throws Exception {
        var outlet = new Outlet<Integer>(home, 10, Outlet.Overflow.FAIL, left::incrementAndGet);
        var reader = read(outlet);
        List.of(1, 2, 3).forEach(outlet::offer);

        reader.subscription.request(2);
        settle();
        assertThat(reader.read).containsExactly(1, 2);

        reader.subscription.request(5);
        outlet.complete();
        reader.ended.get(10, TimeUnit.SECONDS);
        assertThat(reader.read).containsExactly(1, 2, 3);
        assertThat(left).hasValue(1);
    }

    @Test
    void whoDoesNotReadIsLetGo() {
        var outlet = new Outlet<Integer>(home, 3, Outlet.Overflow.FAIL, left::incrementAndGet);
        var reader = read(outlet);

        for (int change = 0; change < 100; change++) {
            outlet.offer(change);
        }

        assertThat(reader.ended)
                .failsWithin(java.time.Duration.ofSeconds(10))
                .withThrowableOfType(java.util.concurrent.ExecutionException.class)
                .withCauseInstanceOf(TooSlow.class);
        assertThat(left).hasValue(1);
    }

    @Test
    void ofACountOnlyTheNewestMatters() throws Exception {
        var outlet = new Outlet<Integer>(home, 1, Outlet.Overflow.FORGET, left::incrementAndGet);
        var reader = read(outlet);
        List.of(1, 2, 3).forEach(outlet::offer);

        reader.subscription.request(10);
        settle();

        assertThat(reader.read).containsExactly(3);
        assertThat(left).hasValue(0);
    }

    @Test
    void whoCancelsHearsNothingMore() throws Exception {
        var outlet = new Outlet<Integer>(home, 10, Outlet.Overflow.FAIL, left::incrementAndGet);
        var reader = read(outlet);
        reader.subscription.request(10);

        reader.subscription.cancel();
        reader.subscription.cancel();
        outlet.offer(1);
        settle();

        assertThat(reader.read).isEmpty();
        assertThat(left).hasValue(1);
    }

    private Reader read(Outlet<Integer> outlet) {
        var reader = new Reader();
        outlet.subscribe(reader);
        return reader;
    }

    // Whatever was scheduled before has run when this has.
    private void settle() throws Exception {
        var run = new CompletableFuture<Void>();
        home.runOnContext(first -> home.runOnContext(second -> run.complete(null)));
        run.get(10, TimeUnit.SECONDS);
    }
}
