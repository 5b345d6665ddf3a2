package dev.tiffin.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.contract.EventTypes;
import dev.tiffin.database.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An event type that is held back waits in the table, whatever happens to bridges, and comes in order afterwards. */
class PauseTest {

    private static final String PAUSE = "insert into delivery_pause (event_type, by, why) values ('"
            + EventTypes.PAYMENT_REQUESTED + "', 'op', 'test'); notify order_log_ctl, 'pauses'";
    private static final String RESUME = "delete from delivery_pause; notify order_log_ctl, 'pauses'";

    private static final int MORE_THAN_A_PAGE = 5_100;

    private final TestDatabase database = TestDatabase.fresh();
    private final StubFunctions broker = StubFunctions.start(TestRelay.VERTX);
    private TestOrders orders;

    @BeforeEach
    void connect() throws SQLException {
        orders = new TestOrders(database);
    }

    @AfterEach
    void disconnect() throws SQLException {
        orders.close();
        broker.close();
        database.close();
    }

    private long count(String of) {
        try {
            return orders.number("select count(*) from " + of);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private void paidOrder(UUID id) throws SQLException {
        orders.place(id);
        orders.askForPayment(id);
        orders.pay(id);
    }

    @Test
    void holdsAcrossRestartsAndInBothDirectionsOfTime() throws SQLException {
        var before = UUID.randomUUID();
        var after = UUID.randomUUID();
        orders.execute(PAUSE);
        paidOrder(before);
        try (var relay = TestRelay.toBroker(database, broker)) {
            broker.awaitId(before + ":1");
            Eventually.is("two wait", () -> count("redelivery") == 2);
            relay.awaitRest();
        }
        try (var relay = TestRelay.toBroker(database, broker)) {
            paidOrder(after);
            broker.awaitId(after + ":1");
            Eventually.is("four wait", () -> count("redelivery") == 4);
            relay.awaitRest();
            assertThat(broker.ids()).containsExactlyInAnyOrder(before + ":1", after + ":1");
            assertThat(count("redelivery where why = 'PAUSED' and event_type = '" + EventTypes.PAYMENT_REQUESTED + "'"))
                    .isEqualTo(2);

            orders.execute(RESUME);
            broker.awaitId(before + ":3");
            broker.awaitId(after + ":3");
            Eventually.is("the table is empty", () -> count("redelivery") == 0);
        }
        assertThat(broker.firstDeliveries().values())
                .allSatisfy(versions -> assertThat(versions).containsExactly(1, 2, 3));
        assertThat(broker.received()).hasSize(6);
    }

    @Test
    void takesHoldOfWhatIsUnderWay() throws SQLException {
        broker.answer(503);
        try (var relay = TestRelay.toBroker(database, broker)) {
            var ids = new ArrayList<UUID>();
            for (int i = 0; i < 40; i++) {
                var id = UUID.randomUUID();
                orders.place(id);
                orders.askForPayment(id);
                ids.add(id);
            }
            Eventually.is("the Broker is in trouble", () -> relay.destinationState("broker") != 0);
            orders.execute(PAUSE);
            broker.answer(202);
            ids.forEach(id -> broker.awaitId(id + ":1"));
            Eventually.is("all payments wait", () -> count("redelivery where why = 'PAUSED'") == 40);
            assertThat(broker.received()).noneMatch(event -> event.version() == 2);
            orders.execute(RESUME);
            ids.forEach(id -> broker.awaitId(id + ":2"));
            Eventually.is("the table is empty", () -> count("redelivery") == 0);
        }
    }

    @Test
    void whatIsSentOnceMoreWaitsAsWell() throws SQLException {
        try (var relay = TestRelay.toBroker(database, broker)) {
            var id = UUID.randomUUID();
            orders.place(id);
            orders.askForPayment(id);
            broker.awaitId(id + ":2");
            relay.awaitRest();
            orders.execute(PAUSE);
            orders.execute("select emit_again('" + id + "', 'TEST')");
            var other = orders.place();
            broker.awaitId(other + ":1");
            relay.awaitRest();
            assertThat(count("redelivery")).isEqualTo(1);
            orders.execute(RESUME);
            broker.await(4);
            Eventually.is("the table is empty", () -> count("redelivery") == 0);
        }
    }

    /** More than one page of them: one statement for all would take so long that the session seemed stuck. */
    @Test
    void thousandsThatWaitGoOnAfterwards() throws SQLException {
        orders.execute(PAUSE.replace(EventTypes.PAYMENT_REQUESTED, EventTypes.PLACED));
        orders.placeQuickly(MORE_THAN_A_PAGE);
        try (var relay = TestRelay.toBroker(database, broker)) {
            Eventually.is("all wait", () -> count("redelivery where why = 'PAUSED'") == MORE_THAN_A_PAGE);
            relay.awaitRest();
        }
        try (var relay = TestRelay.toBroker(database, broker)) {
            relay.awaitRest();
            orders.execute("update orders set payment_method = 'tok_1', changed_by = 'by:customer:u-1'");
            Eventually.is("the next ones wait as well", () -> count("redelivery") == 2 * MORE_THAN_A_PAGE);
            assertThat(broker.received()).isEmpty();
            orders.execute(RESUME);
            Eventually.is("the table is empty", () -> count("redelivery") == 0);
            relay.awaitRest();
        }
        assertThat(broker.received()).hasSize(2 * MORE_THAN_A_PAGE);
        assertThat(broker.firstDeliveries().values())
                .hasSize(MORE_THAN_A_PAGE)
                .allSatisfy(versions -> assertThat(versions).containsExactly(1, 2));
    }
}
