package dev.tiffin.database;

import static dev.tiffin.database.Shop.PAYMENT_REQUESTED;
import static dev.tiffin.database.Shop.VALIDATED;
import static dev.tiffin.database.Shop.assignedTo;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a change costs does not grow with the tables. */
class PlansTest {
    @Test
    void noTriggerScansATable() throws SQLException {
        try (Shop shop = Shop.open()) {
            shop.run("set enable_seqscan = on");
            shop.session().setAutoCommit(false);
            UUID id = shop.placed(VALIDATED, PAYMENT_REQUESTED, Shop.PAID, Shop.APPROVED, assignedTo("agent-01"));
            shop.run("select emit_again(?, 'NO_AGENT_FREE', now() + interval '1 minute')", id);
            shop.move(id, Shop.PICKED_UP);
            shop.move(id, Shop.DELIVERED);

            // Not orders itself: how the order is found is the writer's business.
            assertThat(shop.rows("""
                                    select relname, seq_scan from pg_stat_xact_user_tables
                                    where seq_scan > 0 and relname not in ('orders', 'status_limit')
                                    """)).isEmpty();
        }
    }

    @Test
    void changesTouchNoIndexOfOrders() throws SQLException {
        try (Shop shop = Shop.open()) {
            shop.session().setAutoCommit(false);
            shop.placed(VALIDATED, PAYMENT_REQUESTED, Shop.PAID, Shop.APPROVED);

            assertThat(shop.one(
                            "select n_tup_upd, n_tup_hot_upd from pg_stat_xact_user_tables where relname = 'orders'"))
                    .isEqualTo("4|4");
        }
    }
}
