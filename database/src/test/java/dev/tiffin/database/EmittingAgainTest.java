package dev.tiffin.database;

import static dev.tiffin.database.Shop.APPROVED;
import static dev.tiffin.database.Shop.PAID;
import static dev.tiffin.database.Shop.PAYMENT_REQUESTED;
import static dev.tiffin.database.Shop.VALIDATED;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** emit_again, restore_delivery and the view of what is behind. */
class EmittingAgainTest {
    private static final String ALL_PARTS = "array(select generate_series(0, 15)::smallint)";

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
    void emitsTheVersionThatEnteredTheStatusAndRings() throws SQLException {
        UUID id = shop.placed(PAYMENT_REQUESTED, "cancel_requested_at = now()");
        shop.run("listen order_log_ctl");

        assertThat(shop.one("select emit_again(?, 'WATCHDOG')", id)).isEqualTo("2");

        assertThat(shop.one("select version, gen, attempts, why, next_at <= clock_timestamp() from redelivery"))
                .isEqualTo("2|1|0|WATCHDOG|t");
        assertThat(shop.session().unwrap(PGConnection.class).getNotifications()).hasSize(1);
    }

    @Test
    void keepsTheEarlierOfTwoTimesToCome() throws SQLException {
        UUID id = shop.place();
        shop.run("select emit_again(?, 'NO_AGENT_FREE', now() + interval '10 seconds')", id);
        String since = shop.one("select waiting_since from redelivery");
        shop.run("select emit_again(?, 'NO_AGENT_FREE', now() + interval '20 seconds')", id);

        assertThat(shop.one("select gen, next_at < now() + interval '11 seconds' from redelivery"))
                .isEqualTo("2|t");
        assertThat(shop.one("select waiting_since from redelivery")).isEqualTo(since);

        shop.run("select emit_again(?, 'OPERATOR')", id);

        assertThat(shop.one("select gen, why, next_at <= clock_timestamp() from redelivery"))
                .isEqualTo("3|OPERATOR|t");
    }

    @Test
    void putsOffARowThatIsUnderWay() throws SQLException {
        UUID id = shop.place();
        shop.run("select emit_again(?, 'NO_AGENT_FREE')", id);

        shop.run("select emit_again(?, 'NO_AGENT_FREE', now() + interval '10 seconds')", id);

        assertThat(shop.one("select gen, next_at > now() + interval '9 seconds' from redelivery"))
                .isEqualTo("2|t");
    }

    @Test
    void knowsNothingOfUnknownOrders() throws SQLException {
        assertThat(shop.one("select emit_again(gen_random_uuid(), 'OPERATOR')")).isEmpty();
        assertThat(shop.rows("select 1 from redelivery")).isEmpty();
    }

    @Test
    void bringsHomeWhatARestoredDumpForgot() throws SQLException {
        UUID waitsForFunction = shop.placed(PAYMENT_REQUESTED, PAID);
        UUID waitsForPerson = shop.placed(VALIDATED);
        shop.run("insert into delivery_checkpoint (reader, parts, cursor, owner) values ('delivery', " + ALL_PARTS
                + ", '1:9:', 'old')");
        shop.run("insert into redelivery (order_id, version, why) values (?, 2, 'FAILED')", waitsForPerson);

        shop.run("call restore_delivery()");

        assertThat(shop.rows("select distinct xid from order_log")).containsExactly("3");
        assertThat(shop.rows("select order_id, version, why from redelivery"))
                .containsExactly(waitsForFunction + "|3|RESTORED");
        assertThat(shop.rows("select reader, cardinality(parts) from delivery_checkpoint order by 1"))
                .containsExactly("delivery|16", "watchdog|16");
        assertThat(shop.one("select sum(unsettled) from delivery_lag")).isEqualTo("0");
        shop.place();
        assertThat(shop.one("select sum(unsettled) from delivery_lag")).isEqualTo("1");
    }

    @Test
    void showsHowFarDeliveryIsBehind() throws SQLException {
        UUID id = shop.placed(PAYMENT_REQUESTED, PAID, APPROVED);
        String part = shop.one("select uuid_hash(?) & 15", id);
        String behind =
                "select unsettled, oldest_unsettled_at is null, lag_seconds > 0 from delivery_lag where part = " + part;
        assertThat(shop.one(behind)).isEqualTo("4|f|t");

        shop.run("insert into delivery_checkpoint (reader, parts, cursor, owner) values ('delivery', " + ALL_PARTS
                + ", pg_current_snapshot(), 'test')");
        assertThat(shop.one(behind)).isEqualTo("0|t|f");

        shop.move(id, "promised_at = null");
        assertThat(shop.one(behind)).isEqualTo("1|f|t");
        assertThat(shop.one("select count(*) from delivery_lag")).isEqualTo("16");
    }
}
