package dev.tiffin.bridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.bridge.delivery.Outcome.Failed;
import dev.tiffin.bridge.delivery.Outcome.Kind;
import dev.tiffin.bridge.delivery.Outcome.Refused;
import dev.tiffin.contract.EventTypes;
import dev.tiffin.contract.TokenFile;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both ways to deliver against a real server that misbehaves in every way there is. */
class HttpDeliveryTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final OrderEvent EVENT = new OrderEvent(
            UUID.fromString("018f3d5c-0000-7000-8000-000000000001"),
            12,
            EventTypes.PAID,
            "2026-01-01T00:00:00Z",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            true,
            Buffer.buffer("{\"id\":\"ü\"}"));

    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<HttpServerRequest> requests = new LinkedBlockingQueue<>();
    private final Set<String> connections = new HashSet<>();
    private HttpServer server;
    private volatile Consumer<HttpServerRequest> behaviour =
            request -> request.response().setStatusCode(204).end();

    @TempDir
    private Path folder;

    @BeforeEach
    void serve() {
        server = vertx.createHttpServer()
                .requestHandler(request -> {
                    connections.add(request.remoteAddress().toString());
                    requests.add(request);
                    request.end().onSuccess(end -> behaviour.accept(request));
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    private DirectDelivery direct(URI address, TokenFile token) {
        return new DirectDelivery(
                vertx,
                () -> Instant.parse("2026-01-01T00:00:00Z"),
                new EventAttributes("/test", Map.of()),
                new DirectDelivery.Settings(
                        Path.of("../k8s/base/steps.yaml"), Map.of("restaurant-approval-fn", address), 4, SHORT),
                token);
    }

    private BrokerDelivery broker(String overrides) {
        return new BrokerDelivery(
                vertx,
                Instant::now,
                EventAttributes.overridden("/test", overrides),
                new BrokerDelivery.Settings(address().resolve("/ns/broker?x=y"), 4, Duration.ofMinutes(6), null));
    }

    private static Outcome deliver(Delivery delivery) {
        var destination = delivery.destinationOf(EventTypes.PAID);
        return delivery.deliver(EVENT, destination)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private Outcome deliver() {
        return deliver(direct(address(), null));
    }

    private void answer(int status, String retryAfter, String body) {
        behaviour = request -> {
            if (retryAfter != null) {
                request.response().putHeader("Retry-After", retryAfter);
            }
            request.response().setStatusCode(status).end(body);
        };
    }

    @Test
    void isTakenWith2xx() {
        assertThat(deliver()).isEqualTo(Outcome.ACCEPTED);
        answer(202, null, "a body that nobody wants");
        assertThat(deliver()).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void failuresSayWhatTheServerSaid() {
        answer(503, "7", "overloaded");
        assertThat(deliver()).isEqualTo(new Failed(Kind.EITHER, 503, "overloaded", Duration.ofSeconds(7)));
        answer(429, "Thu, 01 Jan 2026 00:00:30 GMT", "slow down");
        assertThat(deliver()).isEqualTo(new Failed(Kind.EVENT, 429, "slow down", Duration.ofSeconds(30)));
        answer(422, null, "unknown order");
        assertThat(deliver()).isEqualTo(new Refused(422, "unknown order"));
    }

    @Test
    void answersAreCutToAKilobyte() {
        answer(400, null, "x".repeat(1 << 20));
        assertThat(((Refused) deliver()).answer()).hasSize(1024);
    }

    @Test
    void redirectsAreNotFollowed() {
        behaviour = request -> request.response()
                .setStatusCode(307)
                .putHeader("Location", "/elsewhere")
                .end();
        assertThat(((Failed) deliver()).kind()).isEqualTo(Kind.DESTINATION);
        assertThat(requests).hasSize(1);
    }

    @Test
    void silenceEndsWithATimeOut() {
        behaviour = request -> {};
        assertThat(((Failed) deliver()).kind()).isEqualTo(Kind.EITHER);
    }

    @Test
    void aHeadWithoutAnEndIsAFailureToo() {
        behaviour = request ->
                request.response().setStatusCode(500).setChunked(true).write("half an ans");
        assertThat(deliver()).isInstanceOf(Failed.class);
    }

    @Test
    void aConnectionThatIsCutIsAFailure() {
        behaviour = request -> request.connection().close();
        assertThat(((Failed) deliver()).kind()).isEqualTo(Kind.EITHER);
    }

    @Test
    void nobodyThereIsNoConnection() throws IOException {
        int free;
        try (var socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        var nobody = direct(URI.create("http://127.0.0.1:" + free), null);
        assertThat(((Failed) deliver(nobody)).kind()).isEqualTo(Kind.CONNECTION);
        var unknown = direct(URI.create("http://no-such-function.invalid"), null);
        assertThat(((Failed) deliver(unknown)).kind()).isEqualTo(Kind.CONNECTION);
        var plain = direct(URI.create("https://127.0.0.1:" + server.actualPort()), null);
        assertThat(((Failed) deliver(plain)).kind()).isEqualTo(Kind.CONNECTION);
    }

    @Test
    void keepsItsConnections() {
        var delivery = direct(address(), null);
        for (int i = 0; i < 20; i++) {
            assertThat(deliver(delivery)).isEqualTo(Outcome.ACCEPTED);
        }
        assertThat(connections)
                .as("the next may begin while the last answer ends")
                .hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void showsItsTokenToFunctionsAndNotToABroker() throws IOException, InterruptedException {
        var file = Files.writeString(folder.resolve("token"), "a.b.c\n");
        deliver(direct(address(), new TokenFile(file, Instant::now)));
        assertThat(requests.take().getHeader("Authorization")).isEqualTo("Bearer a.b.c");
        deliver(broker("{}"));
        assertThat(requests.take().getHeader("Authorization")).isNull();
    }

    @Test
    void sendsAllAttributesInBinaryMode() throws InterruptedException {
        deliver(broker("{\"extensions\": {\"cluster\": \"west\"}}"));
        var request = requests.take();
        assertThat(request.method().name()).isEqualTo("POST");
        assertThat(request.uri()).isEqualTo("/ns/broker?x=y");
        assertThat(request.headers().get("ce-cluster")).isEqualTo("west");
        assertThat(request.headers().get("ce-id")).isEqualTo("018f3d5c-0000-7000-8000-000000000001:12");
        assertThat(request.headers().get("ce-source")).isEqualTo("/test");
        assertThat(request.headers().get("ce-sequence")).isEqualTo("0000000012");
        assertThat(request.headers().get("ce-replay")).isEqualTo("true");
        assertThat(request.headers().get("ce-dataschema")).isEqualTo(EventTypes.DATA_SCHEMA);
        assertThat(request.headers().get("content-length")).isEqualTo("11");
    }

    @Test
    void everyTypeGoesToTheBrokerAndOnlyTriggeredOnesToFunctions() {
        assertThat(broker("{}").destinationOf(EventTypes.UPDATED).name()).isEqualTo("broker");
        assertThat(direct(address(), null).destinationOf(EventTypes.UPDATED)).isNull();
        assertThat(direct(address(), null)
                        .destinationOf(EventTypes.REFUND_REQUESTED)
                        .name())
                .isEqualTo("payment-fn");
    }
}
