package dev.tiffin.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.contract.EventTypes;
import dev.tiffin.contract.Role;
import dev.tiffin.function.testing.Deliverer;
import dev.tiffin.function.testing.FunctionWorld;
import dev.tiffin.function.testing.SampleOrder;
import dev.tiffin.function.testing.StepConformance;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Map;
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
    void batch() {
        var headers = bridge().headers(EventTypes.PLACED);
        headers.put("Content-Type", "application/cloudevents-batch+json");
        assertRefused(bridge().post("/", headers, "[]"), 415, "Batches of events are not taken, send them one by one");
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
