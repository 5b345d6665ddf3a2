package dev.tiffin.gateway.graphql;

import static dev.tiffin.gateway.testing.Api.ask;
import static dev.tiffin.gateway.testing.Api.code;
import static dev.tiffin.gateway.testing.Api.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.contract.Role;
import dev.tiffin.gateway.testing.Api;
import dev.tiffin.gateway.testing.CityAndIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.graphql.schema.model.Operation;
import io.smallrye.graphql.schema.model.Schema;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may call what: each operation with each role. Subscriptions: see {@code SubscriptionTest}. */
@QuarkusTest
@QuarkusTestResource(CityAndIssuer.class)
class RolesTest {

    private static final List<String> ROLES = List.of(
            Role.CUSTOMER,
            Role.RESTAURANT,
            Role.AGENT,
            Role.OPERATOR,
            Role.EVENT_BRIDGE,
            Role.ORDER_VALIDATION_FN,
            Role.PAYMENT_FN,
            Role.RESTAURANT_APPROVAL_FN,
            Role.AGENT_ASSIGNMENT_FN);
    private static final Set<String> PEOPLE = Set.of(Role.CUSTOMER, Role.RESTAURANT, Role.AGENT, Role.OPERATOR);
    private static final Set<String> FUNCTIONS =
            Set.of(Role.ORDER_VALIDATION_FN, Role.PAYMENT_FN, Role.RESTAURANT_APPROVAL_FN, Role.AGENT_ASSIGNMENT_FN);

    private static final String ID = "\"" + UUID.randomUUID() + "\"";
    private static final String ORDER =
            "{restaurantId: \"nowhere\", address: {text: \"x\", latitude: 0, longitude: 0}, "
                    + "lines: [{itemId: \"x\", quantity: 1}]}";

    private record Call(String document, Set<String> allowed) {}

    /** How each operation is called, and who may. */
    private static final Map<String, Call> CALLS = Map.ofEntries(
            query("order(id: " + ID + ") { id }", PEOPLE),
            query("orders { edges { cursor } }", PEOPLE),
            query("waitingForMe { id }", PEOPLE),
            query("restaurants { id }", Set.copyOf(ROLES)),
            query("restaurant(id: \"spice-garden\") { id }", Set.copyOf(ROLES)),
            query("agents { id }", Set.of(Role.OPERATOR, Role.AGENT_ASSIGNMENT_FN)),
            query("standing(id: " + ID + ") { id }", and(FUNCTIONS, Role.OPERATOR)),
            query("orderProblems { kind }", Set.of(Role.CUSTOMER, Role.OPERATOR)),
            query("statistics { total }", Set.of(Role.OPERATOR)),
            mutation("placeOrder(order: " + ORDER + ") { id }", Set.of(Role.CUSTOMER)),
            mutation("placeOrders(orders: [" + ORDER + "]) { id }", Set.of(Role.CUSTOMER)),
            mutation("payOrder(id: " + ID + ", paymentMethod: \"tok_visa\") { id }", Set.of(Role.CUSTOMER)),
            mutation("payAllOrders(paymentMethod: \"tok_visa\") { count }", Set.of(Role.CUSTOMER)),
            mutation("cancelOrder(id: " + ID + ") { id }", Set.of(Role.CUSTOMER, Role.RESTAURANT, Role.OPERATOR)),
            mutation("approveOrder(id: " + ID + ", promisedMinutes: 9) { id }", Set.of(Role.RESTAURANT, Role.OPERATOR)),
            mutation("declineOrder(id: " + ID + ", reason: \"no\") { id }", Set.of(Role.RESTAURANT, Role.OPERATOR)),
            mutation(
                    "updateEstimate(id: " + ID + ", promisedMinutes: 9) { id }",
                    Set.of(Role.RESTAURANT, Role.AGENT, Role.OPERATOR)),
            mutation("changeRestaurant(changes: {}) { id }", Set.of(Role.RESTAURANT, Role.OPERATOR)),
            mutation("setOpeningHours(hours: []) { id }", Set.of(Role.RESTAURANT, Role.OPERATOR)),
            mutation(
                    "setOpeningException(day: \"2030-01-01\", stretches: []) { id }",
                    Set.of(Role.RESTAURANT, Role.OPERATOR)),
            mutation("removeOpeningException(day: \"2030-01-01\") { id }", Set.of(Role.RESTAURANT, Role.OPERATOR)),
            mutation(
                    "putMenuItem(item: {id: \"x\", name: \"x\", category: \"x\", price: 1}) { id }",
                    Set.of(Role.RESTAURANT, Role.OPERATOR)),
            mutation("setItemAvailable(itemId: \"x\", available: true) { id }", Set.of(Role.RESTAURANT, Role.OPERATOR)),
            mutation("setOnDuty(onDuty: true) { id }", Set.of(Role.AGENT, Role.OPERATOR)),
            mutation("updatePosition(position: {latitude: 0, longitude: 0}) { id }", Set.of(Role.AGENT, Role.OPERATOR)),
            mutation("markPickedUp(id: " + ID + ") { id }", Set.of(Role.AGENT, Role.OPERATOR)),
            mutation("markDelivered(id: " + ID + ") { id }", Set.of(Role.AGENT, Role.OPERATOR)),
            mutation("reassignOrder(id: " + ID + ") { id }", Set.of(Role.AGENT, Role.OPERATOR)),
            mutation("refundOrder(id: " + ID + ", reason: \"no\") { id }", Set.of(Role.OPERATOR)),
            mutation("settlePayment(id: " + ID + ") { id }", Set.of(Role.OPERATOR)),
            mutation("confirmRefund(id: " + ID + ", reason: \"cash\") { id }", Set.of(Role.OPERATOR)),
            mutation("recordValidations(results: []) { version }", Set.of(Role.ORDER_VALIDATION_FN)),
            mutation("recordPayments(results: []) { version }", Set.of(Role.PAYMENT_FN)),
            mutation("recordRefunds(results: []) { version }", Set.of(Role.PAYMENT_FN)),
            mutation("recordApprovals(results: []) { version }", Set.of(Role.RESTAURANT_APPROVAL_FN)),
            mutation("recordAssignments(results: []) { version }", Set.of(Role.AGENT_ASSIGNMENT_FN)));

    @Inject
    Schema schema;

    @Test
    void everyOperationIsInThisTable() {
        var all = Stream.concat(schema.getQueries().stream(), schema.getMutations().stream())
                .map(Operation::getName)
                .collect(Collectors.toSet());

        assertThat(CALLS.keySet()).isEqualTo(all);
    }

    @Test
    void eachRoleMayDoWhatIsItsOwnAndNothingElse() {
        for (String role : ROLES) {
            String token = token("somebody", role);
            CALLS.forEach((name, call) -> {
                boolean refused = "FORBIDDEN".equals(code(ask(token, call.document)));
                assertThat(refused).as("%s by %s is refused", name, role).isEqualTo(!call.allowed.contains(role));
            });
        }
    }

    @Test
    void aRoleThatNobodyHasMayDoNothing() {
        String token = token("somebody", "admin");

        assertThat(code(ask(token, "{ orders { edges { cursor } } }"))).isEqualTo("FORBIDDEN");
        assertThat(code(ask(token, "{ statistics { total } }"))).isEqualTo("FORBIDDEN");
    }

    @Test
    void aTokenThatNamesNobodyMayDoNothing() {
        assertThat(code(ask(token(null, Role.CUSTOMER), "{ orders { edges { cursor } } }")))
                .isEqualTo("FORBIDDEN");
        assertThat(code(ask(token(null, Role.AGENT), "mutation { setOnDuty(onDuty: true) { id } }")))
                .isEqualTo("FORBIDDEN");
    }

    @Test
    void nobodyEatsForFree() {
        String customer = Api.customer();
        String id = Api.place(customer);
        String payment = "{orderId: \"" + id + "\", statusVersion: 1, paymentAttempt: 1, outcome: CHARGED, "
                + "paymentReference: \"free\", amount: 1, currency: \"EUR\"}";

        assertThat(code(ask(customer, "mutation { recordPayments(results: [" + payment + "]) { outcome } }")))
                .isEqualTo("FORBIDDEN");
        assertThat(code(ask(
                        customer,
                        "mutation { recordValidations(results: [{orderId: \"" + id
                                + "\", statusVersion: 1, violations: []}]) { outcome } }")))
                .isEqualTo("FORBIDDEN");
        assertThat(code(ask(
                        token(Api.RESTAURANT, Role.RESTAURANT),
                        "mutation { approveOrder(id: \"" + id + "\", promisedMinutes: 9) { status } }")))
                .isEqualTo("NOT_ALLOWED_NOW");
        assertThat(ask(customer, "{ order(id: \"" + id + "\") { status version isPaid } }")
                        .<Object>get("data.order"))
                .isEqualTo(Map.of("status", "PLACED", "version", 1, "isPaid", false));
    }

    @Test
    void aForeignOrderIsLikeNone() {
        String id = Api.place(Api.customer());
        String other = Api.customer();

        assertThat(ask(other, "{ order(id: \"" + id + "\") { id } }").<Object>get("data.order"))
                .isNull();
        assertThat(code(ask(other, "mutation { cancelOrder(id: \"" + id + "\") { id } }")))
                .isEqualTo("ORDER_NOT_FOUND");
        assertThat(code(ask(other, "mutation { payOrder(id: \"" + id + "\", paymentMethod: \"tok_visa\") { id } }")))
                .isEqualTo("ORDER_NOT_FOUND");
        assertThat(code(ask(
                        token("sushi-somewhere-else", Role.RESTAURANT),
                        "mutation { declineOrder(id: \"" + id + "\", reason: \"no\") { id } }")))
                .isEqualTo("ORDER_NOT_FOUND");
        assertThat(code(ask(token("agent-01", Role.AGENT), "mutation { markPickedUp(id: \"" + id + "\") { id } }")))
                .isEqualTo("ORDER_NOT_FOUND");
    }

    private static Map.Entry<String, Call> query(String call, Set<String> allowed) {
        return call("query { ", call, allowed);
    }

    private static Map.Entry<String, Call> mutation(String call, Set<String> allowed) {
        return call("mutation { ", call, allowed);
    }

    private static Map.Entry<String, Call> call(String kind, String call, Set<String> allowed) {
        return Map.entry(call.split("[ (]", 2)[0], new Call(kind + call + " }", allowed));
    }

    private static Set<String> and(Set<String> some, String more) {
        return Stream.concat(some.stream(), Stream.of(more)).collect(Collectors.toSet());
    }
}
