package dev.tiffin.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.database.TestDatabase;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Half a million events that waited are delivered by a bridge with 256 MB of heap, each order's in order. */
@Tag("chaos")
class BacklogTest {

    private static final int EVENTS = 500_000;
    private static final int VERSIONS = 5;

    @Test
    void halfAMillionEventsInAQuarterOfAGigabyte() throws SQLException {
        try (var database = TestDatabase.onItsOwnServer();
                var orders = new TestOrders(database);
                var functions = new StepServer(
                        TestRelay.VERTX, (order, version, type) -> CompletableFuture.completedFuture(true))) {
            for (int i = 0; i < EVENTS / VERSIONS; i += 5_000) {
                orders.placeQuickly(5_000);
            }
            for (String change : new String[] {
                "status = 'PAYMENT_REQUESTED', validated_at = now(), payment_method = 'tok_visa', payment_attempt = 1",
                "status = 'PAID', paid_at = now(), payment_reference = 'charge'",
                "status = 'APPROVED', approved_at = now()",
                "status = 'REFUND_REQUESTED', reason_code = 'X', reason = 'No.'"
            }) {
                orders.execute("update orders set " + change);
            }
            assertThat(orders.number("select count(*) from order_log")).isEqualTo(EVENTS);
            long start = System.nanoTime();
            var server = TestRelay.server(database);
            var at = URI.create("postgresql://" + server.getHost() + ":" + server.getPort());
            try (var bridge = new BridgeProcess("backlog", database, at, functions.address())) {
                Eventually.is("all are delivered", Duration.ofMinutes(10), () -> {
                    assertThat(bridge.isAlive()).as("it has memory enough").isTrue();
                    return functions.deliveries() >= EVENTS;
                });
                ChaosReport.tell("backlog: %,d events in 256 MB of heap, %,.0f a second with the JVM's start"
                        .formatted(EVENTS, EVENTS * 1e9 / (System.nanoTime() - start)));
                bridge.end();
            }
            assertThat(functions.deliveries()).as("each once").isEqualTo(EVENTS);
            assertThat(functions.inversions()).isZero();
        }
    }
}
