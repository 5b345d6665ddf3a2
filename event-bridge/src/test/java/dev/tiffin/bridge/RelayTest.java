package dev.tiffin.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.database.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RelayTest {

    private final TestDatabase database = TestDatabase.fresh();
    private final StubFunctions functions = StubFunctions.start(TestRelay.VERTX);
    private TestOrders orders;

    @BeforeEach
    void connect() throws SQLException {
        orders = new TestOrders(database);
    }

    @AfterEach
    void disconnect() throws SQLException {
        orders.close();
        functions.close();
        database.close();
    }

    @Test
    void deliversWhatWasWrittenBeforeItStarted() throws SQLException {
        orders.place(10);
        try (var relay = TestRelay.toBroker(database, functions)) {
            functions.await(10);
            relay.awaitRest();
        }
        assertThat(functions.ids()).containsExactlyElementsOf(orders.eventIds());
    }

    @Test
    void isWokenByTheBell() throws SQLException {
        try (var relay = TestRelay.toBroker(database, functions)) {
            relay.awaitRest();
            var id = orders.place();
            functions.awaitId(id + ":1");
            relay.awaitRest();
            orders.touch(id);
            functions.awaitId(id + ":2");
            assertThat(relay.count("notify.received")).isPositive();
            assertThat(relay.count("sweep.found.rows")).isZero();
        }
    }

    @Test
    void goesOnWhereItStopped() throws SQLException {
        var first = orders.place();
        try (var relay = TestRelay.toBroker(database, functions)) {
            functions.awaitId(first + ":1");
            relay.awaitRest();
        }
        var second = orders.place();
        try (var relay = TestRelay.toBroker(database, functions)) {
            functions.awaitId(second + ":1");
            relay.awaitRest();
        }
        assertThat(functions.received()).hasSize(2);
    }
}
