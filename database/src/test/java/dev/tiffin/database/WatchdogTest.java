package dev.tiffin.database;

import static dev.tiffin.database.Shop.PAID;
import static dev.tiffin.database.Shop.PAYMENT_REQUESTED;
import static dev.tiffin.database.Shop.REFUND_REQUESTED;
import static dev.tiffin.database.Shop.VALIDATED;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was delivered and led to nothing is emitted again; what has an explanation is left alone. */
class WatchdogTest {
    private static final String LOOK = "select suspected, emitted from watch_delivery()";
    private static final String ALL_ARE_DUE = "update watch set next_at = now()";

    private Shop shop;

    @BeforeEach
    void open() throws SQLException {
        shop = Shop.open();
    }

    @AfterEach
    void close() throws SQLException {
        shop.close();
    }

    /** Everything there is was settled so long ago. */
    private void settled(String ago) throws SQLException {
        shop.run("insert into delivery_checkpoint (reader, parts, cursor, owner, at) values ('delivery',"
                + " array(select generate_series(0, 15)::smallint), pg_current_snapshot(), 'test',"
                + " clock_timestamp() - interval '" + ago + "')");
    }

    @Test
    void looksAtWhatWasSettledTwoMinutesAgoAndNotBefore() throws SQLException {
        UUID id = shop.placed(PAYMENT_REQUESTED);
        assertThat(shop.one(LOOK)).as("nothing is settled").isEqualTo("0|0");
        settled("119 seconds");
        assertThat(shop.one(LOOK)).as("not long ago").isEqualTo("0|0");
        shop.run("update delivery_checkpoint set at = at - interval '2 seconds'");

        assertThat(shop.one(LOOK)).isEqualTo("1|1");

        assertThat(shop.rows("select order_id, version, why, event_type from redelivery"))
                .containsExactly(id + "|2|WATCHDOG|");
        assertThat(shop.one(LOOK)).as("once").isEqualTo("0|0");
    }

    @Test
    void suspectsNobodyWhoMovedOnOrWaitsForAPerson() throws SQLException {
        UUID moves = shop.place();
        shop.placed(VALIDATED);
        settled("3 minutes");
        shop.move(moves, VALIDATED);

        assertThat(shop.one(LOOK)).isEqualTo("0|0");
        assertThat(shop.rows("select 1 from watch")).isEmpty();
    }

    @Test
    void looksAgainTwiceAsLateEachTimeUntilTheOrderMoves() throws SQLException {
        UUID id = shop.place();
        settled("3 minutes");
        for (String distance : new String[] {"2", "4", "8", "16", "32", "60", "60"}) {
            shop.run(ALL_ARE_DUE);
            assertThat(shop.one(LOOK)).endsWith("|1");
            assertThat(shop.one("select round(extract(epoch from next_at - now()) / 60) from watch"))
                    .isEqualTo(distance);
            shop.run("delete from redelivery");
        }

        shop.move(id, PAYMENT_REQUESTED);
        shop.run(ALL_ARE_DUE);
        assertThat(shop.one(LOOK)).isEqualTo("0|0");
        assertThat(shop.rows("select 1 from watch")).isEmpty();
    }

    @Test
    void leavesAloneWhatWaitsIsDeadOrIsAProblemAlready() throws SQLException {
        UUID waits = shop.place();
        UUID dead = shop.place();
        UUID problem = shop.placed(PAYMENT_REQUESTED, PAID, REFUND_REQUESTED);
        shop.run("select emit_again(?, 'NO_AGENT_FREE', now() + interval '1 minute')", waits);
        shop.run("insert into dead_letter (order_id, version, event_type, attempts) values (?, 1, 'x', 1)", dead);
        shop.run(
                "insert into deadline select id, status_version, status, 'operator', now(), now() from orders"
                        + " where id = ?",
                problem);
        settled("3 minutes");

        assertThat(shop.one(LOOK)).isEqualTo("3|0");
        assertThat(shop.one("select count(*) from redelivery")).isEqualTo("1");

        shop.run("update dead_letter set state = 'ENDED'");
        shop.run("delete from redelivery");
        shop.run("delete from deadline");
        shop.run(ALL_ARE_DUE);
        assertThat(shop.one(LOOK)).isEqualTo("0|3");
    }

    @Test
    void findsWhatWasCommittedLate() throws SQLException {
        try (var other = shop.database().connect();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            UUID late = shop.place();
            statement.execute("update orders set promised_at = null where id = '" + late + "'");
            statement.execute("select pg_current_xact_id()");
            UUID hidden = UUID.randomUUID();
            statement.execute("insert into orders (id, customer_id, restaurant_id, restaurant, address, latitude,"
                    + " longitude, lines, total, currency) select '" + hidden + "', customer_id, restaurant_id,"
                    + " restaurant, address, latitude, longitude, lines, total, currency from orders where id = '"
                    + late + "'");
            settled("4 minutes");
            assertThat(shop.one(LOOK)).as("the other is not visible yet").isEqualTo("1|1");
            other.commit();
            settled("3 minutes");
            assertThat(shop.one(LOOK)).isEqualTo("1|1");
            assertThat(shop.rows("select order_id from watch where order_id = ?", hidden))
                    .hasSize(1);
        }
    }

    @Test
    void deadLettersOfOrdersThatMovedOnCloseThemselves() throws SQLException {
        UUID moved = shop.placed(PAYMENT_REQUESTED);
        UUID stands = shop.place();
        String bury = "insert into dead_letter (order_id, version, event_type, attempts) values (?, ?, ?, 1)";
        shop.run(bury, moved, 1, "dev.tiffin.order.placed");
        shop.run(bury, moved, 2, "dev.tiffin.order.payment-requested");
        shop.run(bury, stands, 1, "dev.tiffin.order.placed");
        shop.move(moved, "promised_at = null");

        assertThat(shop.one("select close_superseded_dead_letters()")).isEqualTo("1");

        assertThat(shop.rows("select version, state from dead_letter where order_id = ? order by 1", moved))
                .containsExactly("1|SUPERSEDED", "2|OPEN");
        assertThat(shop.one("select state from dead_letter where order_id = ?", stands))
                .isEqualTo("OPEN");
    }

    @Test
    void anOperatorsWordEndsAnOrder() throws SQLException {
        UUID unpaid = shop.place();
        UUID charged = shop.placed(PAYMENT_REQUESTED);
        shop.run("insert into dead_letter (order_id, version, event_type, attempts) values (?, 2, 'x', 1)", charged);
        UUID over = shop.placed(PAYMENT_REQUESTED, PAID, REFUND_REQUESTED);
        String end = "select end_order(?, 'op-1', 'We are sorry.')";

        assertThat(shop.one(end, unpaid)).isEqualTo("REJECTED");
        assertThat(shop.one(end, charged)).isEqualTo("REFUND_REQUESTED");
        assertThat(shop.one(end, over)).isEmpty();
        assertThat(shop.one(end, UUID.randomUUID())).isEmpty();

        assertThat(shop.one(
                        "select changed_by, reason_code, reason from order_log where order_id = ? and version = 2",
                        unpaid))
                .isEqualTo("operator:op-1|CANCELLED_BY_OPERATOR|We are sorry.");
        assertThat(shop.one("select state from dead_letter")).isEqualTo("ENDED");
    }
}
