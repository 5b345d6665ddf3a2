package dev.tiffin.bridge;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.contract.EventTypes;
import dev.tiffin.contract.Role;
import dev.tiffin.database.TestDatabase;
import dev.tiffin.issuer.DevelopmentIssuer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The bridge as a process: configured from outside, delivering straight to functions, looked at over HTTP. */
@QuarkusTest
@WithTestResource(BridgeTest.World.class)
class BridgeTest {

    private static final Pattern ACCEPTED =
            Pattern.compile("events_delivered_total\\{result=\"accepted\",type=\"dev.tiffin.order.placed\"} [1-9]");

    /** A database and functions. */
    public static final class World implements QuarkusTestResourceLifecycleManager {
        static TestDatabase database;
        static StubFunctions functions;
        private static DevelopmentIssuer issuer;

        static String token(String role) {
            return issuer.token("op-1", role, Duration.ofHours(1));
        }

        @Override
        public Map<String, String> start() {
            database = TestDatabase.fresh();
            functions = StubFunctions.start(TestRelay.VERTX);
            issuer = DevelopmentIssuer.temporary();
            try {
                var token = Files.createTempFile("token", null);
                Files.writeString(token, issuer.token(Role.EVENT_BRIDGE, Role.EVENT_BRIDGE, Duration.ofHours(1)));
                return Map.ofEntries(
                        Map.entry("quarkus.http.test-port", "0"),
                        Map.entry("mp.jwt.verify.publickey", issuer.publicKey()),
                        Map.entry("mp.jwt.verify.issuer", DevelopmentIssuer.ISSUER),
                        Map.entry("tiffin.upkeep.every", "300ms"),
                        Map.entry("tiffin.upkeep.watch-after", "2s"),
                        Map.entry("quarkus.datasource.reactive.url", database.reactiveUrl()),
                        Map.entry("quarkus.datasource.username", database.user()),
                        Map.entry("quarkus.datasource.password", database.password()),
                        Map.entry("tiffin.token-file", token.toString()),
                        Map.entry("tiffin.direct.manifests", TestRelay.MANIFESTS.toString()),
                        Map.entry(
                                "tiffin.direct.addresses",
                                Stream.of(
                                                "order-validation-fn",
                                                "payment-fn",
                                                "restaurant-approval-fn",
                                                "agent-assignment-fn")
                                        .map(name -> name + "=" + functions.address())
                                        .collect(Collectors.joining(","))));
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
        // Once or more: nothing comes of the event here, so the watchdog has it sent again.
        Eventually.is(
                "it counted",
                () -> ACCEPTED.matcher(get("/q/metrics").asString()).find());
        assertThat(get("/q/metrics").asString())
                .contains("commit_to_ack_seconds_bucket", "sweep_found_rows_total 0.0", "leases_owned 16.0")
                .contains("inflight{destination=\"payment-fn\"} 0.0", "loop_state_seconds_count{state=\"PARKED\"}");
        for (String check : List.of("live", "ready", "started")) {
            assertThat(get("/q/health/" + check).statusCode()).as(check).isEqualTo(200);
        }
    }

    @Test
    void aClockThatWasSetBackHoldsNothingUp() throws SQLException {
        try (var orders = new TestOrders(World.database)) {
            var order = orders.place();
            orders.askForPayment(order);
            orders.pay(order);
            orders.change(order, "status = 'AWAITING_RESTAURANT'");
            World.functions.awaitId(order + ":3");
            long before = World.functions.received().stream()
                    .filter(event -> event.id().equals(order + ":1"))
                    .count();
            orders.execute("insert into redelivery (order_id, version, next_at, why)" + " values ('" + order
                    + "', 1, now() + interval '3 hours', 'TEST')");
            // As if it had been written while the clock was ahead.
            orders.execute(
                    "update redelivery set set_at = set_at + interval '3 hours' where order_id = '" + order + "'");
            World.functions.await(
                    "it comes again",
                    events -> events.stream()
                                    .filter(event -> event.id().equals(order + ":1"))
                                    .count()
                            > before);
        }
    }
}
