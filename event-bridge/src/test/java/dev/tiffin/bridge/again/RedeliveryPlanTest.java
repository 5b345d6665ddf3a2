package dev.tiffin.bridge.again;

import static dev.tiffin.bridge.log.Plans.PARTITIONS;

import dev.tiffin.bridge.log.Plans;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Finding what is due costs what is due, also while thousands wait for a destination in trouble or are paused. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedeliveryPlanTest {

    private static final String NOTHING_TAKEN = "'{}', '{}'";

    private Plans plans;

    @BeforeAll
    void fill() throws SQLException {
        plans = new Plans();
        plans.execute("""
                insert into redelivery (order_id, version, event_type, next_at, why)
                select distinct order_id, version, 'blocked', now() - interval '1 hour', 'TROUBLED'
                from order_log limit 5000""");
        plans.execute("""
                insert into redelivery (order_id, version, event_type, next_at, why)
                select distinct order_id, version, 'open', now() - interval '1 minute', 'FAILED'
                from order_log limit 6000 on conflict do nothing""");
        plans.execute("""
                insert into redelivery (order_id, version, type, next_at, why)
                select distinct order_id, 2, 'paused', now() - interval '1 hour', 'REPLAY'
                from order_log limit 5000""");
        plans.execute("vacuum analyze redelivery");
        plans.execute("prepare due(smallint[], text[], uuid[], int[], bigint) as " + RedeliveryTable.DUE);
        plans.execute("prepare next_due(smallint[]) as " + RedeliveryTable.NEXT_DUE);
    }

    @AfterAll
    void close() throws SQLException {
        plans.close();
    }

    @Test
    void whatIsDueIsFoundWithoutReadingTheHistory() throws SQLException {
        // 100 rows: each with a probe in each monthly partition, one in orders, one for an earlier one of its order.
        plans.assertCheap("due(%s, '{blocked,open}', %s, 100)".formatted(PARTITIONS, NOTHING_TAKEN), 10_000);
    }

    @Test
    void whatIsBlockedIsPassedOver() throws SQLException {
        plans.assertCheap("due(%s, '{open}', %s, 100)".formatted(PARTITIONS, NOTHING_TAKEN), 5_500);
    }

    @Test
    void theNextOneIsKnownByAProbe() throws SQLException {
        plans.assertCheap("next_due(%s)".formatted(PARTITIONS), 50);
    }
}
