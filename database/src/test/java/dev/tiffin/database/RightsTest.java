package dev.tiffin.database;

import static dev.tiffin.database.Shop.APPROVED;
import static dev.tiffin.database.Shop.PAID;
import static dev.tiffin.database.Shop.PAYMENT_REQUESTED;
import static dev.tiffin.database.Shop.PICKED_UP;
import static dev.tiffin.database.Shop.assignedTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Gateway and bridge may do their work and no more. */
class RightsTest {
    private Shop shop;
    private String gateway;
    private String bridge;

    @BeforeEach
    void open() throws SQLException {
        shop = Shop.open();
        gateway = shop.database().name() + "_gateway";
        bridge = shop.database().name() + "_bridge";
        shop.run("create role " + gateway);
        shop.run("create role " + bridge);
        Flyway.configure()
                .dataSource(
                        shop.database().jdbcUrl(),
                        shop.database().user(),
                        shop.database().password())
                .locations("classpath:db/migration", "classpath:db/seed")
                .placeholders(Map.of("gateway_role", gateway, "bridge_role", bridge))
                .load()
                .migrate();
    }

    @AfterEach
    void close() throws SQLException {
        shop.run("reset role");
        for (String role : List.of(gateway, bridge)) {
            shop.run("drop owned by " + role);
            shop.run("drop role " + role);
        }
        shop.close();
    }

    @Test
    void theGatewayMovesOrders() throws SQLException {
        shop.run("set role " + gateway);

        UUID id = shop.placed(Shop.VALIDATED, PAYMENT_REQUESTED, PAID, APPROVED, assignedTo("agent-01"));
        shop.run("select emit_again(?, 'NO_AGENT_FREE', now() + interval '10 seconds')", id);
        shop.move(id, PICKED_UP);
        shop.move(id, Shop.DELIVERED);
        shop.run("update deadline_pass set passed_until = now()");
        shop.run("insert into status_limit values ('PAID', '1 hour')"
                + " on conflict (status) do update set within = excluded.within");
        shop.run("select make_order_log_partitions()");

        assertThat(shop.one("select max(version) from order_log where order_id = ?", id))
                .isEqualTo("8");
        assertThat(shop.one("select load from agent where id = 'agent-01'")).isEqualTo("0");
        for (String forbidden : List.of(
                "delete from order_log",
                "update order_log set xid = '3'",
                "delete from orders",
                "alter table orders disable trigger user",
                "call restore_delivery()")) {
            assertThatThrownBy(() -> shop.run(forbidden)).as(forbidden).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void theBridgeKeepsItsBooks() throws SQLException {
        UUID id = shop.placed(PAYMENT_REQUESTED);
        shop.run("set role " + bridge);

        shop.run("select l.*, o.lines from order_log l join orders o on o.id = l.order_id");
        shop.run("insert into delivery_checkpoint (reader, parts, cursor, owner)"
                + " values ('delivery', '{0}', pg_current_snapshot(), 'b')");
        shop.run("select emit_again(?, 'WATCHDOG')", id);
        shop.run("delete from redelivery where order_id = ?", id);
        shop.run("insert into dead_letter (order_id, version, event_type, attempts) values (?, 1, 'x', 1)", id);
        shop.run("insert into delivery_attempt (order_id, version, destination, millis) values (?, 1, 'x', 1)", id);

        shop.run("select follow_clock_back()");

        assertThat(shop.rows("select unsettled from delivery_lag")).hasSize(16);
        for (String forbidden : List.of(
                "update orders set promised_at = null",
                "insert into order_log select * from order_log",
                "update agent set load = 0")) {
            assertThatThrownBy(() -> shop.run(forbidden)).as(forbidden).hasMessageContaining("permission denied");
        }
    }

    @Test
    void plansOfTheGatewayArePinned() throws SQLException {
        assertThat(shop.one("""
                                select array_to_string(setconfig, ' ') from pg_db_role_setting s
                                join pg_roles r on r.oid = s.setrole join pg_database d on d.oid = s.setdatabase
                                where rolname = ? and datname = current_database()
                                """, gateway))
                .contains(
                        "enable_seqscan=off", "jit=off", "max_parallel_workers_per_gather=0", "synchronous_commit=on");
    }
}
