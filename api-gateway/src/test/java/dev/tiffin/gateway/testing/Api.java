package dev.tiffin.gateway.testing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.contract.Role;
import io.restassured.response.Response;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.config.ConfigProvider;

/** The gateway as its callers see it, and its database as an administrator does. */
public final class Api {

    /** An automatic restaurant that is always open. */
    public static final String RESTAURANT = "spice-garden";

    /** Changes that may wait for a subscriber: few enough for a test to leave so many unread. */
    public static final int MOST_WAITING = 300;

    /** Of two thousand large orders, all fields that make them large are more than all buffers on the way hold. */
    public static final String LARGE =
            "id address { text } lines { itemId name options quantity unitPrice { amount currency } }";

    /** Fields of an order that tests look at. */
    public static final String ORDER = "id version status waitingFor isValidated isPaid isApproved isAgentAssigned "
            + "total { amount currency } restaurant { id name } lines { itemId quantity unitPrice { amount } } "
            + "reason { code message } agent { id name } customerId";

    private Api() {}

    /** A token of somebody in a role, good for an hour. */
    public static String token(String subject, String role) {
        return token(subject, role, Duration.ofHours(1));
    }

    /** A token that ends when it is told to. */
    public static String token(String subject, String role, Duration validFor) {
        return CityAndIssuer.issuer(Path.of(setting(CityAndIssuer.ISSUER))).token(subject, role, validFor);
    }

    /** A token of a function. */
    public static String function(String role) {
        return token(role, role);
    }

    /** A token of a customer nobody else is. */
    public static String customer() {
        return token("customer-" + UUID.randomUUID(), Role.CUSTOMER);
    }

    /** Sends a document; the answer is 200 and JSON, errors or not. */
    public static Answer ask(String token, String document, Map<String, Object> variables) {
        var response = post(token, Map.of("query", document, "variables", variables));
        assertThat(response.statusCode()).isEqualTo(200);
        return new Answer(response);
    }

    /** The same without variables. */
    public static Answer ask(String token, String document) {
        return ask(token, document, Map.of());
    }

    /** The answer to any body. */
    public static Answer answer(String token, Object body) {
        return new Answer(post(token, body));
    }

    /** Sends any body. */
    public static Response post(String token, Object body) {
        return given().header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .body(body)
                .post("/graphql");
    }

    /** A small order, within the delivery radius. */
    public static Map<String, Object> newOrder() {
        return Map.of(
                "restaurantId",
                RESTAURANT,
                "address",
                Map.of("text", "1 Test Street", "latitude", 52.52, "longitude", 13.40),
                "lines",
                List.of(Map.of("itemId", RESTAURANT + "-1", "quantity", 2)),
                "paymentMethod",
                "tok_visa");
    }

    /** Places a small order; its id. */
    public static String place(String customer) {
        var placed = ask(
                customer,
                "mutation Place($order: NewOrderInput!) { placeOrder(order: $order) { id } }",
                Map.of("order", newOrder()));
        assertThat(placed.getList("errors")).isNull();
        return placed.getString("data.placeOrder.id");
    }

    /**
     * Places orders as large as an order may be until it is enough, 200 at least; how many that were. 2,000 at most:
     * that is some 30 MB, more than all buffers between here and a subscriber hold.
     */
    public static int placeLargeUntil(String customer, BooleanSupplier enough) {
        int placed = 0;
        while (placed < 2_000 && (placed < 200 || !enough.getAsBoolean())) {
            placed += placeLarge(customer);
        }
        return placed;
    }

    /** A hundred in one mutation. */
    private static int placeLarge(String customer) {
        var order = new HashMap<>(newOrder());
        order.put("address", Map.of("text", "x".repeat(1_000), "latitude", 52.52, "longitude", 13.40));
        order.put("lines", Collections.nCopies(100, Map.of("itemId", RESTAURANT + "-1", "quantity", 1)));
        var answer = ask(
                customer,
                "mutation P($orders: [NewOrderInput!]!) { placeOrders(orders: $orders) { order { id } } }",
                Map.of("orders", Collections.nCopies(100, order)));
        var placed = answer.<Object>getList("data.placeOrders.order.id");
        assertThat(placed).hasSize(100);
        return placed.size();
    }

    /** The code of the first error. */
    public static String code(Answer answer) {
        return answer.getString("errors[0].extensions.code");
    }

    /** Runs a statement, as an administrator would. */
    public static void sql(String statement) {
        try (var connection = DriverManager.getConnection(
                        setting("quarkus.datasource.jdbc.url"),
                        setting("quarkus.datasource.username"),
                        setting("quarkus.datasource.password"));
                var prepared = connection.createStatement()) {
            prepared.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }
}
