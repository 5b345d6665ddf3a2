package dev.tiffin.database;

import static dev.tiffin.database.Shop.PAYMENT_REQUESTED;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Every version of every order is in the log, and whoever sleeps is rung for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LogTest {
    private Shop shop;

    @BeforeAll
    void open() throws SQLException {
        shop = Shop.open();
    }

    @AfterAll
    void close() throws SQLException {
        shop.close();
    }

    @Test
    void holdsEveryVersionOfAnOrder() throws SQLException {
        UUID id = shop.placed(PAYMENT_REQUESTED, "cancel_requested_at = now()");

        assertThat(shop.rows("""
                                select version, status, from_status, status_version,
                                    part = uuid_hash(order_id) & 15, changed_by
                                from order_log where order_id = ? order by seq
                                """, id))
                .containsExactly(
                        "1|PLACED||1|t|sql:postgres",
                        "2|PAYMENT_REQUESTED|PLACED|2|t|sql:postgres",
                        "3|PAYMENT_REQUESTED|PAYMENT_REQUESTED|2|t|sql:postgres");
    }

    @Test
    void saysWhatTheOrderSaid() throws SQLException {
        UUID id = shop.placed(PAYMENT_REQUESTED);
        String moving = String.join(", ", movingColumns());

        assertThat(shop.one("select " + moving + " from order_log where order_id = ? and version = 2", id))
                .isEqualTo(shop.one("select " + moving + " from orders where id = ?", id));
    }

    private List<String> movingColumns() throws SQLException {
        return shop.rows("""
                select column_name from information_schema.columns
                where table_name = 'orders' and is_generated = 'NEVER'
                except select event_object_column from information_schema.triggered_update_columns
                where trigger_name = 'fixed_at_placement'
                order by 1
                """);
    }

    @Test
    void hasEveryMovingColumnOfOrders() throws SQLException {
        assertThat(shop.rows(
                        "select column_name from information_schema.columns where table_name = 'order_log' order by 1"))
                .containsAll(movingColumns());
        assertThat(movingColumns()).hasSizeGreaterThan(15);
    }

    @Test
    void takesManyOrdersOfOneStatementInTheOrderOfTheirIds() throws SQLException {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            ids.add(shop.place());
        }
        var array = shop.session().createArrayOf("uuid", ids.toArray());

        shop.run("update orders set " + PAYMENT_REQUESTED + " where id = any(?)", array);

        List<String> logged =
                shop.rows("select order_id from order_log where order_id = any(?) and version = 2 order by seq", array);
        assertThat(logged).hasSize(40);
        assertThat(logged).isSorted();
    }

    @Test
    void ringsForWhoeverSleepsAndForNobodyElse() throws SQLException {
        UUID id = shop.place();
        int part = Integer.parseInt(shop.one("select uuid_hash(?) & 15", id));

        try (Connection bridge = shop.database().connect()) {
            listen(bridge, "select pg_try_advisory_lock(7301, " + part + ")");
            shop.move(id, "promised_at = null");
            assertThat(heard(bridge)).containsExactly("order_log " + part);

            listen(bridge, "select pg_advisory_unlock_all()");
            shop.move(id, "promised_at = null");
            assertThat(heard(bridge)).isEmpty();

            listen(bridge, "select pg_try_advisory_lock(7301, " + (part + 1) % 16 + ")");
            shop.move(id, "promised_at = null");
            assertThat(heard(bridge)).isEmpty();
        }
    }

    @Test
    void keepsTheBridgeFromSleepingUntilTheRowsAreVisible() throws SQLException {
        UUID id = shop.place();
        String sleep = "select pg_try_advisory_lock(7301, " + shop.one("select uuid_hash(?) & 15", id) + ")";

        try (Connection writer = shop.database().connect();
                Connection bridge = shop.database().connect();
                var write = writer.createStatement();
                var park = bridge.createStatement()) {
            writer.setAutoCommit(false);
            write.execute("update orders set promised_at = null where id = '" + id + "'");
            try (var refused = park.executeQuery(sleep)) {
                assertThat(refused.next()).isTrue();
                assertThat(refused.getBoolean(1)).isFalse();
            }
            writer.commit();
            try (var granted = park.executeQuery(sleep)) {
                assertThat(granted.next()).isTrue();
                assertThat(granted.getBoolean(1)).isTrue();
            }
        }
    }

    private static void listen(Connection session, String lock) throws SQLException {
        try (var statement = session.createStatement()) {
            statement.execute("listen order_log");
            statement.execute(lock);
        }
    }

    /** Notifications reach a session before the answer to its next statement, if their sender has committed. */
    private static List<String> heard(Connection session) throws SQLException {
        try (var statement = session.createStatement()) {
            statement.execute("select 1");
        }
        PGNotification[] notifications = session.unwrap(PGConnection.class).getNotifications();
        return Arrays.stream(notifications == null ? new PGNotification[0] : notifications)
                .map(notification -> notification.getName() + " " + notification.getParameter())
                .toList();
    }
}
