package dev.tiffin.gateway.graphql;

import static dev.tiffin.gateway.testing.Api.ask;
import static dev.tiffin.gateway.testing.Api.function;
import static dev.tiffin.gateway.testing.Api.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.contract.OrderStatus;
import dev.tiffin.contract.Role;
import dev.tiffin.gateway.testing.Answer;
import dev.tiffin.gateway.testing.Api;
import dev.tiffin.gateway.testing.CityAndIssuer;
import dev.tiffin.gateway.testing.Steps;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An order's way through the API: what people do themselves, and what the functions would write back. */
@QuarkusTest
@QuarkusTestResource(CityAndIssuer.class)
class JourneyTest {

    private static final String ORDER_OF =
            "query Order($id: ID!) { order(id: $id) { " + Api.ORDER + " timeline { version status at by } deadline } }";

    private final String name = "ada-" + UUID.randomUUID();
    private final String ada = token(name, Role.CUSTOMER);

    @Test
    void fromPlacementToTheDoor() {
        String id = Api.place(ada);
        String agent = freeAgent();
        String courier = token(agent, Role.AGENT);

        Steps.valid(id);
        Steps.charged(id, order(id).getLong("total.amount"));
        Steps.approved(id);
        Steps.assigned(id, agent);
        assertThat(ask(courier, "{ waitingForMe { id } }").getList("data.waitingForMe.id"))
                .contains(id);
        ask(courier, "mutation M($id: ID!) { markPickedUp(id: $id) { id } }", Map.of("id", id));
        ask(courier, "mutation M($id: ID!) { markDelivered(id: $id) { id } }", Map.of("id", id));

        Answer order = order(id);
        assertThat(order.getString("status")).isEqualTo("DELIVERED");
        assertThat(order.getString("waitingFor")).isEqualTo("NOBODY");
        assertThat(order.getString("agent.id")).isEqualTo(agent);
        assertThat(order.getBoolean("isPaid")).isTrue();
        assertThat(order.getString("customerId")).isEqualTo(name);
        assertThat(order.getString("deadline")).isNull();
        assertThat(order.getList("timeline.status"))
                .containsExactly(
                        "PLACED", "PAYMENT_REQUESTED", "PAID", "APPROVED", "ASSIGNED", "PICKED_UP", "DELIVERED");
        assertThat(order.<String>getList("timeline.by")).first().isEqualTo("customer:" + name);
        assertThat(order.<String>getList("timeline.by")).last().isEqualTo("agent:" + agent);
    }

    @Test
    void thePriceIsTheMenus() {
        String id = Api.place(ada);
        long price = ask(ada, "{ restaurant(id: \"spice-garden\") { menu { id price { amount } } } }")
                .getLong("data.restaurant.menu.find { it.id == 'spice-garden-1' }.price.amount");

        assertThat(order(id).getLong("total.amount")).isEqualTo(2 * price);
    }

    @Test
    void aResultIsAppliedOnce() {
        String id = Api.place(ada);

        var first = Steps.valid(id);
        var again = Steps.valid(id);

        assertThat(first.getString("outcome")).isEqualTo("APPLIED");
        assertThat(again.getString("outcome")).isEqualTo("ALREADY_APPLIED");
        assertThat(again.getInt("version")).isEqualTo(first.getInt("version"));
    }

    @Test
    void aDeclinedCardLeavesTheChoiceToTheCustomer() {
        String id = Api.place(ada);
        Steps.valid(id);
        Steps.declined(id, order(id).getLong("total.amount"));

        assertThat(order(id).getString("waitingFor")).isEqualTo("PAYMENT_METHOD");
        assertThat(order(id).getString("reason.code")).isEqualTo("CARD_DECLINED");
        assertThat(ask(ada, "{ waitingForMe { id deadline } }").getList("data.waitingForMe.id"))
                .containsExactly(id);

        var paid = ask(
                ada,
                "mutation { payAllOrders(paymentMethod: \"tok_visa\") { count total currency orders { id status } } }");
        assertThat(paid.getInt("data.payAllOrders.count")).isEqualTo(1);
        assertThat(paid.getString("data.payAllOrders.currency")).isEqualTo("EUR");
        assertThat(paid.getString("data.payAllOrders.orders[0].status")).isEqualTo("PAYMENT_REQUESTED");
    }

    @Test
    void placesManyEachOnItsOwn() {
        var good = Api.newOrder();
        var bad = new java.util.HashMap<>(good);
        bad.put("restaurantId", "nowhere");
        var malformed = new java.util.HashMap<>(good);
        malformed.put("id", "not-a-uuid");

        var answer = ask(
                ada,
                "mutation P($orders: [NewOrderInput!]!) { placeOrders(orders: $orders) "
                        + "{ id order { id } error { code message } } }",
                Map.of("orders", List.of(good, bad, malformed, good)));

        assertThat(answer.getString("data.placeOrders[0].order.id")).isNotNull();
        assertThat(answer.getString("data.placeOrders[1].error.code")).isEqualTo("UNKNOWN_RESTAURANT");
        assertThat(answer.getString("data.placeOrders[2].error.code")).isEqualTo("INVALID_INPUT");
        assertThat(answer.getString("data.placeOrders[2].error.message")).contains("orders[2].id");
        assertThat(answer.getString("data.placeOrders[3].order.id")).isNotNull();
    }

    @Test
    void pagesFromTheNewestToTheOldest() {
        var placed = List.of(Api.place(ada), Api.place(ada), Api.place(ada)).reversed();
        String page = "query P($after: String) { orders(first: 2, after: $after) "
                + "{ edges { node { id } cursor } pageInfo { hasNextPage endCursor } } }";

        var first = ask(ada, page);
        var second = ask(ada, page, Map.of("after", first.getString("data.orders.pageInfo.endCursor")));

        assertThat(first.getList("data.orders.edges.node.id")).isEqualTo(placed.subList(0, 2));
        assertThat(first.getBoolean("data.orders.pageInfo.hasNextPage")).isTrue();
        assertThat(second.getList("data.orders.edges.node.id")).isEqualTo(placed.subList(2, 3));
        assertThat(second.getBoolean("data.orders.pageInfo.hasNextPage")).isFalse();
    }

    @Test
    void theCityIsThere() {
        var city = ask(
                ada,
                "{ restaurants(near: {latitude: 52.52, longitude: 13.40}) { id name cuisine "
                        + "openingHours { day opens closes } menu { id options { name price { amount } } } } }");

        assertThat(city.getList("data.restaurants")).hasSizeGreaterThanOrEqualTo(12);
    }

    @Test
    void statisticsCountEveryOrder() {
        String operator = token("olga", Role.OPERATOR);
        String document = "{ statistics { at total validated byStatus { status count } } }";
        long before = ask(operator, document).getLong("data.statistics.total");
        Api.place(ada);

        var after = ask(operator, document);

        assertThat(after.getLong("data.statistics.total")).isGreaterThan(before);
        assertThat(after.getList("data.statistics.byStatus")).hasSameSizeAs(OrderStatus.values());
    }

    private Answer order(String id) {
        return ask(ada, ORDER_OF, Map.of("id", id)).from("data.order");
    }

    private static String freeAgent() {
        return ask(function(Role.AGENT_ASSIGNMENT_FN), "{ agents(free: true, first: 1) { id load capacity } }")
                .getString("data.agents[0].id");
    }
}
