package dev.tiffin.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What payment-fn asks, asked of the simulator and of Stripe's own mock server, which is made from Stripe's description
 * of its API: both take it, and what the simulator answers is called as Stripe calls it and is of the same kind. What
 * stands in the answers is no matter: the mock knows examples only.
 */
class StripeMockTest {

    /** Word for word what Stripe's library makes of what StripePaymentProvider asks. */
    private static final String CHARGE = "amount=1980&currency=eur&payment_method=pm_card_visa"
            + "&payment_method_types%5B0%5D=card&confirm=true&off_session=true&error_on_requires_action=true"
            + "&metadata%5Border_id%5D=o-1&metadata%5Battempt%5D=1";

    private static @Nullable StripeMock mock;

    @TempDir
    Path folder;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private @Nullable TestSimulator simulator;

    /** The mock once for all; before each test, so that each is on record where it has to be skipped. */
    @BeforeEach
    void start() throws Exception {
        mock = mock == null ? StripeMock.start() : mock;
        simulator = TestSimulator.on(folder.resolve("ledger"));
    }

    @AfterEach
    void stop() {
        if (simulator != null) {
            simulator.close();
        }
    }

    @AfterAll
    static void stopTheMock() {
        if (mock != null) {
            mock.close();
        }
    }

    @Test
    void aChargeIsMadeReadAndFoundAsAtStripe() throws Exception {
        var made = same("POST", "/v1/payment_intents", CHARGE);
        assertThat(made.getString("object")).isEqualTo("payment_intent");

        same("GET", "/v1/payment_intents/" + made.getString("id"), "");
        var found = same(
                "GET",
                "/v1/payment_intents/search?limit=100&query=metadata%5B'order_id'%5D:'o-1'%20AND%20"
                        + "metadata%5B'attempt'%5D:'1'",
                "");
        assertThat(found.getJsonArray("data")).hasSize(1);
        assertThat(found.getString("object")).isEqualTo("search_result");
    }

    @Test
    void aRefundIsMadeAndListedAsAtStripe() throws Exception {
        var intent = same("POST", "/v1/payment_intents", CHARGE).getString("id");
        var refund = same("POST", "/v1/refunds", "payment_intent=" + intent + "&metadata%5Border_id%5D=o-1");
        assertThat(refund.getString("object")).isEqualTo("refund");
        var list = same("GET", "/v1/refunds?limit=100&payment_intent=" + intent, "");
        assertThat(list.getJsonArray("data")).hasSize(1);
        assertThat(list.getString("object")).isEqualTo("list");
    }

    @Test
    void whatIsMissingIsRefusedAsByStripe() throws Exception {
        for (var url : new URI[] {mock.url(), simulator.url()}) {
            var refused = ask(url, "POST", "/v1/payment_intents", "currency=eur");
            assertThat(refused.statusCode()).as("%s", url).isEqualTo(400);
            assertThat(new JsonObject(refused.body()).getJsonObject("error").getString("type"))
                    .isEqualTo("invalid_request_error");
        }
    }

    /** The simulator's answer, after it has been compared. */
    private JsonObject same(String method, String path, String form) throws Exception {
        var theirs = ask(mock.url(), method, path, form);
        var ours = ask(simulator.url(), method, path, form);
        assertThat(theirs.statusCode()).as("Stripe takes it: %s", theirs.body()).isEqualTo(200);
        assertThat(ours.statusCode())
                .as("the simulator takes it: %s", ours.body())
                .isEqualTo(200);
        var answer = new JsonObject(ours.body());
        SoftAssertions.assertSoftly(softly -> compare(softly, path, answer, new JsonObject(theirs.body())));
        return answer;
    }

    private static void compare(SoftAssertions softly, String where, JsonObject ours, JsonObject theirs) {
        for (Map.Entry<String, Object> field : ours) {
            var name = where + " " + field.getKey();
            var value = field.getValue();
            if (value == null || field.getKey().equals("metadata")) {
                continue; // what is not there may be left out, and metadata is the client's own
            }
            softly.assertThat(theirs.containsKey(field.getKey())).as(name).isTrue();
            var there = theirs.getValue(field.getKey());
            if (there != null) {
                softly.assertThat(kind(value)).as(name).isEqualTo(kind(there));
            }
            if (value instanceof JsonObject object && there instanceof JsonObject other) {
                compare(softly, name, object, other);
            }
            if (value instanceof JsonArray list
                    && !list.isEmpty()
                    && list.getValue(0) instanceof JsonObject first
                    && there instanceof JsonArray others) {
                compare(softly, name, first, others.getJsonObject(0));
            }
        }
    }

    private static String kind(Object value) {
        return value instanceof Number ? "Number" : value.getClass().getSimpleName();
    }

    private HttpResponse<String> ask(URI url, String method, String path, String form) throws Exception {
        var request = HttpRequest.newBuilder(url.resolve(path))
                .header("Authorization", "Bearer sk_test_123")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(method, form.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(form))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }
}
