package dev.tiffin.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.contract.EventBatch;
import dev.tiffin.contract.EventTypes;
import dev.tiffin.contract.Role;
import dev.tiffin.function.testing.Deliverer;
import dev.tiffin.function.testing.FunctionWorld;
import dev.tiffin.function.testing.SampleOrder;
import dev.tiffin.function.testing.StepConformance;
import dev.tiffin.function.testing.StubGateway;
import dev.tiffin.function.testing.StubGateway.Reply;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Promise;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The failure table of {@link Fault.Kind}, row by row, on top of what every step does. */
@QuarkusTest
@WithTestResource(FunctionWorld.class)
class EventGuardTest extends StepConformance {

    private static final SampleOrder ORDER = SampleOrder.in("PLACED");
    private static final String STRUCTURED = "application/cloudevents+json";

    EventGuardTest() {
        super(EventTypes.PLACED, ORDER, "recordValidations");
    }

    @Override
    protected String functionName() {
        return "nod";
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nod", "/nod/", "/./nod", "/q/../nod", "/elsewhere", "/q", "/%6eod"})
    void notFound(String path) {
        var answer = bridge().post(path, bridge().headers(EventTypes.PLACED), ORDER.json());
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(world.gateway().unread()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "OPTIONS"})
    void notPost(String method) {
        var answer = bridge().send(method, "/", bridge().headers(EventTypes.PLACED), ORDER.json());
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).hasValue("POST");
        assertThat(world.gateway().unread()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "Basic YWRhOnNlY3JldA==, A bearer token is needed",
        "Bearer, A bearer token is needed",
        "Bearer x, The token is not valid",
    })
    void unauthenticated(String authorization, String title) {
        var headers = bridge().headers(EventTypes.PLACED);
        headers.put("Authorization", authorization);
        var answer = bridge().post("/", headers, ORDER.json());
        assertRefused(answer, 401, title);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    }

    @ParameterizedTest
    @ValueSource(strings = {Role.CUSTOMER, Role.OPERATOR, Role.ORDER_VALIDATION_FN})
    void forbidden(String role) {
        var stranger = new Deliverer(url, world.token(role, Duration.ofHours(1)));
        assertRefused(stranger.binary(EventTypes.PLACED, ORDER.json()), 403, "The token lacks the role event-bridge");
    }

    @Test
    void tooLarge() {
        var answer = bridge().binary(
                        EventTypes.PLACED,
                        ORDER.with("reason", "x".repeat(300_000)).json());
        assertRefused(answer, 413, "The event is too large");
    }

    @Test
    void batchOfGoodAndBad() {
        var answer = bridge().batch(
                        event(EventTypes.PLACED, ORDER),
                        event("test.bug", ORDER),
                        event("test.unreadable", ORDER),
                        event(
                                EventTypes.PLACED,
                                ORDER.with("id", UUID.randomUUID().toString())));
        assertThat(answer.body().lines())
                .containsExactlyInAnyOrder(
                        "{\"event\":0,\"status\":204}",
                        "{\"event\":1,\"status\":500,\"title\":\"The function failed\"}",
                        "{\"event\":2,\"status\":422,\"title\":\"The rules cannot read the order: what is this\"}",
                        "{\"event\":3,\"status\":204}");
    }

    @Test
    void saysOfEachEventOfABatchWhatItWouldSayOfItAlone() {
        world.gateway().reply(Reply.error("UNAVAILABLE"));
        var answer =
                bridge().batch(event(EventTypes.PLACED, ORDER), event(EventTypes.PLACED, ORDER.with("lines", null)));
        assertThat(answer.body().lines())
                .containsExactlyInAnyOrder(
                        "{\"event\":0,\"status\":503,\"title\":\"The gateway answers UNAVAILABLE\",\"retryAfter\":1}",
                        "{\"event\":1,\"status\":422,\"title\":\"The order has no lines\"}");
    }

    @Test
    void noEventOfABatchWaitsForAnother() {
        Promise<Void> answered = Promise.promise();
        world.gateway()
                .script(request -> request.field().equals("agents")
                        ? answered.future().compose(now -> StubGateway.usual(request))
                        : StubGateway.usual(request));
        var answer = bridge().lines(event("test.asks", ORDER), event(EventTypes.PLACED, ORDER));
        var lines = answer.body().iterator();
        assertThat(lines.next()).isEqualTo("{\"event\":1,\"status\":204}");
        answered.complete();
        assertThat(lines.next()).isEqualTo("{\"event\":0,\"status\":204}");
        assertThat(lines.hasNext()).isFalse();
    }

    @Test
    void batchThatIsRefusedAsAWhole() {
        var good = event(EventTypes.PLACED, ORDER);
        var shape = "A batch is a JSON array of structured events";
        assertRefused(batch(""), 400, shape);
        assertRefused(batch("[]"), 400, shape);
        assertRefused(batch(good), 400, shape);
        assertRefused(batch("[" + good + ", 1]"), 400, shape);
        assertRefused(batch("[" + good + "] []"), 400, shape);
        assertRefused(batch("[" + good), 400, "The data is no JSON");
        assertRefused(batch("[" + good + ", {}]"), 400, "The event has no id");
        assertRefused(
                batch("[" + good + ", " + good.replace("\"data\"", "\"data_base64\"") + "]"),
                400,
                "The event has no data; data_base64 is not taken");
        assertRefused(
                batch("[" + good + ", " + event(EventTypes.PLACED, ORDER.with("total", "a lot")) + "]"),
                422,
                "The data is no order: total cannot be read");
        assertRefused(
                batch("[" + good + ", " + event("dev.tiffin.order.delivered", ORDER) + "]"),
                422,
                "No function here takes all events of this batch");
        assertThat(world.gateway().unread()).as("of none was anything begun").isZero();
    }

    @Test
    void batchOfAStranger() {
        var stranger = new Deliverer(url, world.token(Role.CUSTOMER, Duration.ofHours(1)));
        assertRefused(stranger.batch(event(EventTypes.PLACED, ORDER)), 403, "The token lacks the role event-bridge");
    }

    private HttpResponse<String> batch(String body) {
        var headers = bridge().headers(EventTypes.PLACED);
        headers.put("Content-Type", EventBatch.MEDIA_TYPE);
        return bridge().post("/", headers, body);
    }

    private static String event(String type, SampleOrder order) {
        return Deliverer.envelope(type, order.json());
    }

    @ParameterizedTest
    @CsvSource({
        "ce-id, , The event has no id",
        "ce-source, , The event has no source",
        "ce-type, , The event has no type",
        "ce-specversion, , The event has no specversion",
        "ce-specversion, 0.3, The specversion must be 1.0",
        "ce-time, yesterday, The time is no timestamp",
        "Content-Type, , The content type must be application/json with ce- headers",
        "Content-Type, multipart/form-data, The content type must be application/json with ce- headers",
        "Content-Type, text/plain, The content type must be application/json with ce- headers",
        "Content-Type, application/cloudevents+json, A structured event has no ce- headers",
    })
    void malformedInBinaryMode(String header, String value, String title) {
        var headers = bridge().headers(EventTypes.PLACED);
        headers.remove(header);
        if (value != null) {
            headers.put(header, value);
        }
        var answer = bridge().post("/", headers, ORDER.json());
        assertThat(answer.body()).startsWith("{\"status\":400,\"title\":\"" + title);
        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"id\": | \"ID\": | The event has no id",
                "\"source\": | \"sauce\": | The event has no source",
                "\"type\": | \"typ\": | The event has no type",
                "\"specversion\": | \"version\": | The event has no specversion",
                "\"1.0\" | \"0.3\" | The specversion must be 1.0",
                "\"1.0\" | 1.0 | The event has no specversion",
                "\"data\": | \"data_base64\": | The event has no data; data_base64 is not taken",
                "application/json | text/xml | The datacontenttype must be application/json",
                "{\"specversion\" | {{ | The event is no JSON",
                "{\"specversion\" | 1 {\"a\" | A structured event is a JSON object",
            })
    void malformedInStructuredMode(String text, String replacement, String title) {
        var headers = Map.of("Authorization", "Bearer " + world.bridgeToken(), "Content-Type", STRUCTURED);
        var event = Deliverer.envelope(EventTypes.PLACED, "{}").replace(text, replacement);
        assertRefused(bridge().post("/", headers, event), 400, title);
    }

    @Test
    void malformedWhenEmpty() {
        var headers = Map.of("Authorization", "Bearer " + world.bridgeToken(), "Content-Type", STRUCTURED);
        assertRefused(bridge().post("/", headers, ""), 400, "A structured event is a JSON object");
    }

    @Test
    void unusableWhenTheRulesCannotReadIt() {
        assertRefused(
                bridge().binary("test.unreadable", ORDER.json()), 422, "The rules cannot read the order: what is this");
    }

    @Test
    void bug() {
        assertRefused(bridge().binary("test.bug", ORDER.json()), 500, "The function failed");
    }

    @Test
    void acceptsACharset() {
        var headers = bridge().headers(EventTypes.PLACED);
        headers.put("Content-Type", "application/json; charset=UTF-8");
        assertDone(bridge().post("/", headers, ORDER.json()));
    }
}
