package dev.tiffin.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.bridge.again.Due;
import dev.tiffin.bridge.again.DueTaker;
import dev.tiffin.bridge.again.Redeliveries;
import dev.tiffin.bridge.log.LogSession;
import dev.tiffin.bridge.log.Partitions;
import dev.tiffin.contract.EventTypes;
import dev.tiffin.database.TestDatabase;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What could not be sent when it was looked for is looked for again soon, and not at the next occasion. */
class LeftBehindTest {

    /** A destination that has room again between the look and its answer. */
    private static final class JustTooLate implements DueTaker {

        private final CompletableFuture<List<Due>> taken = new CompletableFuture<>();
        private boolean trouble = true;

        @Override
        public Partitions partitions() {
            return Partitions.ALL;
        }

        @Override
        public Collection<String> sendable() {
            if (!trouble) {
                return EventTypes.ALL;
            }
            TestRelay.VERTX.runOnContext(next -> trouble = false);
            return List.of();
        }

        @Override
        public boolean isAnyInTrouble() {
            return trouble;
        }

        @Override
        public void take(List<Due> due) {
            if (!due.isEmpty()) {
                taken.complete(due);
            }
        }
    }

    @Test
    void isTakenWhenTheDestinationHadRoomBeforeTheAnswer() throws Exception {
        try (var database = TestDatabase.fresh();
                var orders = new TestOrders(database)) {
            var order = orders.place();
            orders.execute("select emit_again('" + order + "', 'TEST')");
            var taker = new JustTooLate();
            var session = new CompletableFuture<LogSession>();
            TestRelay.VERTX
                    .getOrCreateContext()
                    .runOnContext(here -> LogSession.open(
                                    TestRelay.VERTX, TestRelay.server(database), "late", rung -> {}, (lost, why) -> {})
                            .onSuccess(opened -> {
                                session.complete(opened);
                                new Redeliveries(TestRelay.VERTX, opened).start(taker);
                            })
                            .onFailure(session::completeExceptionally));

            // Well before the look that comes once a minute anyway.
            var taken = taker.taken.get(20, TimeUnit.SECONDS);

            assertThat(taken).extracting(due -> due.change().orderId()).containsExactly(order);
            session.join().close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
