package dev.tiffin.database;

import static dev.tiffin.database.Shop.AWAITING_RESTAURANT;
import static dev.tiffin.database.Shop.DELIVERED;
import static dev.tiffin.database.Shop.PAID;
import static dev.tiffin.database.Shop.PAYMENT_REQUESTED;
import static dev.tiffin.database.Shop.PICKED_UP;
import static dev.tiffin.database.Shop.VALIDATED;
import static dev.tiffin.database.Shop.assignedTo;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An order that waits for a person has a row that says for whom and until when; any other has none. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeadlinesTest {
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
    void followTheOrderFromPersonToPerson() throws SQLException {
        UUID id = shop.place();
        assertThat(waiting(id)).isEqualTo("nobody");
        shop.move(id, VALIDATED);
        assertThat(waiting(id)).isEqualTo("customer:u-1|VALIDATED|2|00:15:00");
        shop.move(id, PAYMENT_REQUESTED);
        assertThat(waiting(id)).isEqualTo("nobody");
        shop.move(id, PAID);
        shop.move(id, AWAITING_RESTAURANT);
        assertThat(waiting(id)).isEqualTo("restaurant:spice-garden|AWAITING_RESTAURANT|5|00:05:00");
        shop.move(id, Shop.APPROVED);
        assertThat(waiting(id)).isEqualTo("nobody");
        shop.move(id, assignedTo("agent-01"));
        assertThat(waiting(id)).isEqualTo("agent:agent-01|ASSIGNED|7|00:30:00");
        shop.move(id, PICKED_UP);
        assertThat(waiting(id)).isEqualTo("agent:agent-01|PICKED_UP|8|02:00:00");
        shop.move(id, DELIVERED);
        assertThat(waiting(id)).isEqualTo("nobody");
    }

    @Test
    void areNotPutOffByAChangeWithinTheStatus() throws SQLException {
        UUID id = shop.assigned("agent-02");
        shop.run("update deadline set raised_at = now() where order_id = ?", id);
        String before = shop.one("select * from deadline where order_id = ?", id);

        shop.move(id, "promised_at = promised_at + interval '10 minutes'");

        assertThat(shop.one("select * from deadline where order_id = ?", id)).isEqualTo(before);
    }

    @Test
    void passToTheNextAgentWithTheOrder() throws SQLException {
        UUID id = shop.assigned("agent-03");

        shop.move(id, "agent_id = 'agent-04'");

        assertThat(waiting(id)).isEqualTo("agent:agent-04|ASSIGNED|5|00:30:00");
    }

    @Test
    void startAnewWithAStatusEnteredAgain() throws SQLException {
        UUID id = shop.assigned("agent-05");
        shop.run("update deadline set raised_at = now() where order_id = ?", id);

        shop.move(id, PICKED_UP);

        assertThat(shop.one("select raised_at is null from deadline where order_id = ?", id))
                .isEqualTo("t");
    }

    @Test
    void endWithTheRefundThatWasRaisedAsAProblem() throws SQLException {
        UUID id = shop.placed(PAYMENT_REQUESTED, PAID, Shop.REFUND_REQUESTED);
        shop.run(
                "insert into deadline select id, status_version, status, 'operator', now(), now() from orders"
                        + " where id = ?",
                id);
        shop.move(id, "reason = 'Somebody looks into it.'");
        assertThat(waiting(id)).startsWith("operator|REFUND_REQUESTED|4");

        shop.move(id, "status = 'REFUNDED', refunded_at = now()");

        assertThat(waiting(id)).isEqualTo("nobody");
    }

    /** What docs/business.md tells people to reckon with. */
    @Test
    void areTheseWhereNobodyHasConfiguredOthers() throws SQLException {
        assertThat(shop.rows("select status, within from status_limit order by status"))
                .containsExactly(
                        "PLACED|01:00:00",
                        "VALIDATED|00:15:00",
                        "PAYMENT_REQUESTED|01:00:00",
                        "PAID|01:00:00",
                        "AWAITING_RESTAURANT|00:05:00",
                        "APPROVED|00:10:00",
                        "ASSIGNED|00:30:00",
                        "PICKED_UP|02:00:00",
                        "REFUND_REQUESTED|24:00:00");
    }

    @Test
    void useTheLimitsThatAreConfigured() throws SQLException {
        shop.run("update status_limit set within = '3 minutes' where status = 'VALIDATED'");
        UUID id = shop.placed(VALIDATED);
        shop.run("update status_limit set within = '15 minutes' where status = 'VALIDATED'");

        assertThat(waiting(id)).isEqualTo("customer:u-1|VALIDATED|2|00:03:00");
    }

    @Test
    void existForAnOrderThatIsInsertedWaiting() throws SQLException {
        UUID id = UUID.randomUUID();
        shop.run("""
                insert into orders (id, customer_id, restaurant_id, restaurant, address, latitude, longitude,
                    lines, total, currency, status, validated_at)
                values (?, 'u-9', 'spice-garden', '{}', 'Oranienplatz 1', 52.5, 13.4, '[1]', 790, 'EUR',
                    'VALIDATED', now())
                """, id);

        assertThat(waiting(id)).isEqualTo("customer:u-9|VALIDATED|1|00:15:00");
    }

    @Test
    void areKeptForManyOrdersOfOneStatement() throws SQLException {
        UUID stays = shop.placed(VALIDATED);
        UUID leaves = shop.placed(VALIDATED);
        UUID enters = shop.place();

        shop.run("""
                update orders set
                    status = case id when ? then 'PAYMENT_REQUESTED'::order_status else 'VALIDATED' end,
                    validated_at = now(), payment_method = 'tok_visa', payment_attempt = 1
                where id in (?, ?, ?)
                """, leaves, stays, leaves, enters);

        assertThat(waiting(stays)).isEqualTo("customer:u-1|VALIDATED|2|00:15:00");
        assertThat(waiting(leaves)).isEqualTo("nobody");
        assertThat(waiting(enters)).isEqualTo("customer:u-1|VALIDATED|2|00:15:00");
    }

    private String waiting(UUID id) throws SQLException {
        var rows = shop.rows("""
                select d.waits_for, d.status, d.status_version,
                    d.due_at - (select changed_at from order_log
                        where order_id = d.order_id and version = d.status_version)
                from deadline d where d.order_id = ?
                """, id);
        return rows.isEmpty() ? "nobody" : rows.getFirst();
    }
}
