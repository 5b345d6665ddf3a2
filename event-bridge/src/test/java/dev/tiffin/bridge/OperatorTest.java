package dev.tiffin.bridge;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.bridge.BridgeTest.World;
import dev.tiffin.contract.EventTypes;
import dev.tiffin.contract.Role;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What operators see and do, over HTTP, while events flow. */
@QuarkusTest
@WithTestResource(BridgeTest.World.class)
class OperatorTest {

    private static final String TOKEN_OF_PAYMENT = "tok_visa";
    private static final String ADDRESS = "Torstraße 1, 10119 Berlin";

    private TestOrders orders;

    @BeforeEach
    void connect() throws SQLException {
        orders = new TestOrders(World.database);
        World.functions.answer(204);
    }

    @AfterEach
    void disconnect() throws SQLException {
        World.functions.answer(204);
        orders.close();
    }

    /** JSON, by the paths of its values. */
    private record Answer(Response response) {
        String getString(String path) {
            return response.path(path);
        }

        long getLong(String path) {
            return ((Number) response.path(path)).longValue();
        }

        <T> List<T> getList(String path) {
            return response.path(path);
        }
    }

    private static RequestSpecification operator() {
        return given().auth().oauth2(World.token(Role.OPERATOR)).contentType("application/json");
    }

    private static Answer seen(String path) {
        var response = operator().get(path);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return new Answer(response);
    }

    private static Answer done(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return new Answer(response);
    }

    /** Its payment is refused for good, with an answer that quotes what must not be shown. */
    private UUID dead() throws SQLException {
        World.functions.behave((event, request) -> {
            boolean refused = event.type().equals(EventTypes.PAYMENT_REQUESTED);
            request.response().setStatusCode(refused ? 422 : 204).end("no: " + event.body() + " at " + ADDRESS);
        });
        var order = orders.place();
        orders.askForPayment(order);
        Eventually.is("it is a dead letter", () -> number("dead_letter where order_id = '" + order + "'") == 1);
        return order;
    }

    private long number(String of) {
        try (var own = new TestOrders(World.database)) {
            return own.number("select count(*) from " + of);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void isForOperatorsOnly() {
        var nobody = get("/api/state");
        assertThat(nobody.statusCode()).isEqualTo(401);
        assertThat(nobody.contentType()).contains("application/problem+json");
        assertThat(nobody.header("WWW-Authenticate")).isEqualTo("Bearer");
        var nonsense = given().auth().oauth2("nonsense").get("/api/state");
        assertThat(nonsense.statusCode()).isEqualTo(401);
        for (String role : List.of(Role.CUSTOMER, Role.EVENT_BRIDGE, Role.PAYMENT_FN)) {
            var other = given().auth().oauth2(World.token(role)).get("/api/dead-letters");
            assertThat(other.statusCode()).as(role).isEqualTo(403);
            assertThat(other.contentType()).contains("application/problem+json");
        }
    }

    @Test
    void showsHowDeliveryIs() throws SQLException {
        var order = orders.place();
        World.functions.awaitId(order + ":1");
        Eventually.is("nothing is behind", () -> seen("/api/lag").getLong("unsettled") == 0);

        var state = seen("/api/state");
        assertThat(state.getList("bridges")).hasSize(1);
        assertThat(state.getList("bridges[0].partitions")).hasSize(16);
        assertThat(state.<String>getList("bridges[0].destinations.name")).contains("payment-fn");
        assertThat(state.getList("lag.partitions")).hasSize(16);
        assertThat(seen("/api/destinations").<String>getList("destinations.destination.state"))
                .containsOnly("FLOWING")
                .hasSameSizeAs(Role.FUNCTIONS);

        var deliveries = seen("/api/orders/" + order);
        assertThat(deliveries.getString("standing.owner")).isEqualTo("FUNCTION");
        assertThat(deliveries.<String>getList("events.type")).containsExactly(EventTypes.PLACED);
        assertThat(operator().get("/api/orders/" + UUID.randomUUID()).statusCode())
                .isEqualTo(404);
        assertThat(operator().get("/api/orders/1").statusCode()).isEqualTo(400);
    }

    @Test
    void aDeadLetterIsShownWithoutWhatIsPersonalAndSentAgain() throws SQLException {
        var order = dead();
        var page = operator().get("/api/dead-letters?order=" + order);
        assertThat(new Answer(page).<String>getList("deadLetters.state")).containsExactly("OPEN");
        assertThat(new Answer(page).getLong("deadLetters[0].lastStatus")).isEqualTo(422);
        assertThat(new Answer(page).getString("deadLetters[0].destination")).isEqualTo("payment-fn");
        var deliveries = operator().get("/api/orders/" + order);
        assertThat(new Answer(deliveries).<String>getList("events.state")).containsExactly("SETTLED", "DEAD");
        assertThat(page.asString() + deliveries.asString())
                .contains("no: ")
                .doesNotContain(TOKEN_OF_PAYMENT, ADDRESS, "Torstra");

        var filter = "\"filter\": {\"orderIds\": [\"" + order + "\"], \"statuses\": [422]}";
        var dry = done(operator().body("{" + filter + ", \"dryRun\": true}").post("/api/dead-letters/retry"));
        assertThat(dry.getLong("matched")).isEqualTo(1);
        assertThat(dry.getLong("retried")).isZero();
        assertThat(dry.getList("first")).hasSize(1);

        World.functions.answer(204);
        int before = World.functions.received().size();
        var retried =
                done(operator().body("{" + filter + ", \"why\": \"mended\"}").post("/api/dead-letters/retry"));
        assertThat(retried.getLong("retried")).isEqualTo(1);
        World.functions.await(
                "the retry",
                events -> events.stream()
                        .skip(before)
                        .anyMatch(event -> event.id().equals(order + ":2")));
        assertThat(seen("/api/dead-letters?state=RETRIED&order=" + order).getList("deadLetters"))
                .hasSize(1);
        var actions = seen("/api/actions");
        assertThat(actions.getString("actions[0].who")).isEqualTo("op-1");
        assertThat(actions.getString("actions[0].what")).contains("retry of 1 dead letters", order.toString());
        assertThat(actions.getString("actions[0].why")).isEqualTo("mended");
    }

    @Test
    void deadLettersComeInPages() throws SQLException {
        var id = UUID.randomUUID();
        orders.place(id);
        orders.execute("insert into dead_letter (order_id, version, event_type, attempts, state)" + " select '" + id
                + "', v, 'dev.tiffin.order.updated', 1, 'ENDED' from generate_series(101, 105) v");
        var path = "/api/dead-letters?state=ENDED&limit=2&order=" + id;
        var first = seen(path);
        var second = seen(path + "&after=" + first.getString("next"));
        var third = seen(path + "&after=" + second.getString("next"));
        assertThat(first.<Integer>getList("deadLetters.version")).hasSize(2);
        assertThat(second.<Integer>getList("deadLetters.version")).hasSize(2);
        assertThat(third.<Integer>getList("deadLetters.version")).hasSize(1);
        assertThat(third.getString("next")).isNull();
        assertThat(seen(path + "&type=dev.tiffin.order.paid").getList("deadLetters"))
                .isEmpty();
    }

    @Test
    void anOrderIsEnded() throws SQLException {
        var order = dead();
        var path = "/api/orders/" + order + "/end";
        assertThat(operator().body("{}").post(path).statusCode())
                .as("without a reason")
                .isEqualTo(400);
        assertThat(done(operator().body("{\"why\": \"the card is gone\"}").post(path))
                        .getString("status"))
                .isEqualTo("REFUND_REQUESTED");
        assertThat(operator().body("{\"why\": \"again\"}").post(path).statusCode())
                .isEqualTo(409);
        assertThat(orders.text("select changed_by || ' ' || reason from orders where id = '" + order + "'"))
                .isEqualTo("operator:op-1 We had to cancel the order.");
        assertThat(orders.text("select state from dead_letter where order_id = '" + order + "'"))
                .isEqualTo("ENDED");
        World.functions.awaitId(order + ":3");
    }

    @Test
    void whatHasMovedOnClosesItself() throws SQLException {
        var order = dead();
        World.functions.answer(204);
        orders.pay(order);
        Eventually.is(
                "it is superseded",
                () -> number("dead_letter where state = 'SUPERSEDED' and order_id = '" + order + "'") == 1);
    }

    @Test
    void pastEventsAreReplayed() throws SQLException {
        var order = orders.place();
        orders.touch(order);
        orders.askForPayment(order);
        World.functions.awaitId(order + ":3");
        Eventually.is("it is settled", () -> seen("/api/lag").getLong("unsettled") == 0);
        var filter = "{\"filter\": {\"orderIds\": [\"" + order + "\"], \"types\": [\"" + EventTypes.PLACED + "\"]}";
        assertThat(done(operator().body(filter + ", \"dryRun\": true}").post("/api/replays"))
                        .getLong("matched"))
                .isEqualTo(1);
        assertThat(done(operator().body(filter + ", \"why\": \"look\"}").post("/api/replays"))
                        .getLong("replayed"))
                .isEqualTo(1);
        World.functions.await(
                "the replay",
                events -> events.stream()
                        .anyMatch(event -> event.id().equals(order + ":1")
                                && "true".equals(event.headers().get("ce-replay"))));
        assertThat(operator()
                        .body("{\"why\": \"all\", \"filter\": {}}")
                        .post("/api/replays")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aPauseHoldsATypeBackUntilItIsEnded() throws SQLException {
        var path = "/api/pauses/" + EventTypes.PAID;
        done(operator().body("{\"why\": \"the oven is broken\"}").put(path));
        var order = orders.place();
        orders.askForPayment(order);
        orders.pay(order);
        orders.approve(order);
        World.functions.awaitId(order + ":2");
        Eventually.is("two wait", () -> {
            var pause = seen("/api/pauses");
            return pause.getLong("pauses[0].waiting") == 1 && pause.getLong("pauses[0].behind") == 1;
        });
        assertThat(seen("/api/state").getString("pauses[0].by")).isEqualTo("op-1");
        assertThat(World.functions.ids()).doesNotContain(order + ":3", order + ":4");

        assertThat(done(operator().delete(path + "?why=mended")).getList("pauses"))
                .isEmpty();
        World.functions.awaitId(order + ":4");
        assertThat(World.functions.firstDeliveries().get(order)).containsExactly(1, 2, 3, 4);
        assertThat(operator().delete(path + "?why=again").statusCode()).isEqualTo(404);
        assertThat(operator().body("{\"why\": \"x\"}").put("/api/pauses/none").statusCode())
                .isEqualTo(400);
    }

    @Test
    void theWatchdogSendsAgainWhatLedToNothing() throws SQLException {
        var order = orders.place();
        World.functions.await(
                "it comes again by itself",
                events -> events.stream()
                                .filter(event -> event.id().equals(order + ":1"))
                                .count()
                        >= 2);
        Eventually.is("it says so", () -> seen("/api/orders/" + order).getLong("standing.watchdogEmitted") >= 1);
        assertThat(get("/q/metrics").asString()).contains("watchdog_emitted_total", "dead_letters_open");
    }

    @Test
    void nonsenseIsAProblem() {
        for (String path : List.of("/api/dead-letters/retry", "/api/replays")) {
            for (String body : List.of("", "[", "{\"fliter\": {}}", "{\"filter\": {\"typos\": []}}", "{\"why\": 1")) {
                var response = operator().body(body).post(path);
                assertThat(response.statusCode()).as(path + body).isEqualTo(400);
                assertThat(response.contentType()).contains("application/problem+json");
            }
        }
        for (String query : List.of("state=DEAD", "limit=0", "limit=x", "since=monday", "after=x", "order=1")) {
            var response = operator().get("/api/dead-letters?" + query);
            assertThat(response.statusCode()).as(query).isBetween(400, 404);
            assertThat(response.contentType()).contains("application/problem+json");
        }
        assertThat(operator().get("/api/nothing").statusCode()).isEqualTo(404);
        assertThat(given().post("/dead-letters").statusCode())
                .as("no Broker here")
                .isEqualTo(404);
    }
}
