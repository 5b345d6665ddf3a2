package dev.tiffin.bridge.log;

import static dev.tiffin.bridge.log.Plans.PARTITIONS;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/**
 * Somebody's transaction stays open, as an export of hours does it: nothing written since can be vacuumed, and every
 * cursor remembers the transaction. A look costs what it always does.
 */
class PinnedHorizonTest {

    private static final int LATER_TRANSACTIONS = 200;

    @Test
    void aLookCostsAFewProbes() throws SQLException {
        try (var plans = new Plans();
                Connection open = plans.connect()) {
            plans.execute("prepare news(text, smallint[]) as " + OrderLogTable.NEWS);
            plans.execute("prepare until(text, smallint[], text) as " + OrderLogTable.NEWS_UNTIL);
            open.setAutoCommit(false);
            open.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try (var statement = open.createStatement()) {
                statement.execute("select pg_current_xact_id()");
            }
            for (int transaction = 0; transaction < LATER_TRANSACTIONS; transaction++) {
                plans.execute("""
                        insert into order_log (order_id, version, part, status, changed_at, changed_by, status_version,
                            payment_attempt)
                        select id, %d, uuid_hash(id) & 15, 'PLACED', now(), 'x', 1, 0
                        from orders limit 20""".formatted(2 + transaction));
            }
            var read = plans.text("select pg_current_snapshot()");
            assertThat(plans.text("select count(*) from pg_snapshot_xip('" + read + "')"))
                    .as("the cursor remembers it")
                    .isNotEqualTo("0");
            plans.assertCheap("news('%s', %s)".formatted(read, PARTITIONS), 100);
            plans.assertCheap("until('%s', %s, '%s')".formatted(read, PARTITIONS, read), 100);
        }
    }
}
