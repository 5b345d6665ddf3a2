package dev.tiffin.database;

import static dev.tiffin.database.Shop.PAYMENT_REQUESTED;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A clock that is set back holds nothing up for as long. */
class ClockTest {
    private Shop shop;

    @BeforeEach
    void open() throws SQLException {
        shop = Shop.open();
    }

    @AfterEach
    void close() throws SQLException {
        shop.close();
    }

    /** All that was written until now was written while the clock was three hours ahead. */
    private void setBack() throws SQLException {
        shop.run("alter table redelivery disable trigger user");
        shop.run("update redelivery set next_at = next_at + interval '3 hours', set_at = set_at + interval '3 hours'");
        shop.run("alter table redelivery enable trigger user");
        shop.run("update delivery_checkpoint set at = at + interval '3 hours'");
        shop.run("update watch set next_at = next_at + interval '3 hours'");
        shop.run("update deadline_pass set passed_until = passed_until + interval '3 hours'");
    }

    @Test
    void whatWaitsKeepsTheRestOfItsWait() throws SQLException {
        UUID now = shop.place();
        UUID soon = shop.place();
        UUID behind = shop.place();
        shop.run("listen order_log_ctl");
        shop.run("select emit_again(?, 'TEST')", now);
        shop.run("select emit_again(?, 'TEST', now() + interval '10 seconds')", soon);
        shop.run(
                "insert into redelivery (order_id, version, event_type, next_at, why)"
                        + " values (?, 1, 'dev.tiffin.order.placed', 'infinity', 'BEHIND')",
                behind);
        setBack();

        assertThat(shop.one("select follow_clock_back()")).isEqualTo("2");

        assertThat(shop.one("select next_at <= clock_timestamp() from redelivery where order_id = ?", now))
                .isEqualTo("t");
        assertThat(shop.one(
                        "select next_at between clock_timestamp() + interval '5 seconds'"
                                + " and clock_timestamp() + interval '10 seconds' from redelivery where order_id = ?",
                        soon))
                .isEqualTo("t");
        assertThat(shop.one("select next_at from redelivery where order_id = ?", behind))
                .isEqualTo("infinity");
        assertThat(shop.one("select follow_clock_back()")).as("once").isEqualTo("0");
    }

    @Test
    void nothingElseMoves() throws SQLException {
        UUID later = shop.place();
        shop.run("select emit_again(?, 'TEST', now() + interval '5 hours')", later);
        String before = shop.one("select next_at, set_at from redelivery");
        assertThat(shop.one("select follow_clock_back()")).isEqualTo("0");
        assertThat(shop.one("select next_at, set_at from redelivery")).isEqualTo(before);
    }

    @Test
    void theWatchdogAndThePassOverDeadlinesGoOn() throws SQLException {
        UUID id = shop.placed(PAYMENT_REQUESTED);
        shop.run("insert into delivery_checkpoint (reader, parts, cursor, owner) values ('delivery',"
                + " array(select generate_series(0, 15)::smallint), pg_current_snapshot(), 'test')");
        shop.run("insert into watch (order_id, status_version, next_at) values (?, 2, now())", id);
        setBack();

        shop.run("select follow_clock_back()");

        assertThat(shop.one("select max(at) <= clock_timestamp() from delivery_checkpoint"))
                .isEqualTo("t");
        assertThat(shop.one("select next_at <= clock_timestamp() + interval '2 minutes' from watch"))
                .isEqualTo("t");
        assertThat(shop.one("select passed_until <= clock_timestamp() from deadline_pass"))
                .isEqualTo("t");
    }

    @Test
    void aRowKnowsItsTypeWhoeverWritesIt() throws SQLException {
        UUID id = shop.placed(PAYMENT_REQUESTED);
        shop.run("update orders set promised_at = null, payment_method = 'tok_2' where id = ?", id);
        shop.run(
                "insert into redelivery (order_id, version, why) select order_id, version, 'REPLAY' from order_log"
                        + " where order_id = ?",
                id);
        assertThat(shop.rows("select version, type, event_type from redelivery order by version"))
                .containsExactly(
                        "1|dev.tiffin.order.placed|",
                        "2|dev.tiffin.order.payment-requested|",
                        "3|dev.tiffin.order.updated|");
    }
}
