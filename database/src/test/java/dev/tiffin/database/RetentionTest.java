package dev.tiffin.database;

import static dev.tiffin.database.Shop.REFUND_REQUESTED;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Old months of the log go when nobody needs them any more, and checkpoints do not pile up. */
class RetentionTest {
    private static final String DROP = "select month, kept_because from drop_order_log_partition()";

    private Shop shop;

    @BeforeEach
    void open() throws SQLException {
        shop = Shop.open();
        shop.run("select make_order_log_partitions(date '2024-03-01', 2)");
    }

    @AfterEach
    void close() throws SQLException {
        shop.close();
    }

    /** An order whose first version was written in March 2024. */
    private UUID old() throws SQLException {
        UUID id = shop.place();
        shop.run("update order_log set changed_at = '2024-03-15' where order_id = ?", id);
        return id;
    }

    private UUID oldAndEnded() throws SQLException {
        UUID id = old();
        shop.move(id, "status = 'REJECTED', reason_code = 'X', reason = 'No.'");
        return id;
    }

    private void settled() throws SQLException {
        for (String reader : List.of("delivery", "watchdog")) {
            shop.run(
                    "insert into delivery_checkpoint (reader, parts, cursor, owner) values (?,"
                            + " array(select generate_series(0, 15)::smallint), pg_current_snapshot(), 'test')",
                    reader);
        }
    }

    @Test
    void theOldestMonthGoesFirstAndTheYoungOnesStay() throws SQLException {
        oldAndEnded();
        settled();

        assertThat(shop.one(DROP)).isEqualTo("2024_03|");
        assertThat(shop.one(DROP)).isEqualTo("2024_04|");
        assertThat(shop.one(DROP)).isEqualTo("|");

        assertThat(shop.one("select to_regclass('order_log_2024_03') is null")).isEqualTo("t");
        shop.place();
    }

    @Test
    void notBeforeItIsSettledAndWatched() throws SQLException {
        oldAndEnded();
        String unsettled = "2024_03|not everything in it is delivered, or it is to be delivered again";
        shop.run("drop table order_log_2024_04");
        assertThat(shop.one(DROP)).isEqualTo(unsettled);
        settled();
        shop.run("delete from delivery_checkpoint where reader = 'watchdog'");
        assertThat(shop.one(DROP)).isEqualTo(unsettled);
        settled();
        assertThat(shop.one(DROP)).isEqualTo("2024_03|");
    }

    @Test
    void notWhileAnythingInItMayBeSentAgain() throws SQLException {
        shop.run("drop table order_log_2024_04");
        UUID id = oldAndEnded();
        settled();
        shop.run("insert into redelivery (order_id, version, why) values (?, 1, 'REPLAY')", id);
        assertThat(shop.one(DROP)).contains("to be delivered again");
        shop.run("delete from redelivery");
        shop.run("insert into dead_letter (order_id, version, event_type, attempts) values (?, 1, 'x', 1)", id);
        assertThat(shop.one(DROP)).contains("to be delivered again");
        shop.run("update dead_letter set state = 'RETRIED'");
        assertThat(shop.one(DROP)).isEqualTo("2024_03|");
    }

    @Test
    void notWhileAnOrderStandsWhereItStoodThen() throws SQLException {
        shop.run("drop table order_log_2024_04");
        UUID waits = old();
        settled();
        assertThat(shop.one(DROP)).isEqualTo("2024_03|an order that still waits entered its status then");
        shop.move(waits, "status = 'REJECTED', reason_code = 'X', reason = 'No.'");
        settled();
        assertThat(shop.one(DROP)).isEqualTo("2024_03|");
    }

    @Test
    void notWhileAWriterIsUnderWay() throws SQLException {
        shop.run("drop table order_log_2024_04");
        UUID id = oldAndEnded();
        settled();
        try (var writer = shop.database().connect();
                var statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("update orders set promised_at = null where id = '" + id + "'");
            assertThat(shop.one(DROP)).isEqualTo("2024_03|somebody is at work in it");
            writer.commit();
        }
        assertThat(shop.one(DROP)).isEqualTo("2024_03|");
        shop.placed(Shop.PAYMENT_REQUESTED, Shop.PAID, REFUND_REQUESTED);
    }

    @Test
    void checkpointsAreBounded() throws SQLException {
        for (int i = 20; i > 0; i--) {
            shop.run(
                    "insert into delivery_checkpoint (reader, parts, cursor, owner, at)"
                            + " select reader, '{0,1}', pg_current_snapshot(), 'busy',"
                            + " clock_timestamp() - ? * interval '1 min'"
                            + " from unnest(array['delivery', 'watchdog']) reader",
                    i);
            if (i == 18) {
                shop.run("insert into delivery_checkpoint (reader, parts, cursor, owner, at) values"
                        + " ('delivery', '{2}', pg_current_snapshot(), 'idle', clock_timestamp() - interval '18 min')");
            }
        }

        assertThat(shop.one("select clean_delivery_checkpoints()")).isEqualTo("36");

        assertThat(shop.rows("select reader, owner, round(extract(epoch from clock_timestamp() - at) / 60)"
                        + " from delivery_checkpoint order by 1, 2, 3"))
                .containsExactly(
                        "delivery|busy|1", "delivery|busy|2", "delivery|idle|18", "watchdog|busy|1", "watchdog|busy|2");
    }

    @Test
    void oldFailuresGoUnlessTheyTellOfAnOpenDeadLetter() throws SQLException {
        UUID forgotten = shop.place();
        UUID dead = shop.place();
        for (UUID id : List.of(forgotten, dead)) {
            shop.run(
                    "insert into delivery_attempt (order_id, version, at, destination, millis)"
                            + " select ?, 1, at, 'payment-fn', 1"
                            + " from unnest(array[now() - interval '14 months', now()]) at",
                    id);
        }
        shop.run("insert into dead_letter (order_id, version, event_type, attempts) values (?, 1, 'x', 1)", dead);

        assertThat(shop.one("select clean_delivery_attempts()")).isEqualTo("1");

        assertThat(shop.one("select count(*) from delivery_attempt where order_id = ?", forgotten))
                .isEqualTo("1");
        assertThat(shop.one("select count(*) from delivery_attempt where order_id = ?", dead))
                .isEqualTo("2");
    }

    @Test
    void figuresTellOfRowsThatNoMonthCaught() throws SQLException {
        assertThat(shop.one("select log_default_rows from delivery_health")).isEqualTo("0");
        UUID id = old();
        shop.run("drop table order_log_2024_04");
        shop.run("update order_log set changed_at = '2024-04-15' where order_id = ?", id);
        assertThat(shop.one("select log_default_rows, dead_letters_open, redelivery_rows from delivery_health"))
                .isEqualTo("1|0|0");
        shop.run("select make_order_log_partitions(date '2024-04-01', 1)");
        assertThat(shop.one("select log_default_rows from delivery_health")).isEqualTo("0");
    }
}
