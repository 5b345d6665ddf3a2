package dev.tiffin.bridge.returned;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.bridge.BridgeConfig;
import dev.tiffin.bridge.log.SideConnections;
import dev.tiffin.database.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.PGConnection;

/** What a Broker gives back is kept, once, and is sent again or is a dead letter. */
class ReturnedEventsTest {

    private static final int PATIENCE_MILLIS = 10_000;

    private final Vertx vertx = Vertx.vertx();
    private final TestDatabase database = TestDatabase.fresh();
    private final UUID order = UUID.randomUUID();
    private SideConnections connections;
    private ReturnedEvents returned;

    @BeforeEach
    void open() {
        database.execute("""
                insert into orders (id, customer_id, restaurant_id, restaurant, address, latitude, longitude, lines,
                    total, currency)
                values ('%s', 'u-1', 'spice-garden', '{"id": "spice-garden"}', 'Torstrasse 1, 10119 Berlin', 52.5,
                    13.4, '[{"itemId": "spice-garden-1"}]', 790, 'EUR')""".formatted(order));
        connections = new SideConnections(
                vertx,
                PgConnectOptions.fromUri(database.reactiveUrl())
                        .setUser(database.user())
                        .setPassword(database.password()));
        returned = returned(Map.of("tiffin.sink", "http://broker"));
    }

    @AfterEach
    void close() {
        connections.close().toCompletionStage().toCompletableFuture().join();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        database.close();
    }

    private ReturnedEvents returned(Map<String, String> values) {
        var all = new HashMap<>(Map.of(
                "quarkus.datasource.reactive.url", "postgresql://db:5432/tiffin",
                "quarkus.datasource.username", "bridge",
                "quarkus.datasource.password", "secret"));
        all.putAll(values);
        var config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withMapping(BridgeConfig.class)
                .withDefaultValues(all)
                .build()
                .getConfigMapping(BridgeConfig.class);
        return new ReturnedEvents(new ReturnedTable(connections), config, new SimpleMeterRegistry());
    }

    private int take(String id, String code, String answer) {
        var data = answer == null ? null : Base64.getEncoder().encodeToString(answer.getBytes(StandardCharsets.UTF_8));
        return returned.take(id, "http://payment-fn.tiffin.svc.cluster.local/", code, data)
                .getStatus();
    }

    private String text(String sql) throws SQLException {
        try (var connection = database.connect();
                var rows = connection.createStatement().executeQuery(sql)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        }
    }

    @Test
    void isSentAgainAndKeptOnceHoweverOftenItComes() throws SQLException {
        for (int i = 0; i < 3; i++) {
            assertThat(take(order + ":1", "503", "down, Torstrasse 1, 10119 Berlin"))
                    .isEqualTo(202);
        }
        assertThat(text("select count(*) || ' ' || max(destination) || ' ' || max(status) || ' ' || max(answer)"
                        + " from delivery_attempt"))
                .isEqualTo("1 broker/payment-fn.tiffin.svc.cluster.local 503 down, ***");
        assertThat(text("select why || ' ' || version || ' ' || attempts || ' ' || (event_type is null)"
                        + " || ' ' || (next_at > now() + interval '10 s') from redelivery"))
                .isEqualTo("RETURNED 1 1 true true");
    }

    @Test
    void wakesTheBridgeThatWillSendItAgain() throws SQLException {
        try (var bridge = database.connect()) {
            bridge.createStatement().execute("listen order_log_ctl");
            take(order + ":1", "503", "down");
            assertThat(bridge.unwrap(PGConnection.class).getNotifications(PATIENCE_MILLIS))
                    .isNotEmpty();
        }
    }

    @Test
    void isADeadLetterAfterFiveRounds() throws SQLException {
        for (int round = 1; round <= 5; round++) {
            take(order + ":1", null, null);
            assertThat(text("select attempts from redelivery")).isEqualTo(Integer.toString(round));
            database.execute("delete from redelivery");
        }
        assertThat(take(order + ":1", null, null)).isEqualTo(202);
        assertThat(text("select count(*) from redelivery")).isEqualTo("0");
        assertThat(text("select state || ' ' || attempts || ' ' || event_type from dead_letter"))
                .isEqualTo("OPEN 6 dev.tiffin.order.placed");
    }

    @ParameterizedTest
    @CsvSource({"422, 1", "400, 1", "413, 1", "404, 0", "401, 0", "409, 0", "500, 0", "301, 0", "-1, 0", "what, 0"})
    void isADeadLetterAtOnceIfAnotherTryMakesNoSense(String code, String dead) throws SQLException {
        assertThat(take(order + ":1", code, "no")).isEqualTo(202);
        assertThat(text("select count(*) from dead_letter")).isEqualTo(dead);
        assertThat(text("select 1 - count(*) from redelivery")).isEqualTo(dead);
    }

    @Test
    void isForgottenWhenItsOrderHasMovedOn() throws SQLException {
        database.execute("update orders set status = 'VALIDATED', validated_at = now()");
        assertThat(take(order + ":1", "422", "no")).isEqualTo(202);
        assertThat(text("select count(*) from dead_letter")).isEqualTo("0");
    }

    @Test
    void isRefusedIfItIsNotOurs() {
        assertThat(take(UUID.randomUUID() + ":1", "500", "x")).isEqualTo(400);
        assertThat(take(order + ":2", "500", "x")).isEqualTo(400);
        assertThat(take(order + ":0", "500", "x")).isEqualTo(400);
        assertThat(take("x", "500", "x")).isEqualTo(400);
        assertThat(take(null, null, null)).isEqualTo(400);
        returned = returned(Map.of());
        assertThat(take(order + ":1", "500", "x")).as("without a Broker").isEqualTo(404);
    }
}
