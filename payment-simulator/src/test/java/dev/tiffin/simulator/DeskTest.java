package dev.tiffin.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Told by raw HTTP, as any client of Stripe's would. */
class DeskTest {

    private static final String VISA = "amount=1980&currency=eur&payment_method=pm_card_visa&confirm=true"
            + "&metadata%5Border_id%5D=o-1&metadata%5Battempt%5D=1";

    @TempDir
    Path folder;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private TestSimulator simulator;

    @BeforeEach
    void start() {
        simulator = TestSimulator.on(folder.resolve("ledger"));
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void chargesAndFindsTheChargeAgain() throws Exception {
        var made = body(post("/v1/payment_intents", VISA, "k-1"));
        assertThat(made.getString("status")).isEqualTo("succeeded");
        assertThat(made.getLong("amount_received")).isEqualTo(1980);
        var id = made.getString("id");
        assertThat(body(get("/v1/payment_intents/" + id))).isEqualTo(made);
        var found =
                body(get("/v1/payment_intents/search?query=metadata%5B'order_id'%5D:'o-1'%20AND%20status:'succeeded'"));
        assertThat(found.getJsonArray("data")).hasSize(1);
        assertThat(body(get("/v1/payment_intents/search?query=metadata%5B'order_id'%5D:'o-2'"))
                        .getJsonArray("data"))
                .isEmpty();
    }

    @Test
    void repeatsTheFirstAnswerOfAKeyAlsoAfterARestart() throws Exception {
        var first = post("/v1/payment_intents", VISA, "k-1");
        simulator.close();
        simulator.start();
        var again = post("/v1/payment_intents", VISA, "k-1");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
        assertThat(listed()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "declined, 402, card_declined",
        "insufficient_funds, 402, card_declined",
        "expired, 402, expired_card",
        "chargeDeclinedProcessingError, 402, processing_error",
        "error, 500,",
    })
    void repeatsAnErrorToo(String card, int status, String code) throws Exception {
        var request = VISA.replace("pm_card_visa", "pm_card_" + card);
        for (int i = 0; i < 2; i++) {
            var answer = post("/v1/payment_intents", request, "k-1");
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(body(answer).getJsonObject("error").getString("code")).isEqualTo(code);
        }
        assertThat(listed()).isEqualTo(status == 402 ? 1 : 0);
    }

    @Test
    void refusesAKeyThatIsUsedForSomethingElse() throws Exception {
        post("/v1/payment_intents", VISA, "k-1");
        var other = post("/v1/payment_intents", VISA.replace("1980", "1"), "k-1");
        assertThat(other.statusCode()).isEqualTo(400);
        assertThat(body(other).getJsonObject("error").getString("type")).isEqualTo("idempotency_error");
        assertThat(listed()).isEqualTo(1);
    }

    @Test
    void forgetsAKeyAfterADay() throws Exception {
        post("/v1/payment_intents", VISA, "k-1");
        simulator.passTime(Duration.ofHours(23));
        post("/v1/payment_intents", VISA, "k-1");
        assertThat(listed()).isEqualTo(1);
        simulator.passTime(Duration.ofHours(2));
        post("/v1/payment_intents", VISA, "k-1");
        assertThat(listed()).isEqualTo(2);
    }

    @Test
    void refusesWhatIsBeingWorkedOnAtThisMoment() throws Exception {
        var slow = VISA.replace("pm_card_visa", "pm_card_slow");
        var one = http.sendAsync(request("/v1/payment_intents", slow, "k-1"), BodyHandlers.ofString());
        var other = http.sendAsync(request("/v1/payment_intents", slow, "k-1"), BodyHandlers.ofString());
        assertThat(List.of(one.join().statusCode(), other.join().statusCode())).containsExactlyInAnyOrder(200, 409);
        assertThat(listed()).isEqualTo(1);
    }

    @Test
    void isUnavailableAsOftenAsTheCardSays() throws Exception {
        var failing = VISA.replace("pm_card_visa", "pm_card_fail_2");
        assertThat(post("/v1/payment_intents", failing, "k-1").statusCode()).isEqualTo(503);
        assertThat(post("/v1/payment_intents", failing, "k-1").statusCode()).isEqualTo(503);
        assertThat(post("/v1/payment_intents", failing, "k-1").statusCode()).isEqualTo(200);
    }

    @Test
    void givesBackNoMoreThanWasCharged() throws Exception {
        var id = body(post("/v1/payment_intents", VISA, "k-1")).getString("id");
        var refund = body(post("/v1/refunds", "payment_intent=" + id, "k-2"));
        assertThat(refund.getString("status")).isEqualTo("succeeded");
        assertThat(refund.getLong("amount")).isEqualTo(1980);
        assertThat(body(post("/v1/refunds", "payment_intent=" + id, "k-2"))).isEqualTo(refund);
        var second = body(post("/v1/refunds", "payment_intent=" + id, "k-3"));
        assertThat(second.getJsonObject("error").getString("code")).isEqualTo("charge_already_refunded");
        assertThat(body(get("/v1/refunds?payment_intent=" + id)).getJsonArray("data"))
                .hasSize(1);
    }

    @Test
    void takesTestKeysOnly() throws Exception {
        var request = HttpRequest.newBuilder(simulator.url().resolve("/v1/refunds"))
                .header("Authorization", "Bearer sk_live_abc")
                .build();
        assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
    }

    @Test
    void forgetsHalfALineThatACrashLeft() throws Exception {
        post("/v1/payment_intents", VISA, "k-1");
        simulator.close();
        Files.writeString(folder.resolve("ledger"), "{\"intent\":{\"id\":\"pi_h", StandardOpenOption.APPEND);
        simulator.start();
        assertThat(listed()).isEqualTo(1);
        post("/v1/payment_intents", VISA, "k-2");
        simulator.close();
        simulator.start();
        assertThat(listed()).isEqualTo(2);
    }

    private int listed() throws Exception {
        return body(get("/v1/payment_intents?limit=100")).getJsonArray("data").size();
    }

    private HttpResponse<String> post(String path, String form, String key) throws IOException, InterruptedException {
        return http.send(request(path, form, key), BodyHandlers.ofString());
    }

    private HttpRequest request(String path, String form, String key) {
        return HttpRequest.newBuilder(address(path))
                .header("Authorization", "Bearer sk_test_1")
                .header("Idempotency-Key", key)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(address(path))
                        .header("Authorization", "Bearer sk_test_1")
                        .build(),
                BodyHandlers.ofString());
    }

    private URI address(String path) {
        return URI.create(simulator.url() + path);
    }

    private static JsonObject body(HttpResponse<String> answer) {
        return new JsonObject(answer.body());
    }
}
