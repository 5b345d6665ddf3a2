package dev.tiffin.gateway.graphql;

import static dev.tiffin.gateway.testing.Api.ask;
import static dev.tiffin.gateway.testing.Api.code;
import static dev.tiffin.gateway.testing.Api.function;
import static dev.tiffin.gateway.testing.Api.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.contract.Role;
import dev.tiffin.gateway.testing.Answer;
import dev.tiffin.gateway.testing.Api;
import dev.tiffin.gateway.testing.CityAndIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with a request is said with a code and the field's name, and nothing is half-written. */
@QuarkusTest
@QuarkusTestResource(CityAndIssuer.class)
class BadInputTest {

    private static final String PLACE = "mutation P($order: NewOrderInput!) { placeOrder(order: $order) { id } }";

    private final String customer = Api.customer();

    static Stream<Arguments> bad() {
        String long1M = "x".repeat(1_000_000);
        return Stream.of(
                bad("unknown restaurant", "restaurantId", "nowhere", "UNKNOWN_RESTAURANT", "nowhere"),
                bad("blank restaurant", "restaurantId", " ", "INVALID_INPUT", "order.restaurantId"),
                bad("unknown dish", "lines", lines("nothing", 1), "UNKNOWN_ITEM", "nothing"),
                bad("no lines", "lines", List.of(), "INVALID_INPUT", "order.lines"),
                bad("101 lines", "lines", Collections.nCopies(101, line("x", 1)), "INVALID_INPUT", "order.lines"),
                bad("quantity 0", "lines", lines("x", 0), "INVALID_INPUT", "order.lines[0].quantity"),
                bad("quantity -1", "lines", lines("x", -1), "INVALID_INPUT", "order.lines[0].quantity"),
                bad("quantity 1,000", "lines", lines("x", 1_000), "INVALID_INPUT", "order.lines[0].quantity"),
                bad("quantity beyond Int", "lines", lines("x", 3_000_000_000L), "INVALID_INPUT", "quantity"),
                bad("latitude -91", "address", address("x", -91, 0), "INVALID_INPUT", "order.address.latitude"),
                bad("longitude 1e300", "address", address("x", 0, 1e300), "INVALID_INPUT", "order.address.longitude"),
                bad("no address text", "address", address("", 0, 0), "INVALID_INPUT", "order.address.text"),
                bad("NUL", "address", address("a\0b", 0, 0), "INVALID_INPUT", "order.address.text"),
                bad("1 MB of text", "address", address(long1M, 0, 0), "INVALID_INPUT", "order.address.text"),
                bad("1 MB of token", "paymentMethod", long1M, "INVALID_INPUT", "order.paymentMethod"),
                bad("no UUID", "id", "1-1-1-1-1", "INVALID_INPUT", "order.id"),
                bad(
                        "text where a number is due",
                        "lines",
                        List.of(Map.of("itemId", "x", "quantity", "two")),
                        "INVALID_INPUT",
                        "quantity"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void isNamed(String what, String field, Object value, String code, String named) {
        var order = new HashMap<>(Api.newOrder());
        order.put(field, value);

        var answer = ask(customer, PLACE, Map.of("order", order));

        assertThat(code(answer)).isEqualTo(code);
        assertThat(answer.getString("errors[0].message")).contains(named).hasSizeLessThan(1_000);
        assertThat(orders()).isEmpty();
    }

    @Test
    void halfACharacterIsNamed() {
        String body = "{\"query\":\"" + PLACE + "\",\"variables\":{\"order\":{\"restaurantId\":\"spice-garden\","
                + "\"address\":{\"text\":\"a\\ud800b\",\"latitude\":52.5,\"longitude\":13.4},"
                + "\"lines\":[{\"itemId\":\"spice-garden-1\",\"quantity\":1}]}}}";

        Answer answer = Api.answer(customer, body);

        assertThat(code(answer)).isEqualTo("INVALID_INPUT");
        assertThat(answer.getString("errors[0].message")).contains("order.address.text");
        assertThat(orders()).isEmpty();
    }

    @Test
    void anIdBelongsToOneContentAndOneCustomer() {
        var order = new HashMap<>(Api.newOrder());
        order.put("id", UUID.randomUUID().toString());
        var different = new HashMap<>(order);
        different.put("lines", lines("spice-garden-2", 1));

        assertThat(code(ask(customer, PLACE, Map.of("order", order)))).isNull();
        assertThat(code(ask(customer, PLACE, Map.of("order", order)))).isNull();
        assertThat(code(ask(customer, PLACE, Map.of("order", different)))).isEqualTo("ORDER_ID_TAKEN");
        assertThat(code(ask(Api.customer(), PLACE, Map.of("order", order)))).isEqualTo("ORDER_ID_TAKEN");
        assertThat(orders()).hasSize(1);
    }

    @Test
    void onlyAnOrderThatWaitsForItIsPaid() {
        String id = Api.place(customer);
        record(
                "recordValidations",
                Role.ORDER_VALIDATION_FN,
                "{orderId: \"" + id + "\", statusVersion: 1, "
                        + "violations: [{code: \"CLOSED\", message: \"The restaurant is closed.\"}]}");

        assertThat(code(ask(customer, "mutation { payOrder(id: \"" + id + "\", paymentMethod: \"tok_2\") { id } }")))
                .isEqualTo("NOT_ALLOWED_NOW");
        assertThat(code(ask(customer, "mutation { payOrder(id: \"17\", paymentMethod: \"tok_2\") { id } }")))
                .isEqualTo("INVALID_INPUT");
        assertThat(code(ask(
                        customer,
                        "mutation { payOrder(id: \"" + UUID.randomUUID() + "\", paymentMethod: \"tok_2\") { id } }")))
                .isEqualTo("ORDER_NOT_FOUND");
    }

    @Test
    void aResultForAnUnknownOrderIsToldSo() {
        var answer = record(
                "recordValidations",
                Role.ORDER_VALIDATION_FN,
                "{orderId: \"" + UUID.randomUUID() + "\", statusVersion: 1, violations: []}");

        assertThat(answer.getString("data.recordValidations[0].outcome")).isEqualTo("UNKNOWN_ORDER");
        assertThat(answer.getInt("data.recordValidations[0].version")).isZero();
    }

    @Test
    void aChargeOfAnotherAmountIsNotTaken() {
        String id = Api.place(customer);
        record(
                "recordValidations",
                Role.ORDER_VALIDATION_FN,
                "{orderId: \"" + id + "\", statusVersion: 1, violations: []}");

        var answer = record(
                "recordPayments",
                Role.PAYMENT_FN,
                "{orderId: \"" + id + "\", statusVersion: 2, "
                        + "paymentAttempt: 1, outcome: CHARGED, "
                        + "paymentReference: \"r\", amount: 1, currency: \"EUR\"}");

        assertThat(code(answer)).isEqualTo("INVALID_INPUT");
        assertThat(ask(customer, "{ order(id: \"" + id + "\") { isPaid version } }")
                        .<Object>get("data.order"))
                .isEqualTo(Map.of("isPaid", false, "version", 2));
    }

    @Test
    void listsHaveAnEnd() {
        String result = "{orderId: \"" + UUID.randomUUID() + "\", statusVersion: 1, violations: []}";
        var hundredAndOne = "mutation { recordValidations(results: ["
                + String.join(", ", Collections.nCopies(101, result)) + "]) { outcome } }";
        var thousandAndOne = Map.<String, Object>of("orders", Collections.nCopies(1_001, Api.newOrder()));

        assertThat(code(ask(function(Role.ORDER_VALIDATION_FN), hundredAndOne))).isEqualTo("TOO_MANY");
        assertThat(code(ask(
                        customer,
                        "mutation P($orders: [NewOrderInput!]!) { placeOrders(orders: $orders) { id } }",
                        thousandAndOne)))
                .isEqualTo("TOO_MANY");
        assertThat(code(ask(customer, "{ orders(first: 101) { edges { cursor } } }")))
                .isEqualTo("INVALID_INPUT");
        assertThat(code(ask(customer, "{ orders(first: null) { edges { cursor } } }")))
                .isEqualTo("INVALID_INPUT");
        assertThat(code(ask(customer, "{ orders(after: \"nonsense\") { edges { cursor } } }")))
                .isEqualTo("INVALID_INPUT");
        assertThat(code(ask(
                        token("olga", Role.OPERATOR),
                        "{ orders(filter: {placedAfter: \"yesterday\"}) " + "{ edges { cursor } } }")))
                .isEqualTo("INVALID_INPUT");
        assertThat(orders()).isEmpty();
    }

    private List<String> orders() {
        return ask(customer, "{ orders { edges { node { id } } } }").getList("data.orders.edges.node.id");
    }

    private static Answer record(String operation, String role, String result) {
        return ask(function(role), "mutation { " + operation + "(results: [" + result + "]) { outcome version } }");
    }

    private static Arguments bad(String what, String field, Object value, String code, String named) {
        return Arguments.of(what, field, value, code, named);
    }

    private static Map<String, Object> address(String text, double latitude, double longitude) {
        return Map.of("text", text, "latitude", latitude, "longitude", longitude);
    }

    private static List<Map<String, Object>> lines(String item, long quantity) {
        return List.of(line(item, quantity));
    }

    private static Map<String, Object> line(String item, long quantity) {
        return Map.of("itemId", item, "quantity", quantity);
    }
}
