package dev.tiffin.bridge.log;

import static dev.tiffin.bridge.log.Plans.PARTITIONS;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A look at the log costs its new rows and a few probes, however long the history. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlanTest {

    private Plans plans;
    private String before;
    private String after;

    @BeforeAll
    void fill() throws SQLException {
        plans = new Plans();
        before = plans.text("select pg_current_snapshot()");
        plans.execute("""
                insert into order_log (order_id, version, part, status, changed_at, changed_by, status_version,
                    payment_attempt)
                select id, 2, uuid_hash(id) & 15, 'PLACED', now(), 'x', 1, 0 from orders limit 20""");
        after = plans.text("select pg_current_snapshot()");
        plans.execute("prepare news(text, smallint[]) as " + OrderLogTable.NEWS);
        plans.execute("prepare until(text, smallint[], text) as " + OrderLogTable.NEWS_UNTIL);
        plans.execute("prepare page(text, smallint[], text, bigint, bigint) as " + OrderLogTable.PAGE_OF_A_BACKLOG);
    }

    @AfterAll
    void close() throws SQLException {
        plans.close();
    }

    @Test
    void newRowsCostWhatTheyAre() throws SQLException {
        plans.assertCheap("news('%s', %s)".formatted(before, PARTITIONS), 300);
    }

    @Test
    void nothingNewCostsAFewProbes() throws SQLException {
        plans.assertCheap("news('%s', %s)".formatted(after, PARTITIONS), 100);
    }

    @Test
    void aBoundedLookCostsNoMore() throws SQLException {
        plans.assertCheap("until('%s', %s, '%s')".formatted(before, PARTITIONS, after), 300);
    }

    @Test
    void aPageOfABacklogDoesNotReadTheHistory() throws SQLException {
        long end = Long.parseLong(plans.text("select max(seq) from order_log"));
        plans.assertCheap("page('%s', %s, '%s', %d, %d)".formatted(before, PARTITIONS, after, end - 20, end), 300);
    }

    @Test
    void aPageOfABacklogDoesNotReadTheRestOfIt() throws SQLException {
        var beginning = Cursor.BEGINNING.snapshot();
        plans.assertCheap("page('%s', %s, '%s', %d, %d)".formatted(beginning, PARTITIONS, after, 1_000, 1_020), 300);
    }
}
