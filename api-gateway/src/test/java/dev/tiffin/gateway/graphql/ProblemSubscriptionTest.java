package dev.tiffin.gateway.graphql;

import static dev.tiffin.gateway.testing.Api.ask;
import static dev.tiffin.gateway.testing.Api.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.contract.Role;
import dev.tiffin.gateway.testing.Api;
import dev.tiffin.gateway.testing.CityAndIssuer;
import dev.tiffin.gateway.testing.LiveSocket;
import dev.tiffin.gateway.testing.LiveSocket.Speaking;
import dev.tiffin.gateway.testing.Steps;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What went wrong, live: customers hear of refusals and refunds of their own, operators of what needs them. */
@QuarkusTest
@QuarkusTestResource(CityAndIssuer.class)
class ProblemSubscriptionTest {

    private static final String WATCH =
            "subscription { orderProblems { kind since order { id status reason { code } } } }";
    private static final long LUNCH = 2 * 790;

    @TestHTTPResource("/graphql")
    URI address;

    private final String ada = token("ada-" + UUID.randomUUID(), Role.CUSTOMER);

    @Test
    void aCustomerHearsOfWhatIsThereAndThenOfEveryRefusalAndRefund() {
        String rejected = rejected(ada);
        String arriving = paid(ada);
        rejected(Api.customer());
        try (var socket = LiveSocket.ready(Speaking.TRANSPORT, live(), ada)) {
            socket.start("1", WATCH, Map.of());
            assertThat(next(socket)).containsExactly("REJECTED", rejected, "RESTAURANT_CLOSED");

            rejected(Api.customer());
            ask(ada, "mutation { cancelOrder(id: \"" + arriving + "\") { status } }");
            assertThat(next(socket)).startsWith("REFUND_REQUESTED", arriving);
            Steps.refunded(arriving, LUNCH);
            assertThat(next(socket)).startsWith("REFUNDED", arriving);

            String another = rejected(ada);
            assertThat(next(socket)).startsWith("REJECTED", another);
            assertThat(socket.isQuiet()).isTrue();
        }
    }

    @Test
    void aNoteOnARefusalIsNoNewRefusal() {
        String rejected = rejected(ada);
        try (var socket = LiveSocket.ready(Speaking.TRANSPORT, live(), ada);
                var beside = LiveSocket.ready(Speaking.TRANSPORT, live(), ada)) {
            socket.start("1", WATCH, Map.of());
            assertThat(next(socket)).startsWith("REJECTED", rejected);
            beside.start("1", "subscription { ordersChanged { version } }", Map.of());
            beside.data("ordersChanged");

            Api.sql("update orders set reason = 'Sorry.' where id = '" + rejected + "'");
            Api.sql("notify order_feed");
            assertThat(beside.data("ordersChanged").path("version").asInt()).isEqualTo(3);
            String another = rejected(ada);
            assertThat(next(socket)).startsWith("REJECTED", another);
        }
    }

    @Test
    void anOperatorHearsOfAChargeThatNobodyKnowsOfAndNotOfRefusals() {
        rejected(ada);
        String undecided = Api.place(ada);
        Steps.valid(undecided);
        Steps.undecided(undecided, LUNCH);
        try (var socket = LiveSocket.ready(Speaking.TRANSPORT, live(), token("olga", Role.OPERATOR))) {
            socket.start("1", WATCH, Map.of());
            List<String> problem;
            do {
                problem = next(socket);
                assertThat(problem.getFirst()).isNotIn("REJECTED", "REFUND_REQUESTED", "REFUNDED");
            } while (!problem.get(1).equals(undecided));
            assertThat(problem.getFirst()).isEqualTo("UNDECIDED");
        }
    }

    @Test
    void nobodyElseIsTold() {
        for (var role : List.of(Role.RESTAURANT, Role.AGENT, Role.PAYMENT_FN)) {
            try (var socket = LiveSocket.ready(Speaking.TRANSPORT, live(), token(role, role))) {
                socket.start("1", WATCH, Map.of());
                assertThat(socket.failure()).as(role).isEqualTo("FORBIDDEN");
            }
        }
    }

    private static String rejected(String customer) {
        String id = Api.place(customer);
        Steps.invalid(id);
        return id;
    }

    private static String paid(String customer) {
        String id = Api.place(customer);
        Steps.valid(id);
        Steps.charged(id, LUNCH);
        return id;
    }

    private static List<String> next(LiveSocket socket) {
        var problem = socket.data("orderProblems");
        assertThat(problem.path("since").asText()).isNotEmpty();
        return List.of(
                problem.path("kind").asText(),
                problem.at("/order/id").asText(),
                problem.at("/order/reason/code").asText());
    }

    private URI live() {
        return URI.create(address.toString().replaceFirst("^http", "ws"));
    }
}
