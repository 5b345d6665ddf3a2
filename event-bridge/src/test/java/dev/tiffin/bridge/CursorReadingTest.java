package dev.tiffin.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tiffin.bridge.log.Checkpoint;
import dev.tiffin.bridge.log.CheckpointTable;
import dev.tiffin.bridge.log.Cursor;
import dev.tiffin.bridge.log.Fetched;
import dev.tiffin.bridge.log.ForeignLogException;
import dev.tiffin.bridge.log.LogReader;
import dev.tiffin.bridge.log.LogSession;
import dev.tiffin.bridge.log.LoggedChange;
import dev.tiffin.bridge.log.Partitions;
import dev.tiffin.database.TestDatabase;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CursorReadingTest {

    private final TestDatabase database = TestDatabase.fresh();
    private TestOrders orders;
    private LogSession session;
    private CheckpointTable checkpoints;
    private LogReader reader;

    @BeforeEach
    void connect() throws SQLException {
        orders = new TestOrders(database);
        var server = TestRelay.server(database);
        session = on(() -> LogSession.open(TestRelay.VERTX, server, "reader", rung -> {}, (session, why) -> {}));
        checkpoints = new CheckpointTable(session, "test");
        reader = new LogReader(session, checkpoints);
    }

    @AfterEach
    void disconnect() throws SQLException {
        on(session::close);
        orders.close();
        database.close();
    }

    private static <T> T on(Supplier<Future<T>> work) {
        var done = new CompletableFuture<T>();
        TestRelay.VERTX
                .getOrCreateContext()
                .runOnContext(go -> work.get().onSuccess(done::complete).onFailure(done::completeExceptionally));
        try {
            return done.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void add(Partitions partitions) {
        on(() -> reader.add(partitions));
    }

    private Fetched next() {
        return on(reader::next);
    }

    /** All that is there now. */
    private List<LoggedChange> rest() {
        var all = new ArrayList<LoggedChange>();
        Fetched fetched;
        do {
            fetched = next();
            all.addAll(fetched.changes());
        } while (!fetched.isEmpty() || fetched.backlog());
        return all;
    }

    @Test
    void missesNothingRepeatsNothingInvertsNothingWhateverTheWritersDo() throws SQLException {
        add(Partitions.ALL);
        var read = new ArrayList<LoggedChange>();
        try (var writers = new WriterMix(database, 12, 40)) {
            while (read.size() < 4_000) {
                assertThat(writers.areWriting()).isTrue();
                read.addAll(next().changes());
            }
        }
        read.addAll(rest());

        assertThat(read.stream().map(LoggedChange::toString))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(orders.eventIds());
        var last = new HashMap<UUID, Integer>();
        for (LoggedChange change : read) {
            assertThat(change.version()).isEqualTo(last.getOrDefault(change.orderId(), 0) + 1);
            last.put(change.orderId(), change.version());
        }
    }

    @Test
    void findsWhatCommitsAfterLooksInVain() throws SQLException {
        add(Partitions.ALL);
        try (var longTransaction = new TestOrders(database)) {
            longTransaction.connection().setAutoCommit(false);
            var first = longTransaction.place();
            nothingIsNew();

            var second = orders.place();
            assertThat(next().changes()).extracting(LoggedChange::orderId).containsExactly(second);
            nothingIsNew();

            longTransaction.connection().commit();
            assertThat(next().changes()).extracting(LoggedChange::orderId).containsExactly(first);
            nothingIsNew();
        }
    }

    /** As often as it takes to get from a look to a mere glance. */
    private void nothingIsNew() {
        for (var look = 0; look < 4; look++) {
            assertThat(next().isEmpty()).isTrue();
        }
    }

    @Test
    void readsABacklogInPagesWithoutHoldingItInMemory() throws SQLException {
        orders.placeQuickly(12_500);
        orders.execute("update orders set payment_method = 'tok_1', changed_by = 'by:customer:u-1'");
        add(Partitions.ALL);

        var first = next();
        assertThat(first.changes()).hasSize(5_001);
        assertThat(first.backlog()).isTrue();
        assertThat(first.after()).as("no cursor in the middle of a backlog").isNull();
        orders.placeQuickly(1);
        var page = next();
        assertThat(page.changes()).hasSize(500);

        var all = new ArrayList<>(first.changes());
        all.addAll(page.changes());
        all.addAll(rest());
        assertThat(all.stream().map(LoggedChange::toString)).containsExactlyElementsOf(orders.eventIds());
    }

    @Test
    void bringsPartitionsWithDifferentCursorsToACommonOne() throws SQLException {
        var low = new Partitions(0b0000_0000_1111_1111);
        var high = new Partitions(0b1111_1111_0000_0000);
        orders.placeQuickly(100);
        add(low);
        assertThat(rest()).hasSize((int) orders.number("select count(*) from order_log where part < 8"));
        var mark = new Cursor(orders.text("select pg_current_snapshot()"));
        on(() -> checkpoints.write(new Checkpoint(new Partitions(0b11 << 8), mark)));
        orders.placeQuickly(100);
        var seen = new ArrayList<LoggedChange>();
        add(high);
        orders.placeQuickly(100);
        seen.addAll(rest());
        orders.placeQuickly(100);
        seen.addAll(rest());

        assertThat(seen.stream().map(LoggedChange::toString))
                .doesNotHaveDuplicates()
                .hasSize((int) orders.number("""
                        select count(*) from (select part, row_number() over (order by seq) n from order_log) l
                        where n > 100 or part >= 10"""));
    }

    @Test
    void forgetsPartitionsThatItGaveAway() throws SQLException {
        add(Partitions.ALL);
        rest();
        orders.placeQuickly(6_000);
        next();
        reader.remove(new Partitions(0b1111_0000_0000_0000));
        orders.placeQuickly(500);
        assertThat(rest()).isNotEmpty().allMatch(change -> change.partition() < 12);
    }

    @Test
    void refusesALogFromAnotherCluster() {
        on(() -> checkpoints.write(new Checkpoint(Partitions.ALL, new Cursor("99999999:99999999:"))));
        assertThatThrownBy(() -> add(Partitions.ALL))
                .isInstanceOf(ForeignLogException.class)
                .hasMessageContaining("call restore_delivery()");
    }

    @Test
    void refusesRowsOfTransactionsThatAreYetToCome() throws SQLException {
        orders.place();
        orders.execute("update order_log set xid = '99999999'");
        assertThatThrownBy(() -> add(Partitions.ALL)).isInstanceOf(ForeignLogException.class);
    }

    @Test
    void takesUpAfterRestoreDelivery() throws SQLException {
        orders.place(3);
        orders.execute("update order_log set xid = '99999999'");
        orders.execute("call restore_delivery()");
        add(Partitions.ALL);
        assertThat(rest())
                .as("redelivery brings those that a function has to act on")
                .isEmpty();
        orders.place();
        assertThat(rest()).hasSize(1);
    }
}
