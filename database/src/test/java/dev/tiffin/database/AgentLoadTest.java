package dev.tiffin.database;

import static dev.tiffin.database.Shop.APPROVED;
import static dev.tiffin.database.Shop.DELIVERED;
import static dev.tiffin.database.Shop.PAID;
import static dev.tiffin.database.Shop.PAYMENT_REQUESTED;
import static dev.tiffin.database.Shop.PICKED_UP;
import static dev.tiffin.database.Shop.REFUND_REQUESTED;
import static dev.tiffin.database.Shop.assignedTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An agent carries what is in ASSIGNED and PICKED_UP, never more than the capacity; what comes free is offered on. */
class AgentLoadTest {
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
    void countsFromAssignmentToTheDoor() throws SQLException {
        UUID id = shop.assigned("agent-01");
        assertThat(load("agent-01")).isEqualTo("1");
        shop.move(id, PICKED_UP);
        assertThat(load("agent-01")).isEqualTo("1");
        shop.move(id, DELIVERED);
        assertThat(load("agent-01")).isEqualTo("0");
        shop.move(id, REFUND_REQUESTED);
        assertThat(load("agent-01")).isEqualTo("0");
    }

    @Test
    void passesToAnotherAgentOrNobody() throws SQLException {
        UUID id = shop.assigned("agent-01");
        shop.move(id, "agent_id = 'agent-02'");
        assertThat(load("agent-01") + load("agent-02")).isEqualTo("01");
        shop.move(id, "status = 'APPROVED', agent_id = null, agent_assigned_at = null");
        assertThat(load("agent-02")).isEqualTo("0");
    }

    @Test
    void neverExceedsTheCapacity() throws SQLException {
        shop.run("update agent set capacity = 2 where id = 'agent-01'");
        shop.assigned("agent-01");
        shop.assigned("agent-01");
        UUID third = shop.placed(PAYMENT_REQUESTED, PAID, APPROVED);

        assertThatThrownBy(() -> shop.move(third, assignedTo("agent-01")))
                .hasMessageContaining("agent_never_above_capacity");
        assertThat(load("agent-01")).isEqualTo("2");
        assertThat(shop.one("select status from orders where id = ?", third)).isEqualTo("APPROVED");
    }

    @Test
    void knowsItsAgents() throws SQLException {
        UUID id = shop.placed(PAYMENT_REQUESTED, PAID, APPROVED);

        assertThatThrownBy(() -> shop.move(id, assignedTo("nobody")))
                .hasMessageContaining("there is no agent by one of these names: {nobody}");
    }

    @Test
    void wakesAsManyOfTheLongestWaitingAsCameFree() throws SQLException {
        UUID first = shop.assigned("agent-01");
        UUID second = shop.assigned("agent-02");
        waitForAnAgent("a", "30 seconds", "10 seconds");
        waitForAnAgent("b", "20 seconds", "9 seconds");
        waitForAnAgent("c", "10 seconds", "8 seconds");

        shop.run("update orders set status = 'DELIVERED' where id in (?, ?)", first, second);

        assertThat(shop.rows("select last_error, gen, next_at <= now() from redelivery order by 1"))
                .containsExactly("a|2|t", "b|2|t", "c|1|f");
    }

    @Test
    void passesOverThoseThatAreDueAnyway() throws SQLException {
        UUID id = shop.assigned("agent-01");
        waitForAnAgent("due", "30 seconds", "-1 seconds");
        waitForAnAgent("waits", "20 seconds", "10 seconds");

        shop.move(id, DELIVERED + ", promised_at = null");

        assertThat(shop.rows("select last_error, gen, next_at <= now() from redelivery order by 1"))
                .containsExactly("due|1|t", "waits|2|t");
    }

    @Test
    void wakesNobodyWhenTheAgentTakesAnotherOrderOrGoesHome() throws SQLException {
        waitForAnAgent("waits", "20 seconds", "10 seconds");
        UUID taken = shop.assigned("agent-01");
        UUID next = shop.placed(PAYMENT_REQUESTED, PAID, APPROVED);
        shop.run("""
                update orders set status = case id when ? then 'DELIVERED'::order_status else 'ASSIGNED' end,
                    agent_id = 'agent-01', agent_assigned_at = now()
                where id in (?, ?)
                """, taken, taken, next);
        assertThat(load("agent-01")).isEqualTo("1");

        shop.run("update agent set on_duty = false where id = 'agent-01'");
        shop.move(next, DELIVERED);

        assertThat(load("agent-01")).isEqualTo("0");
        assertThat(shop.one("select gen from redelivery")).isEqualTo("1");
    }

    private void waitForAnAgent(String name, String since, String due) throws SQLException {
        shop.run("""
                insert into redelivery (order_id, version, why, waiting_since, next_at, last_error)
                values (gen_random_uuid(), 4, 'NO_AGENT_FREE', now() - ?::interval, now() + ?::interval, ?)
                """, since, due, name);
    }

    private String load(String agent) throws SQLException {
        return shop.one("select load from agent where id = ?", agent);
    }
}
