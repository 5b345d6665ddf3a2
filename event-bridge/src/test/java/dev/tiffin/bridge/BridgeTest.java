package dev.tiffin.bridge;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.contract.EventTypes;
import dev.tiffin.contract.Role;
import dev.tiffin.database.TestDatabase;
import dev.tiffin.issuer.DevelopmentIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The bridge as a process: configured from outside, delivering straight to functions, looked at over HTTP. */
@QuarkusTest
@QuarkusTestResource(value = BridgeTest.World.class, restrictToAnnotatedClass = true)
class BridgeTest {

    /** A database and functions. */
    public static final class World implements QuarkusTestResourceLifecycleManager {
        private static TestDatabase database;
        private static StubFunctions functions;

        @Override
        public Map<String, String> start() {
            database = TestDatabase.fresh();
            functions = StubFunctions.start(TestRelay.VERTX);
            try {
                var token = Files.createTempFile("token", null);
                Files.writeString(
                        token,
                        DevelopmentIssuer.temporary().token(Role.EVENT_BRIDGE, Role.EVENT_BRIDGE, Duration.ofHours(1)));
                return Map.of(
                        "quarkus.http.test-port", "0",
                        "quarkus.datasource.reactive.url", database.reactiveUrl(),
                        "quarkus.datasource.username", database.user(),
                        "quarkus.datasource.password", database.password(),
                        "tiffin.token-file", token.toString(),
                        "tiffin.direct.manifests", TestRelay.MANIFESTS.toString(),
                        "tiffin.direct.addresses",
                                List.of(
                                                "order-validation-fn",
                                                "payment-fn",
                                                "restaurant-approval-fn",
                                                "agent-assignment-fn")
                                        .stream()
                                        .map(name -> name + "=" + functions.address())
                                        .collect(Collectors.joining(",")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void stop() {
            functions.close();
            database.close();
        }
    }

    @Test
    void deliversAndTellsHowItIs() throws SQLException {
        try (var orders = new TestOrders(World.database)) {
            var order = orders.place();
            var event = World.functions.awaitId(order + ":1");
            assertThat(event.type()).isEqualTo(EventTypes.PLACED);
            assertThat(event.headers().get("Authorization")).startsWith("Bearer ey");
        }
        Eventually.is(
                "it counted",
                () -> get("/q/metrics")
                        .asString()
                        .contains("events_delivered_total{result=\"accepted\",type=\"dev.tiffin.order.placed\"} 1.0"));
        assertThat(get("/q/metrics").asString())
                .contains("commit_to_ack_seconds_bucket", "sweep_found_rows_total 0.0", "leases_owned 16.0")
                .contains("inflight{destination=\"payment-fn\"} 0.0", "loop_state_seconds_count{state=\"PARKED\"}");
        for (String check : List.of("live", "ready", "started")) {
            assertThat(get("/q/health/" + check).statusCode()).as(check).isEqualTo(200);
        }
    }
}
