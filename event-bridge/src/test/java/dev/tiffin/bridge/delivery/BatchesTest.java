package dev.tiffin.bridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.bridge.delivery.Outcome.Failed;
import dev.tiffin.bridge.delivery.Outcome.Kind;
import dev.tiffin.bridge.delivery.Outcome.Refused;
import dev.tiffin.contract.EventBatch;
import dev.tiffin.contract.EventTypes;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes together and what becomes of each, against a real server that answers when the test says so. */
class BatchesTest {

    private static final Duration FOR_EVER = Duration.ofHours(1);
    private static final Duration TIME_OUT = Duration.ofSeconds(20);
    private static final String TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private HttpServer server;
    private HttpPost http;
    private Batches batches;

    /** A request that waits for its answer. */
    private record Request(HttpServerRequest http, Buffer body) {

        boolean isBatch() {
            return EventBatch.MEDIA_TYPE.equals(http.getHeader("content-type"));
        }

        List<Integer> versions() {
            return isBatch()
                    ? body.toJsonArray().stream()
                            .map(event -> Integer.valueOf(((JsonObject) event).getString("sequence")))
                            .toList()
                    : List.of(Integer.valueOf(http.getHeader("ce-sequence")));
        }

        HttpServerResponse answer(int status) {
            return http.response().setStatusCode(status);
        }

        void line(int event, int status) {
            line(new JsonObject().put("event", event).put("status", status));
        }

        void line(JsonObject line) {
            if (!http.response().isChunked()) {
                http.response().setChunked(true).putHeader("content-type", EventBatch.ANSWER_MEDIA_TYPE);
            }
            http.response().write(line.encode() + "\n");
        }

        void accept() {
            if (isBatch()) {
                for (int event = 0; event < body.toJsonArray().size(); event++) {
                    line(event, 204);
                }
                http.response().end();
            } else {
                answer(204).end();
            }
        }
    }

    @BeforeEach
    void serve() {
        server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> requests.add(new Request(request, body))))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        http = new HttpPost(
                vertx,
                InstantSource.system(),
                new EventAttributes("/te\"st", Map.of("cluster", "west")),
                new HttpPost.Manners(128, TIME_OUT, null));
        batches = holding(FOR_EVER);
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Batches holding(Duration longest) {
        return new Batches(
                vertx, http, "a-fn", http.to(URI.create("http://127.0.0.1:" + server.actualPort())), longest);
    }

    @Test
    void aLoneEventGoesInBinaryMode() throws InterruptedException {
        var outcome = deliver(1);
        var request = next();
        assertThat(request.isBatch()).isFalse();
        assertThat(request.versions()).containsExactly(1);
        request.accept();
        assertThat(outcome.getFirst().join()).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void whatComesInOneTurnGoesTogetherWithAllItsAttributes() throws InterruptedException {
        var outcomes = deliver(1, 2, 3);
        var request = next();
        assertThat(request.http().getHeader("authorization")).isEqualTo("Bearer 3");
        var event = request.body().toJsonArray().getJsonObject(1);
        var id = event.getString("subject");
        assertThat(event)
                .isEqualTo(new JsonObject()
                        .put("specversion", "1.0")
                        .put("source", "/te\"st")
                        .put("datacontenttype", "application/json")
                        .put("dataschema", EventTypes.DATA_SCHEMA)
                        .put("cluster", "west")
                        .put("id", id + ":2")
                        .put("type", EventTypes.PAID)
                        .put("subject", id)
                        .put("time", "2026-01-01T00:00:00Z")
                        .put("partitionkey", id)
                        .put("sequence", "0000000002")
                        .put("traceparent", TRACEPARENT)
                        .put("replay", "true")
                        .put("data", new JsonObject().put("name", "ü")));
        request.accept();
        outcomes.forEach(outcome -> assertThat(outcome.join()).isEqualTo(Outcome.ACCEPTED));
    }

    @Test
    void eachIsAnsweredOnItsOwnAndWaitsForNoOther() throws InterruptedException {
        var outcomes = deliver(1, 2, 3, 4);
        var request = next();
        request.line(2, 204);
        assertThat(outcomes.get(2).join()).isEqualTo(Outcome.ACCEPTED);
        request.line(new JsonObject()
                .put("event", 0)
                .put("status", 503)
                .put("title", "overloaded")
                .put("retryAfter", 7));
        assertThat(outcomes.get(0).join()).isEqualTo(new Failed(Kind.EITHER, 503, "overloaded", Duration.ofSeconds(7)));
        request.line(new JsonObject().put("event", 1).put("status", 422).put("title", "no order"));
        assertThat(outcomes.get(1).join()).isEqualTo(new Refused(422, "no order"));
        assertThat(outcomes.get(3)).isNotDone();
        request.line(3, 204);
        assertThat(outcomes.get(3).join()).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void whileSeveralAreOnTheirWayWhatComesIsCollected() throws InterruptedException {
        deliver(1, 2);
        var first = next();
        deliver(3);
        var outcomes = deliver(4, 5);
        first.accept();
        var second = next();
        assertThat(second.versions()).containsExactly(3, 4, 5);
        second.accept();
        assertThat(outcomes.getLast().join()).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void aLoneEventHoldsNobodyUp() throws InterruptedException {
        deliver(1);
        next();
        deliver(2, 3);
        assertThat(next().versions()).containsExactly(2, 3);
    }

    @Test
    void aSlowFunctionHoldsNobodyUpForLong() throws InterruptedException {
        batches = holding(Duration.ofMillis(20));
        var slow = deliver(1, 2);
        var first = next();
        deliver(3, 4);
        var second = next();
        assertThat(second.versions()).containsExactly(3, 4);
        deliver(5);
        assertThat(next().versions()).containsExactly(5);
        assertThat(slow).noneMatch(CompletableFuture::isDone);
        first.accept();
        slow.forEach(outcome -> assertThat(outcome.join()).isEqualTo(Outcome.ACCEPTED));
    }

    @Test
    void aFullBatchNeedNotWaitToGrow() throws InterruptedException {
        deliver(IntStream.range(0, 70).toArray());
        var one = next();
        var other = next();
        assertThat(List.of(one.versions().size(), other.versions().size())).containsExactly(32, 32);
        one.accept();
        other.accept();
        assertThat(next().versions()).containsExactly(64, 65, 66, 67, 68, 69);
    }

    @Test
    void aBatchIsNoLargerThanAFunctionTakes() throws InterruptedException {
        deliver("x".repeat(60 * 1024), 1, 2, 3);
        var first = next();
        assertThat(first.versions()).containsExactly(1, 2);
        first.accept();
        assertThat(next().versions()).containsExactly(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 422})
    void aRefusedBatchIsSentOneByOneAndTheNextTogetherAgain(int status) throws InterruptedException {
        var outcomes = deliver(1, 2);
        next().answer(status).end("something is wrong");
        assertSentSingly(1, 2);
        outcomes.forEach(outcome -> assertThat(outcome.join()).isEqualTo(Outcome.ACCEPTED));
        deliver(3, 4);
        assertThat(next().isBatch()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 204, 406, 415})
    void whoTakesNoBatchesGetsEventsOneByOneFromThenOn(int status) throws InterruptedException {
        var outcomes = new ArrayList<>(deliver(1, 2));
        var batch = next();
        outcomes.addAll(deliver(3));
        outcomes.addAll(deliver(4));
        batch.answer(status).end();
        assertSentSingly(1, 2, 3, 4);
        outcomes.forEach(outcome -> assertThat(outcome.join()).isEqualTo(Outcome.ACCEPTED));
        deliver(5, 6);
        assertSentSingly(5, 6);
    }

    @Test
    void aFailureOfTheWholeIsEverybodys() throws InterruptedException {
        var outcomes = deliver(1, 2);
        next().answer(503).putHeader("retry-after", "3").end("not now");
        outcomes.forEach(outcome ->
                assertThat(outcome.join()).isEqualTo(new Failed(Kind.EITHER, 503, "not now", Duration.ofSeconds(3))));
    }

    @Test
    void whatGetsNoAnswerHasFailed() throws InterruptedException {
        var outcomes = deliver(1, 2, 3);
        var request = next();
        request.line(1, 204);
        request.http().response().end();
        assertThat(outcomes.get(1).join()).isEqualTo(Outcome.ACCEPTED);
        assertUnanswered(outcomes.get(0), outcomes.get(2));
    }

    @Test
    void aConnectionThatIsCutFailsOnlyWhatWasNotAnswered() throws InterruptedException {
        var outcomes = deliver(1, 2, 3);
        var request = next();
        request.line(0, 204);
        assertThat(outcomes.get(0).join()).isEqualTo(Outcome.ACCEPTED);
        request.http().connection().close();
        assertUnanswered(outcomes.get(1), outcomes.get(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"event\": 3, \"status\": 204}",
                "{\"event\": -1, \"status\": 204}",
                "{\"status\": 204}",
                "{\"event\": 1}",
                "{\"event\": \"1\", \"status\": 204}",
                "<html>",
            })
    void nonsenseIsNoAnswer(String line) throws InterruptedException {
        var outcomes = deliver(1, 2, 3);
        var request = next();
        request.line(0, 204);
        request.http().response().write(line + "\n");
        assertThat(outcomes.get(0).join()).isEqualTo(Outcome.ACCEPTED);
        assertUnanswered(outcomes.get(1), outcomes.get(2));
    }

    @Test
    void silenceInTheMiddleEndsWithATimeOut() throws InterruptedException {
        http = new HttpPost(
                vertx,
                InstantSource.system(),
                new EventAttributes("/test", Map.of()),
                new HttpPost.Manners(4, Duration.ofMillis(300), null));
        batches = holding(FOR_EVER);
        var outcomes = deliver(1, 2);
        next().line(0, 204);
        assertThat(outcomes.get(0).join()).isEqualTo(Outcome.ACCEPTED);
        assertUnanswered(outcomes.get(1));
    }

    @Test
    void nobodyThereIsNoConnectionForAll() {
        server.close().toCompletionStage().toCompletableFuture().join();
        deliver(1, 2)
                .forEach(outcome -> assertThat(((Failed) outcome.join()).kind()).isEqualTo(Kind.CONNECTION));
    }

    private void assertSentSingly(Integer... versions) throws InterruptedException {
        var seen = new ArrayList<Integer>();
        for (int i = 0; i < versions.length; i++) {
            var request = next();
            assertThat(request.isBatch()).as(request.versions().toString()).isFalse();
            seen.addAll(request.versions());
            request.accept();
        }
        assertThat(seen).containsExactlyInAnyOrder(versions);
    }

    @SafeVarargs
    private static void assertUnanswered(CompletableFuture<Outcome>... outcomes) {
        for (var outcome : outcomes) {
            assertThat(((Failed) outcome.join()).kind()).isEqualTo(Kind.EITHER);
        }
    }

    private List<CompletableFuture<Outcome>> deliver(int... versions) {
        return deliver("ü", versions);
    }

    /** In one turn of the event loop, events of that many orders. */
    private List<CompletableFuture<Outcome>> deliver(String name, int... versions) {
        var body = Buffer.buffer(new JsonObject().put("name", name).encode());
        var delivered = new CompletableFuture<List<Future<Outcome>>>();
        loop.runOnContext(turn -> delivered.complete(IntStream.of(versions)
                .mapToObj(version -> batches.deliver(
                        new OrderEvent(
                                UUID.randomUUID(),
                                version,
                                EventTypes.PAID,
                                "2026-01-01T00:00:00Z",
                                TRACEPARENT,
                                true,
                                body),
                        "Bearer " + version))
                .toList()));
        return delivered.join().stream()
                .map(outcome -> outcome.toCompletionStage().toCompletableFuture())
                .toList();
    }

    private Request next() throws InterruptedException {
        var request = requests.poll(20, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("nothing came");
        }
        return request;
    }
}
