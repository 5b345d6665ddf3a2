package dev.tiffin.function.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.contract.EventBatch;
import dev.tiffin.contract.Role;
import dev.tiffin.function.testing.StubGateway.Reply;
import io.quarkus.test.common.http.TestHTTPResource;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every step does, whatever it decides: told by raw HTTP, judged by the raw answer and by what the gateway got.
 */
public abstract class StepConformance {

    private final String type;
    private final SampleOrder order;
    private final String mutation;

    protected FunctionWorld world;

    @TestHTTPResource
    protected URI url;

    /**
     * @param type of the events that the function takes
     * @param order that it can work on
     * @param mutation by which it writes back
     */
    protected StepConformance(String type, SampleOrder order, String mutation) {
        this.type = type;
        this.order = order;
        this.mutation = mutation;
    }

    /** Delivers as the bridge does. */
    protected Deliverer bridge() {
        return new Deliverer(url, world.bridgeToken());
    }

    @BeforeEach
    void asUsual() {
        world.gateway().reset();
    }

    @Test
    void recordsAnEventInBinaryMode() throws InterruptedException {
        assertDone(bridge().binary(type, order.json()));
        assertRecorded();
    }

    @Test
    void recordsAnEventInStructuredMode() throws InterruptedException {
        assertDone(bridge().structured(type, order.json()));
        assertRecorded();
    }

    @Test
    void recordsTheEventsOfABatchOrTakesNone() throws InterruptedException {
        var other = UUID.randomUUID().toString();
        var answer = bridge().batch(
                        Deliverer.envelope(type, order.json()),
                        Deliverer.envelope(type, order.with("id", other).json()));
        if (!takesBatches()) {
            assertRefused(answer, 415, "Batches of events are not taken here, send them one by one");
            assertThat(world.gateway().unread()).isZero();
            return;
        }
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(EventBatch.ANSWER_MEDIA_TYPE);
        assertThat(answer.body().lines())
                .containsExactlyInAnyOrder("{\"event\":0,\"status\":204}", "{\"event\":1,\"status\":204}");
        var recorded = new HashSet<String>();
        while (recorded.size() < 2) {
            var request = nextMutation();
            assertThat(request.traceparent()).isEqualTo(Deliverer.TRACEPARENT);
            request.results().forEach(result -> recorded.add(result.getString("orderId")));
        }
        assertThat(recorded).containsExactlyInAnyOrder(SampleOrder.ID, other);
    }

    private void assertRecorded() throws InterruptedException {
        var request = nextMutation();
        assertThat(request.results()).hasSize(1);
        assertThat(request.results().getFirst().getString("orderId")).isEqualTo(SampleOrder.ID);
        assertThat(request.results().getFirst().getInteger("statusVersion")).isEqualTo(3);
        assertThat(request.authorization()).isEqualTo("Bearer " + FunctionWorld.OWN_TOKEN);
        assertThat(request.traceparent()).isEqualTo(Deliverer.TRACEPARENT);
    }

    private StubGateway.Received nextMutation() throws InterruptedException {
        var request = world.gateway().next();
        while (!request.field().equals(mutation)) {
            request = world.gateway().next();
        }
        return request;
    }

    @ParameterizedTest
    @ValueSource(strings = {"APPLIED", "ALREADY_APPLIED", "STALE"})
    void isDoneWhenTheGatewayHasNoMoreUseForTheEvent(String outcome) {
        world.gateway().outcome(outcome);
        assertDone(bridge().binary(type, order.json()));
    }

    @Test
    void refusesAnOrderThatTheGatewayDoesNotKnow() {
        world.gateway().outcome("UNKNOWN_ORDER");
        assertRefused(bridge().binary(type, order.json()), 422, "The gateway knows no such order");
    }

    @Test
    void worksAgainOnRetryAndThenLeavesTheEventForLater() {
        world.gateway().outcome("RETRY");
        var answer = bridge().binary(type, order.json());
        assertRefused(answer, 409, "The gateway could not use the result, 3 repeats included");
        assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
    }

    @Test
    void succeedsWhenARepeatDoes() {
        var calls = new AtomicInteger();
        world.gateway()
                .script(request -> request.field().equals(mutation)
                        ? Future.succeededFuture(
                                request.outcomes(r -> calls.incrementAndGet() < 3 ? "RETRY" : "APPLIED"))
                        : StubGateway.usual(request));
        assertDone(bridge().binary(type, order.json()));
        assertThat(calls).hasValue(3);
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_INPUT, 422, The gateway refuses the result: no",
        "UNAVAILABLE, 503, The gateway answers UNAVAILABLE",
        "TOO_MANY, 503, The gateway answers TOO_MANY",
        "UNAUTHENTICATED, 503, The gateway refuses this function's token",
        "FORBIDDEN, 503, The gateway refuses this function's token",
        "INTERNAL, 503, The gateway failed: INTERNAL no",
    })
    void tellsPassingRefusalsOfTheGatewayFromFinalOnes(String code, int status, String title) {
        world.gateway().reply(Reply.error(code));
        assertRefused(bridge().binary(type, order.json()), status, title);
    }

    @ParameterizedTest
    @CsvSource({
        "500, 503, The gateway answers 500",
        "503, 503, The gateway answers 503",
        "404, 503, The gateway answers 404",
        "401, 503, The gateway refuses this function's token",
        "400, 422, The gateway refuses the request with 400",
    })
    void readsTheGatewaysStatus(int gatewayStatus, int status, String title) {
        world.gateway().reply(new Reply(gatewayStatus, "{}"));
        assertRefused(bridge().binary(type, order.json()), status, title);
    }

    @Test
    void leavesTheEventForLaterWhenTheGatewayIsSlow() {
        world.gateway().script(request -> Promise.<Reply>promise().future());
        assertRefused(bridge().binary(type, order.json()), 503, "The gateway cannot be reached");
    }

    @Test
    void leavesTheEventForLaterWhenTheGatewayHangsUp() {
        world.gateway().script(request -> Future.failedFuture("hang up"));
        assertRefused(bridge().binary(type, order.json()), 503, "The gateway cannot be reached");
    }

    @Test
    void leavesTheEventForLaterWhenTheGatewayTalksNonsense() {
        world.gateway().reply(new Reply(200, "<html>"));
        assertRefused(bridge().binary(type, order.json()), 503, "The gateway's answer is no JSON");
    }

    @Test
    void knowsTheBridgeFromOthers() {
        assertRefused(new Deliverer(url, "no.token.atall").binary(type, order.json()), 401, "The token is not valid");
        var expired = world.token(Role.EVENT_BRIDGE, Duration.ofHours(-1));
        assertRefused(new Deliverer(url, expired).binary(type, order.json()), 401, "The token is not valid");
        var customer = world.token(Role.CUSTOMER, Duration.ofHours(1));
        assertRefused(
                new Deliverer(url, customer).binary(type, order.json()), 403, "The token lacks the role event-bridge");
        var headers = bridge().headers(type);
        headers.remove("Authorization");
        assertRefused(bridge().post("/", headers, order.json()), 401, "A bearer token is needed");
        assertThat(world.gateway().unread()).isZero();
    }

    @Test
    void takesNoOtherTypes() {
        assertRefused(
                bridge().binary("dev.tiffin.order.delivered", order.json()),
                422,
                "No function here takes events of this type");
        assertRefused(
                bridge().structured("dev.tiffin.order.delivered", order.json()),
                422,
                "No function here takes events of this type");
    }

    @Test
    void refusesPoisonForGood() {
        assertRefused(bridge().binary(type, "{\"id\": "), 400, "The data is no JSON");
        assertRefused(bridge().binary(type, ""), 400, "The event has no data");
        assertRefused(bridge().binary(type, "null"), 422, "The data is no order but null");
        assertRefused(bridge().binary(type, "[]"), 422, "The data is no order: it cannot be read");
        assertRefused(
                bridge().binary(type, order.with("total", "a lot").json()),
                422,
                "The data is no order: total cannot be read");
        assertRefused(
                bridge().structured(
                                type, order.with("restaurant.latitude", "north").json()),
                422,
                "The data is no order: restaurant.latitude cannot be read");
        assertRefused(
                bridge().binary(type, order.with("id", null).json()),
                422,
                "The order has no id, status, createdAt or currency");
        assertRefused(bridge().binary(type, order.with("restaurant", null).json()), 422, "The order has no restaurant");
        assertRefused(bridge().binary(type, order.with("lines", null).json()), 422, "The order has no lines");
        assertThat(world.gateway().unread()).isZero();
    }

    @Test
    void cannotBeCalledPastTheEventChecks() {
        var plain = Map.of("Authorization", "Bearer " + world.bridgeToken(), "Content-Type", "application/json");
        assertThat(bridge().post("/", plain, order.json()).statusCode()).isEqualTo(400);
        var name = "/" + functionName();
        assertThat(bridge().post(name, plain, order.json()).statusCode()).isEqualTo(404);
        assertThat(bridge().post(name, bridge().headers(type), order.json()).statusCode())
                .isEqualTo(404);
        assertThat(world.gateway().unread()).isZero();
    }

    /** Whether all its functions are marked as never blocking. */
    protected boolean takesBatches() {
        return true;
    }

    /** The name that Funqy would route by. */
    protected abstract String functionName();

    @ParameterizedTest
    @ValueSource(strings = {"/q/health/live", "/q/health/ready", "/q/health/started", "/q/metrics"})
    void showsHealthAndMetricsToAnybody(String path) {
        assertThat(bridge().send("GET", path, Map.of(), "").statusCode()).isEqualTo(200);
    }

    /** Acknowledged, and nothing that a Broker could take for an event. */
    protected static void assertDone(HttpResponse<String> answer) {
        assertThat(answer.body()).isEmpty();
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().map().keySet()).noneMatch(name -> name.startsWith("ce-"));
    }

    protected static void assertRefused(HttpResponse<String> answer, int status, String title) {
        assertThat(answer.body())
                .isEqualTo(new JsonObject()
                        .put("status", status)
                        .put("title", title)
                        .encode());
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }
}
