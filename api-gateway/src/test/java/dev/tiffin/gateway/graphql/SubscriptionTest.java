package dev.tiffin.gateway.graphql;

import static dev.tiffin.gateway.testing.Api.ask;
import static dev.tiffin.gateway.testing.Api.function;
import static dev.tiffin.gateway.testing.Api.token;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tiffin.contract.Role;
import dev.tiffin.gateway.feed.Feed;
import dev.tiffin.gateway.testing.Api;
import dev.tiffin.gateway.testing.CityAndIssuer;
import dev.tiffin.gateway.testing.LiveSocket;
import dev.tiffin.gateway.testing.LiveSocket.Speaking;
import dev.tiffin.gateway.testing.Steps;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Live orders over WebSockets. */
@QuarkusTest
@QuarkusTestResource(CityAndIssuer.class)
class SubscriptionTest {

    private static final String ONE = "subscription O($id: ID!, $after: Int) "
            + "{ orderChanged(id: $id, afterVersion: $after) { id version status } }";
    private static final String ALL =
            "subscription A($filter: OrderFilterInput) { ordersChanged(filter: $filter) { id version status } }";

    @Inject
    Feed feed;

    @TestHTTPResource("/graphql")
    URI address;

    private final String name = "ada-" + UUID.randomUUID();
    private final String ada = token(name, Role.CUSTOMER);

    @ParameterizedTest
    @EnumSource(Speaking.class)
    void showsThePresentStateAndThenEveryVersion(Speaking speaking) {
        String id = Api.place(ada);
        try (var socket = LiveSocket.ready(speaking, live(), ada)) {
            socket.start("1", ONE, Map.of("id", id));
            assertThat(socket.data("orderChanged").path("status").asText()).isEqualTo("PLACED");

            validate(id);
            assertThat(socket.data("orderChanged").path("status").asText()).isEqualTo("PAYMENT_REQUESTED");
            cancel(id);
            assertThat(socket.data("orderChanged").path("version").asInt()).isEqualTo(3);

            socket.stop("1");
            socket.start("2", "{ order(id: \"" + id + "\") { version } }", Map.of());
            assertThat(socket.data("order").path("version").asInt()).isEqualTo(3);
            assertThat(socket.message().path("type").asText()).isEqualTo("complete");
        }
    }

    @ParameterizedTest
    @EnumSource(Speaking.class)
    void resumesAfterAVersion(Speaking speaking) {
        String id = Api.place(ada);
        validate(id);
        cancel(id);
        try (var socket = LiveSocket.ready(speaking, live(), ada)) {
            socket.start("all", ONE, Map.of("id", id, "after", 0));
            assertThat(versions(socket, 3)).containsExactly(1, 2, 3);
            socket.stop("all");

            socket.start("rest", ONE, Map.of("id", id, "after", 2));
            assertThat(versions(socket, 1)).containsExactly(3);
            socket.stop("rest");

            socket.start("new", ONE, Map.of("id", id, "after", 3));
            socket.start("sentinel", "{ orders { pageInfo { hasNextPage } } }", Map.of());
            socket.data("orders");
        }
    }

    @Test
    void theTokenMayComeWithTheUpgrade() {
        String id = Api.place(ada);
        try (var socket = LiveSocket.openedWith(Speaking.TRANSPORT, live(), ada)) {
            socket.send(Map.of("type", "connection_init"));
            assertThat(socket.message().path("type").asText()).isEqualTo("connection_ack");
            socket.start("1", ONE, Map.of("id", id));
            assertThat(socket.data("orderChanged").path("version").asInt()).isEqualTo(1);
        }
    }

    @Test
    void olderClientsDoNotWaitForTheAcknowledgement() {
        String id = Api.place(ada);
        try (var socket = LiveSocket.opened(Speaking.LEGACY, live())) {
            socket.init(ada);
            socket.start("1", ONE, Map.of("id", id));
            assertThat(socket.message().path("type").asText()).isEqualTo("connection_ack");
            assertThat(socket.data("orderChanged").path("version").asInt()).isEqualTo(1);
        }
    }

    @Test
    void aChangeBySqlIsSeen() {
        String id = Api.place(ada);
        try (var socket = LiveSocket.ready(Speaking.TRANSPORT, live(), ada)) {
            socket.start("1", ONE, Map.of("id", id));
            socket.data("orderChanged");

            Api.sql("update orders set reason_code = 'NOTE', reason = 'A note.' where id = '" + id + "'");
            Api.sql("notify order_feed");

            assertThat(socket.data("orderChanged").path("version").asInt()).isEqualTo(2);
        }
    }

    @Test
    void onlyOnesOwnOrdersAreShown() {
        String id = Api.place(ada);
        try (var other = LiveSocket.ready(Speaking.TRANSPORT, live(), Api.customer())) {
            other.start("1", ONE, Map.of("id", id));
            assertThat(other.failure()).isEqualTo("ORDER_NOT_FOUND");
            other.start("2", ALL, Map.of());
            String own = Api.place(ada);
            cancel(own);
            other.start("3", "subscription { statisticsChanged { total } }", Map.of());
            assertThat(other.failure()).isEqualTo("FORBIDDEN");
            assertThat(other.isQuiet()).isTrue();
        }
        try (var function = LiveSocket.ready(Speaking.TRANSPORT, live(), function(Role.PAYMENT_FN))) {
            function.start("1", ONE, Map.of("id", id));
            assertThat(function.failure()).isEqualTo("FORBIDDEN");
        }
    }

    @Test
    void allOnesOrdersAreShownNewestFirstAndThenEveryChange() {
        String first = Api.place(ada);
        String second = Api.place(ada);
        try (var socket = LiveSocket.ready(Speaking.TRANSPORT, live(), ada)) {
            socket.start("1", ALL, Map.of());
            assertThat(socket.data("ordersChanged").path("id").asText()).isEqualTo(second);
            assertThat(socket.data("ordersChanged").path("id").asText()).isEqualTo(first);

            String third = Api.place(ada);
            assertThat(socket.data("ordersChanged").path("id").asText()).isEqualTo(third);
            validate(first);
            JsonNode changed = socket.data("ordersChanged");
            assertThat(changed.path("id").asText()).isEqualTo(first);
            assertThat(changed.path("version").asInt()).isEqualTo(2);
        }
    }

    @Test
    void aFilterOnStatusAlsoShowsHowAnOrderLeaves() {
        String id = Api.place(ada);
        try (var socket = LiveSocket.ready(Speaking.TRANSPORT, live(), ada)) {
            socket.start("1", ALL, Map.of("filter", Map.of("statuses", List.of("PLACED"))));
            assertThat(socket.data("ordersChanged").path("status").asText()).isEqualTo("PLACED");

            validate(id);
            assertThat(socket.data("ordersChanged").path("status").asText()).isEqualTo("PAYMENT_REQUESTED");
            cancel(id);
            String next = Api.place(ada);
            assertThat(socket.data("ordersChanged").path("id").asText()).isEqualTo(next);
        }
    }

    @Test
    void theCountFollows() {
        String operator = token("olga", Role.OPERATOR);
        try (var socket = LiveSocket.ready(Speaking.TRANSPORT, live(), operator)) {
            socket.start("1", "subscription { statisticsChanged(everyMillis: 250) { total validated } }", Map.of());
            long before = socket.data("statisticsChanged").path("total").asLong();

            Api.place(ada);
            Api.sql("notify order_feed");

            assertThat(socket.data("statisticsChanged").path("total").asLong()).isEqualTo(before + 1);
        }
    }

    @Test
    void fieldsThatAreNotInTheRowAreAskedTogether() {
        String id = Api.place(ada);
        String withTimeline =
                "subscription O($id: ID!) { orderChanged(id: $id) { version timeline { version } deadline } }";
        try (var socket = LiveSocket.ready(Speaking.TRANSPORT, live(), ada)) {
            socket.start("1", withTimeline, Map.of("id", id));
            assertThat(socket.data("orderChanged").path("timeline")).hasSize(1);
            validate(id);
            assertThat(socket.data("orderChanged").path("timeline")).hasSize(2);
        }
    }

    @Test
    void whoDoesNotReadIsToldAndWhatWaitedForThemIsForgotten() {
        try (var deaf = LiveSocket.deaf(Speaking.TRANSPORT, live(), ada)) {
            deaf.init(ada);
            deaf.start("1", "subscription { ordersChanged { " + Api.LARGE + " } }", Map.of());
            int placed = Api.placeLargeUntil(ada, () -> feed.viewers() == 0);

            deaf.read();
            assertThat(deaf.message().path("type").asText()).isEqualTo("connection_ack");
            int shown = 0;
            var message = deaf.message();
            while (message.path("type").asText().equals("next")) {
                shown++;
                message = deaf.message();
            }
            assertThat(message.path("payload").findValue("code").asText()).isEqualTo("TOO_SLOW");
            assertThat(shown).isLessThanOrEqualTo(placed - Api.MOST_WAITING);
        }
    }

    private static List<Integer> versions(LiveSocket socket, int count) {
        return java.util.stream.IntStream.range(0, count)
                .mapToObj(at -> socket.data("orderChanged").path("version").asInt())
                .toList();
    }

    private static void validate(String id) {
        Steps.valid(id);
    }

    private void cancel(String id) {
        ask(ada, "mutation { cancelOrder(id: \"" + id + "\") { status } }");
    }

    private URI live() {
        return URI.create(address.toString().replaceFirst("^http", "ws"));
    }
}
