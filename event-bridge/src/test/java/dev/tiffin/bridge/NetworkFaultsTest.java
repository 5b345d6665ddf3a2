package dev.tiffin.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.bridge.Proxy.Fault;
import dev.tiffin.database.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Every fault of a network, on either side of the bridge, with orders under way: none is lost, none overtakes. */
class NetworkFaultsTest {

    private static final int ORDERS = 200;

    private final TestDatabase database = TestDatabase.fresh();
    private final Steps steps = new Steps(database);
    private final StepServer functions = new StepServer(TestRelay.VERTX, steps::take);
    private TestOrders orders;

    @BeforeEach
    void connect() throws SQLException {
        orders = new TestOrders(database);
    }

    @AfterEach
    void disconnect() throws SQLException {
        orders.close();
        functions.close();
        steps.close();
        database.close();
    }

    private void assertAllCameHome() throws SQLException {
        Eventually.is("all have come to their end", () -> steps.finished() == 2 * ORDERS);
        assertThat(functions.inversions()).isZero();
        assertThat(steps.chargedTwice()).isZero();
        assertThat(orders.number("select count(*) from dead_letter")).isZero();
    }

    private void underLoad(Proxy proxy, Runnable fault) throws SQLException {
        orders.placeQuickly(ORDERS);
        Eventually.is("some are under way", () -> steps.finished() > 10);
        fault.run();
        orders.placeQuickly(ORDERS);
        Eventually.is("the fault was felt", () -> proxy.swallowed() > 0);
        proxy.heal();
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, mode = Mode.EXCLUDE, names = "NONE")
    void betweenBridgeAndFunctions(Fault fault) throws SQLException {
        try (var proxy = new Proxy(TestRelay.VERTX, functions.address());
                var relay =
                        TestRelay.start(database, TestRelay.direct(Map.of(), proxy.address()), TestRelay.settings())) {
            underLoad(proxy, () -> proxy.suffer(fault));
            assertAllCameHome();
            relay.awaitRest();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, mode = Mode.EXCLUDE, names = "NONE")
    void betweenBridgeAndDatabase(Fault fault) throws SQLException {
        var server = TestRelay.server(database);
        try (var proxy = new Proxy(TestRelay.VERTX, server.getHost(), server.getPort())) {
            server.setHost("127.0.0.1").setPort(proxy.port());
            try (var relay = TestRelay.start(
                    server,
                    TestRelay.direct(Map.of(), functions.address()),
                    TestRelay.settings(Duration.ofMillis(500)))) {
                underLoad(proxy, () -> proxy.suffer(fault));
                assertAllCameHome();
                relay.awaitRest();
            }
        }
    }

    @Test
    void cutsAndLatency() throws SQLException {
        try (var proxy = new Proxy(TestRelay.VERTX, functions.address());
                var relay =
                        TestRelay.start(database, TestRelay.direct(Map.of(), proxy.address()), TestRelay.settings())) {
            orders.placeQuickly(ORDERS);
            Eventually.is("some are under way", () -> steps.finished() > 10);
            proxy.delay(Duration.ofMillis(50));
            assertThat(proxy.cut()).isPositive();
            orders.placeQuickly(ORDERS);
            assertAllCameHome();
            relay.awaitRest();
        }
    }
}
