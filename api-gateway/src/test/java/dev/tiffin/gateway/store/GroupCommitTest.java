package dev.tiffin.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.gateway.order.OrderRefused;
import dev.tiffin.gateway.order.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rules of group commit, one by one, on a database that answers when it is told to. */
class GroupCommitTest {

    private final Database database = new Database();
    private final GroupCommit<String, String> commits =
            new GroupCommit<>(element -> element.substring(0, 1), database, 1_000);

    @Test
    void aLoneElementIsSentAtOnce() {
        List<Uni<String>> answers = commits.submit(List.of("a1"));
        assertThat(database.batches()).containsExactly(List.of("a1"));

        database.commit(0);

        assertThat(item(answers.getFirst())).isEqualTo("a1 done");
    }

    @Test
    void whatComesInOneTurnOfTheEventLoopGoesTogether() {
        var vertx = Vertx.vertx();
        vertx.runOnContext(turn -> {
            submit("a1");
            submit("b1", "c1");
        });

        database.awaitBatches(1);

        assertThat(database.batches()).containsExactly(List.of("a1", "b1", "c1"));
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void whileTwoLoneElementsAreInFlightWhatComesIsCollected() {
        submit("a1");
        submit("b1");
        submit("c1");
        submit("d1");
        assertThat(database.batches()).containsExactly(List.of("a1"), List.of("b1"));

        database.commit(0);

        assertThat(database.batches()).hasSize(3).last().isEqualTo(List.of("c1", "d1"));
    }

    @Test
    void whileABatchOfSeveralIsInFlightWhatComesIsCollected() {
        submit("a1", "b1");
        submit("c1");
        submit("d1");
        assertThat(database.batches()).containsExactly(List.of("a1", "b1"));

        database.commit(0);

        assertThat(database.batches()).hasSize(2).last().isEqualTo(List.of("c1", "d1"));
    }

    @Test
    void aLoneElementHoldsNobodyUpButABatchThatJoinsItDoes() {
        submit("a1");
        submit("b1", "c1");
        submit("d1");
        assertThat(database.batches()).containsExactly(List.of("a1"), List.of("b1", "c1"));

        database.commit(0);
        assertThat(database.batches()).as("several are in flight still").hasSize(2);

        database.commit(1);
        assertThat(database.batches()).hasSize(3).last().isEqualTo(List.of("d1"));
    }

    @Test
    void aBatchHoldsAtMostAHundred() {
        var wide = new GroupCommit<Integer, String>(
                element -> element,
                elements -> {
                    database.asked.add(
                            new Asked(elements.stream().map(String::valueOf).toList(), new CompletableFuture<>()));
                    return Uni.createFrom()
                            .completionStage(database.asked.getLast().answer());
                },
                1_000);

        wide.submit(IntStream.range(0, 250).boxed().toList());
        assertThat(database.batches())
                .as("a full batch need not wait to grow")
                .extracting(List::size)
                .containsExactly(100, 100);

        database.commit(0);
        assertThat(database.batches()).as("but half a one does").hasSize(2);

        database.commit(1);
        assertThat(database.batches()).extracting(List::size).containsExactly(100, 100, 50);
    }

    @Test
    void aBatchHoldsEachKeyOnceAndNoneThatIsInFlight() {
        submit("a1", "a2");
        submit("b1", "a3");
        assertThat(database.batches()).as("a1 is in flight").containsExactly(List.of("a1"), List.of("b1"));

        database.commit(0);
        assertThat(database.batches()).last().isEqualTo(List.of("a2"));

        database.commit(2);
        assertThat(database.batches())
                .as("in the order in which they came")
                .last()
                .isEqualTo(List.of("a3"));

        submit("c1", "b2", "c2");
        database.commit(3);
        assertThat(database.batches())
                .as("b1 is in flight, and c1 goes first")
                .last()
                .isEqualTo(List.of("c1"));
    }

    @Test
    void aConflictRepeatsTheBatch() {
        List<Uni<String>> answers = commits.submit(List.of("a1", "b1"));

        database.fail(0, refusal("40P01"));
        database.fail(1, refusal("40001"));
        database.commit(2);

        assertThat(database.batches()).containsOnly(List.of("a1", "b1")).hasSize(3);
        assertThat(item(answers.get(1))).isEqualTo("b1 done");
    }

    @Test
    void aDataErrorIsLaidAtTheDoorOfTheGuiltyOne() {
        database.guilty = Set.of("d1");
        List<Uni<String>> answers = commits.submit(List.of("a1", "b1", "c1", "d1", "e1", "f1", "g1", "h1"));

        assertThat(refused(answers.get(3))).isEqualTo(Refusal.INVALID_INPUT);
        assertThat(IntStream.range(0, 8).filter(i -> i != 3).mapToObj(i -> item(answers.get(i))))
                .containsExactly("a1 done", "b1 done", "c1 done", "e1 done", "f1 done", "g1 done", "h1 done");
    }

    @Test
    void afterALostConnectionTheBatchIsRepeated() {
        List<Uni<String>> answers = commits.submit(List.of("a1"));

        database.fail(0, ClosedConnectionException.INSTANCE);
        database.awaitBatches(2);
        database.commit(1);

        assertThat(item(answers.getFirst())).isEqualTo("a1 done");
    }

    @Test
    void whenTheDatabaseStaysAwayAllThatWaitsIsToldSo() {
        List<Uni<String>> sent = commits.submit(List.of("a1"));
        List<Uni<String>> waiting = commits.submit(List.of("a2"));

        for (int attempt = 0; attempt < 6; attempt++) {
            database.awaitBatches(attempt + 1);
            database.fail(attempt, refusal("57P01"));
        }

        assertThat(refused(sent.getFirst())).isEqualTo(Refusal.UNAVAILABLE);
        assertThat(refused(waiting.getFirst())).isEqualTo(Refusal.UNAVAILABLE);
        List<Uni<String>> later = commits.submit(List.of("a3"));
        database.awaitBatches(7);
        database.commit(6);
        assertThat(item(later.getFirst())).as("and then it is back").isEqualTo("a3 done");
    }

    @Test
    void anotherFaultIsToldAsItIs() {
        List<Uni<String>> answers = commits.submit(List.of("a1"));
        var bug = new IllegalStateException("bug");

        database.fail(0, bug);

        assertThat(failure(answers.getFirst())).isSameAs(bug);
    }

    @Test
    void whoComesWhenTheQueueIsFullIsRefusedAtOnce() {
        var narrow = new GroupCommit<String, String>(element -> "same", database, 3);
        narrow.submit(List.of("1", "2", "3"));
        narrow.submit(List.of("4"));

        assertThat(refused(narrow.submit(List.of("5")).getFirst())).isEqualTo(Refusal.TOO_MANY);
    }

    private void submit(String... elements) {
        commits.submit(Arrays.asList(elements));
    }

    private static String item(Uni<String> answer) {
        return answer.await().atMost(Duration.ofSeconds(10));
    }

    private static Throwable failure(Uni<String> answer) {
        return answer.onItem()
                .<Throwable>transform(item -> new AssertionError("answered " + item))
                .onFailure()
                .recoverWithItem(failure -> failure)
                .await()
                .atMost(Duration.ofSeconds(10));
    }

    private static Refusal refused(Uni<String> answer) {
        return ((OrderRefused) failure(answer)).code();
    }

    private static PgException refusal(String sqlState) {
        return new PgException("refused", "ERROR", sqlState, "");
    }

    private record Asked(List<String> elements, CompletableFuture<List<String>> answer) {}

    private static final class Database implements GroupCommit.Batch<String, String> {

        private final List<Asked> asked = new ArrayList<>();
        private Set<String> guilty = Set.of();

        @Override
        public synchronized Uni<List<String>> commit(List<String> elements) {
            var one = new Asked(elements, new CompletableFuture<>());
            asked.add(one);
            notifyAll();
            if (!guilty.isEmpty()) {
                answer(one);
            }
            return Uni.createFrom().completionStage(one.answer());
        }

        private void answer(Asked one) {
            if (one.elements().stream().anyMatch(guilty::contains)) {
                one.answer().completeExceptionally(refusal("23514"));
                return;
            }
            one.answer()
                    .complete(one.elements().stream()
                            .map(element -> element + " done")
                            .toList());
        }

        synchronized List<List<String>> batches() {
            return asked.stream().map(Asked::elements).toList();
        }

        /** The pause before a repeat is real; the signal is the repeat. */
        synchronized void awaitBatches(int count) {
            try {
                while (asked.size() < count) {
                    wait(10_000);
                }
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }

        void commit(int batch) {
            answer(asked.get(batch));
        }

        void fail(int batch, Throwable failure) {
            asked.get(batch).answer().completeExceptionally(failure);
        }
    }
}
