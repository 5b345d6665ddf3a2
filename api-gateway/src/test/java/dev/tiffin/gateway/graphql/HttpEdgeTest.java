package dev.tiffin.gateway.graphql;

import static dev.tiffin.gateway.testing.Api.ask;
import static dev.tiffin.gateway.testing.Api.code;
import static dev.tiffin.gateway.testing.Api.token;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.contract.Role;
import dev.tiffin.gateway.testing.Api;
import dev.tiffin.gateway.testing.CityAndIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no request, and who may not ask: by status, with a body of GraphQL's shape. */
@QuarkusTest
@QuarkusTestResource(CityAndIssuer.class)
class HttpEdgeTest {

    private final String customer = Api.customer();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "nonsense",
                "[]",
                "\"text\"",
                "null",
                "{}",
                "{\"query\": null}",
                "{\"query\": 1}",
                "{\"query\": \" \"}",
                "{\"query\": \"{ restaurants { id } }\", \"variables\": []}",
                "{\"query\": \"{ restaurants { id } }\", \"operationName\": 1}",
                "{\"query\": \"{ restaurants { id } }\"} trailing",
                "[{\"query\": \"{ restaurants { id } }\"}]"
            })
    void whatIsNoRequestIs400(String body) {
        refused(Api.post(customer, body), 400, "INVALID_INPUT");
    }

    @Test
    void aTokenIsNeeded() {
        var body = Map.of("query", "{ restaurants { id } }");

        refused(given().contentType("application/json").body(body).post("/graphql"), 401, "UNAUTHENTICATED");
        refused(Api.post("nonsense", body), 401, "UNAUTHENTICATED");
        refused(Api.post(token("ada", Role.CUSTOMER, Duration.ofMinutes(-5)), body), 401, "UNAUTHENTICATED");
        refused(
                Api.post(
                        dev.tiffin.issuer.DevelopmentIssuer.temporary()
                                .token("ada", Role.OPERATOR, Duration.ofHours(1)),
                        body),
                401,
                "UNAUTHENTICATED");
    }

    @Test
    void theSchemaIsForEverybody() {
        var answer = given().contentType("application/json")
                .body(Map.of("query", "{ __schema { queryType { name } } __type(name: \"Order\") { name } }"))
                .post("/graphql");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.<String>path("data.__type.name")).isEqualTo("Order");
        refused(
                given().contentType("application/json")
                        .body(Map.of("query", "{ __typename restaurants { id } }"))
                        .post("/graphql"),
                401,
                "UNAUTHENTICATED");
    }

    @Test
    void onlyJsonIsPosted() {
        refused(given().header("Authorization", "Bearer " + customer).get("/graphql"), 405, "INVALID_INPUT");
        refused(
                given().header("Authorization", "Bearer " + customer)
                        .contentType("text/plain")
                        .body("{\"query\": \"{ restaurants { id } }\"}")
                        .post("/graphql"),
                415,
                "INVALID_INPUT");
    }

    @Test
    void aBodyHasAnEnd() {
        refused(Api.post(customer, "{\"query\": \"" + "x".repeat(3_000_000) + "\"}"), 413, "TOO_MANY");
    }

    @Test
    void documentsHaveLimits() {
        String deep = "{ restaurants " + "{ menu ".repeat(20) + "{ id }" + " }".repeat(20) + " }";
        String wide = "{ " + "restaurants { id } ".repeat(600) + "}";
        var roots = new StringBuilder("{");
        for (int alias = 0; alias < 30; alias++) {
            roots.append(" r").append(alias).append(": restaurants { id }");
        }
        String bomb = "query { ...a } fragment a on Query { ...b ...b ...b ...b } "
                + "fragment b on Query { ...c ...c ...c ...c } "
                + "fragment c on Query { ...d ...d ...d ...d } fragment d on Query { ...e ...e ...e ...e } "
                + "fragment e on Query { ...f ...f ...f ...f } fragment f on Query { restaurants { id } }";

        assertThat(code(ask(customer, deep))).isEqualTo("TOO_MANY");
        assertThat(code(ask(customer, wide))).isEqualTo("TOO_MANY");
        assertThat(code(ask(customer, roots + " }"))).isEqualTo("TOO_MANY");
        assertThat(code(ask(customer, bomb))).isEqualTo("TOO_MANY");
        assertThat(code(ask(customer, "{ restaurants { id } } fragment a on Query { ...a }")))
                .isEqualTo("INVALID_INPUT");
        assertThat(code(ask(customer, "{" + " ".repeat(60_000) + "}"))).isEqualTo("INVALID_INPUT");
    }

    @Test
    void theOperationIsChosenByItsName() {
        String two = "query A { restaurant(id: \"spice-garden\") { id } } query B { restaurant(id: \"x\") { id } }";

        var chosen = Api.answer(customer, Map.of("query", two, "operationName", "A"));
        var none = Api.answer(customer, Map.of("query", two));

        assertThat(chosen.getString("data.restaurant.id")).isEqualTo("spice-garden");
        assertThat(code(none)).isEqualTo("INVALID_INPUT");
    }

    @Test
    void theNewerMediaTypeTellsByItsStatus() {
        var rejected = given().header("Authorization", "Bearer " + customer)
                .header("Accept", "application/graphql-response+json")
                .contentType("application/json")
                .body(Map.of("query", "{ nothing }"))
                .post("/graphql");

        refused(rejected, 400, "INVALID_INPUT");
        assertThat(rejected.contentType()).startsWith("application/graphql-response+json");
    }

    @Test
    void aSubscriptionNeedsAWebSocket() {
        refused(Api.post(customer, Map.of("query", "subscription { ordersChanged { id } }")), 400, "INVALID_INPUT");
    }

    @Test
    void thereIsAPageToTryIt() {
        assertThat(given().get("/q/graphql-ui/").statusCode()).isEqualTo(200);
        assertThat(given().get("/q/health/ready").statusCode()).isEqualTo(200);
        assertThat(given().get("/q/health/live").statusCode()).isEqualTo(200);
        assertThat(given().get("/q/health/started").statusCode()).isEqualTo(200);
        assertThat(given().get("/q/metrics").asString())
                .contains("tiffin_sockets_open")
                .contains("tiffin_feed_viewers");
    }

    private static void refused(Response answer, int status, String code) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.<String>path("errors[0].extensions.code")).isEqualTo(code);
        assertThat(answer.<String>path("errors[0].message")).isNotBlank();
        assertThat(answer.asString()).doesNotContain("Exception").doesNotContain("\tat ");
    }
}
