package dev.tiffin.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The log is kept by months. */
class PartitionsTest {
    private Shop shop;

    @BeforeEach
    void open() throws SQLException {
        shop = Shop.open();
    }

    @AfterEach
    void close() throws SQLException {
        shop.close();
    }

    @Test
    void thisMonthAndTheNextTwoAreThereFromTheStart() throws SQLException {
        assertThat(shop.rows("""
                                select to_regclass('order_log_' || to_char(month, 'YYYY_MM')) is not null
                                from generate_series(date_trunc('month', now() at time zone 'UTC'),
                                    now() at time zone 'UTC' + interval '2 months', interval '1 month') month
                                """)).containsExactly("t", "t", "t");
        assertThat(shop.one("select make_order_log_partitions()")).isEqualTo("0");
        shop.place();
        assertThat(shop.rows("select 1 from order_log_default")).isEmpty();
    }

    @Test
    void areMadeAcrossTheTurnOfAYear() throws SQLException {
        assertThat(shop.one("select make_order_log_partitions(date '2031-11-30', 3)"))
                .isEqualTo("3");

        assertThat(shop.rows("""
                                select relname, pg_get_expr(relpartbound, oid) from pg_class
                                where relname like 'order\\_log\\_203%' and relkind = 'r' order by 1
                                """))
                .containsExactly(
                        "order_log_2031_11|FOR VALUES FROM ('2031-11-01 00:00:00+00') TO ('2031-12-01 00:00:00+00')",
                        "order_log_2031_12|FOR VALUES FROM ('2031-12-01 00:00:00+00') TO ('2032-01-01 00:00:00+00')",
                        "order_log_2032_01|FOR VALUES FROM ('2032-01-01 00:00:00+00') TO ('2032-02-01 00:00:00+00')");
        assertThat(shop.rows("""
                                select indexdef ~ 'xid, seq', indexdef ~ '\\(seq\\)', indexdef ~ 'order_id, version',
                                    indexdef ~ 'brin'
                                from pg_indexes where tablename = 'order_log_2031_12' order by 1, 2, 3, 4
                                """)).containsExactly("f|f|f|t", "f|f|t|f", "f|t|f|f", "t|f|f|f");
    }

    @Test
    void takeOverWhatTheDefaultCaughtMeanwhile() throws SQLException {
        shop.run("set timezone = 'UTC'");
        UUID early = logged("2031-11-30 23:59:59.999+00");
        UUID late = logged("2031-12-01 00:00:00+00");
        assertThat(shop.one("select count(*) from order_log_default")).isEqualTo("2");

        shop.run("set timezone = 'Pacific/Auckland'");
        shop.run("select make_order_log_partitions(date '2031-11-15', 2)");

        assertThat(shop.rows("select order_id from order_log_2031_11")).containsExactly(early.toString());
        assertThat(shop.rows("select order_id from order_log_2031_12")).containsExactly(late.toString());
        assertThat(shop.rows("select 1 from order_log_default")).isEmpty();
    }

    private UUID logged(String at) throws SQLException {
        UUID id = UUID.randomUUID();
        shop.run("""
                insert into order_log (
                    order_id, version, part, status, changed_at, changed_by, status_version, payment_attempt)
                values (?, 1, 0, 'PLACED', ?::timestamptz, 'sql:test', 1, 0)
                """, id, at);
        return id;
    }
}
