package dev.tiffin.gateway.graphql;

import static dev.tiffin.gateway.testing.Api.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.contract.Role;
import dev.tiffin.gateway.feed.Feed;
import dev.tiffin.gateway.testing.Api;
import dev.tiffin.gateway.testing.CityAndIssuer;
import dev.tiffin.gateway.testing.LiveSocket;
import dev.tiffin.gateway.testing.LiveSocket.Speaking;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a WebSocket may do, and for how long. */
@QuarkusTest
@QuarkusTestResource(value = CityAndIssuer.class, restrictToAnnotatedClass = true)
@TestProfile(SocketTest.ShortLimits.class)
class SocketTest {

    /** Limits that a test can wait for. */
    public static final class ShortLimits implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "tiffin.graphql.init-timeout", "PT3S",
                    "tiffin.graphql.ping-every", "PT2S",
                    "tiffin.graphql.stalled-limit", "PT1S",
                    "tiffin.graphql.max-operations-per-socket", "3",
                    "tiffin.graphql.max-sockets", "8");
        }
    }

    private static final String ALL = "subscription { ordersChanged { id version lines { name } } }";

    @Inject
    Feed feed;

    @TestHTTPResource("/graphql")
    URI address;

    private final String ada = Api.customer();

    @ParameterizedTest
    @EnumSource(Speaking.class)
    void mustBeInitialisedSoon(Speaking speaking) {
        try (var socket = LiveSocket.opened(speaking, live())) {
            assertThat(socket.closeCode()).isEqualTo(4408);
        }
    }

    @Test
    void needsAToken() {
        try (var socket = LiveSocket.opened(Speaking.TRANSPORT, live())) {
            socket.send(Map.of("type", "connection_init"));
            assertThat(socket.closeCode()).isEqualTo(4401);
        }
        try (var socket = LiveSocket.opened(Speaking.TRANSPORT, live())) {
            socket.init("nonsense");
            assertThat(socket.closeCode()).isEqualTo(4403);
        }
        try (var socket = LiveSocket.opened(Speaking.TRANSPORT, live())) {
            socket.start("1", ALL, Map.of());
            assertThat(socket.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void endsWithItsToken() {
        String brief = token("ada", Role.CUSTOMER, Duration.ofSeconds(2));
        try (var socket = LiveSocket.ready(Speaking.TRANSPORT, live(), brief)) {
            socket.start("1", ALL, Map.of());
            assertThat(socket.closeCode()).isEqualTo(1008);
        }
    }

    @Test
    void keepsToTheProtocol() {
        try (var socket = LiveSocket.ready(Speaking.TRANSPORT, live(), ada)) {
            socket.send(Map.of("type", "ping"));
            assertThat(socket.message().path("type").asText()).isEqualTo("pong");
            socket.init(ada);
            assertThat(socket.closeCode()).isEqualTo(4429);
        }
        try (var socket = LiveSocket.ready(Speaking.TRANSPORT, live(), ada)) {
            socket.sendText("{");
            assertThat(socket.closeCode()).isEqualTo(4400);
        }
        try (var socket = LiveSocket.ready(Speaking.TRANSPORT, live(), ada)) {
            socket.send(Map.of("type", "whatever"));
            assertThat(socket.closeCode()).isEqualTo(4400);
        }
        try (var socket = LiveSocket.ready(Speaking.TRANSPORT, live(), ada)) {
            socket.start("1", ALL, Map.of());
            socket.start("1", ALL, Map.of());
            assertThat(socket.closeCode()).isEqualTo(4409);
        }
    }

    @Test
    void carriesSoManyOperationsAndNoMore() {
        try (var socket = LiveSocket.ready(Speaking.TRANSPORT, live(), ada)) {
            for (int at = 0; at < 4; at++) {
                socket.start("operation-" + at, ALL, Map.of());
            }
            assertThat(socket.closeCode()).isEqualTo(4429);
        }
    }

    @Test
    void tellsWhatIsWrongWithAnOperation() {
        try (var socket = LiveSocket.ready(Speaking.TRANSPORT, live(), ada)) {
            socket.send(Map.of("type", "subscribe", "id", "1", "payload", Map.of("query", 1)));
            assertThat(socket.failure()).isEqualTo("INVALID_INPUT");
            socket.start("2", "subscription { nothing }", Map.of());
            assertThat(socket.failure()).isEqualTo("INVALID_INPUT");
            socket.start("3", "subscription { orderChanged(id: \"17\") { id } }", Map.of());
            assertThat(socket.failure()).isEqualTo("INVALID_INPUT");
        }
    }

    @Test
    void whoDoesNotReadIsLetGoAndHarmsNobody() {
        String large = "subscription { ordersChanged { " + Api.LARGE + " } }";
        try (var reading = LiveSocket.ready(Speaking.TRANSPORT, live(), ada);
                var deaf = LiveSocket.deaf(Speaking.TRANSPORT, live(), ada)) {
            reading.start("1", "subscription { ordersChanged { id } }", Map.of());
            deaf.init(ada);
            deaf.start("1", large, Map.of());
            int placed = Api.placeLargeUntil(ada, () -> feed.viewers() <= 1);

            for (int at = 0; at < placed; at++) {
                reading.data("ordersChanged");
            }
            assertThat(feed.viewers())
                    .as("viewers left after %s orders", placed)
                    .isEqualTo(1);
        }
    }

    private URI live() {
        return URI.create(address.toString().replaceFirst("^http", "ws"));
    }
}
