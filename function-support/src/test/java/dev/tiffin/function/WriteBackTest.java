package dev.tiffin.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tiffin.contract.StepResults.Outcome;
import dev.tiffin.contract.StepResults.ValidationResult;
import dev.tiffin.contract.TokenFile;
import dev.tiffin.function.testing.StubGateway;
import dev.tiffin.function.testing.StubGateway.Received;
import dev.tiffin.function.testing.StubGateway.Reply;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules of the group commit, against a gateway that answers when the test says so. */
class WriteBackTest {

    private final Vertx vertx = Vertx.vertx();
    private final StubGateway gateway = new StubGateway();
    private final BlockingQueue<Promise<Reply>> held = new LinkedBlockingQueue<>();
    private GatewayClient client;
    private WriteBack<ValidationResult> writeBack;

    @BeforeEach
    void connect(@TempDir Path folder) throws IOException {
        var tokenFile = Files.writeString(folder.resolve("token"), "secret\n");
        var clock = InstantSource.system();
        var config = new SmallRyeConfigBuilder()
                .withMapping(GatewayConfig.class)
                .withDefaultValue("tiffin.gateway.url", gateway.url() + "/")
                .build()
                .getConfigMapping(GatewayConfig.class);
        client = new GatewayClient(vertx, config, new TokenFile(tokenFile, clock), new ObjectMapper(), clock);
        writeBack = new WriteBack<>(client, RecordMutation.VALIDATIONS);
    }

    @AfterEach
    void disconnect() {
        client.close();
        gateway.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void sendsALoneResultAtOnce() throws InterruptedException {
        var answer = send(result(1));
        var request = gateway.next();
        assertThat(request.results()).containsExactly(json(1));
        assertThat(request.authorization()).isEqualTo("Bearer secret");
        assertThat(request.traceparent()).isEqualTo("trace-1");
        assertThat(answer.join()).isEqualTo(Outcome.APPLIED);
    }

    @Test
    void whatComesInOneTurnGoesTogether() throws InterruptedException {
        var together = new CompletableFuture<List<CompletableFuture<Outcome>>>();
        client.context()
                .runOnContext(turn -> together.complete(
                        IntStream.range(0, 5).mapToObj(i -> send(result(i))).toList()));
        assertThat(gateway.next().results()).isEqualTo(range(0, 5));
        together.join().forEach(answer -> assertThat(answer.join()).isEqualTo(Outcome.APPLIED));
    }

    @Test
    void collectsWhileTwoLoneResultsAreInFlight() throws InterruptedException {
        holdAnswers();
        var answers = sendTwoAloneAndThenUpTo(252);

        answerOne();
        assertThat(gateway.next().results()).isEqualTo(range(2, 102));
        answerOne();
        assertThat(gateway.next().results()).as("full, so it need not wait").isEqualTo(range(102, 202));
        answerOne();
        answers.subList(2, 102).forEach(answer -> assertThat(answer.join()).isEqualTo(Outcome.APPLIED));
        assertThat(gateway.unread())
                .as("the rest is collected while several are in flight")
                .isZero();

        answerOne();
        assertThat(gateway.next().results()).isEqualTo(range(202, 252));
        answerOne();
        answers.forEach(answer -> assertThat(answer.join()).isEqualTo(Outcome.APPLIED));
    }

    @Test
    void givesEachResultItsOwnOutcome() {
        gateway.script(request -> Future.succeededFuture(
                request.outcomes(result -> result.getInteger("statusVersion") % 2 == 0 ? "STALE" : "UNKNOWN_ORDER")));
        var answers = IntStream.range(0, 20).mapToObj(i -> send(result(i))).toList();
        for (int i = 0; i < 20; i++) {
            assertThat(answers.get(i).join()).isEqualTo(i % 2 == 0 ? Outcome.STALE : Outcome.UNKNOWN_ORDER);
        }
    }

    @Test
    void takesARefusedListApartSoThatOneBadResultHarmsNoOther() throws InterruptedException {
        holdAnswers();
        var answers = sendTwoAloneAndThenUpTo(102);
        gateway.script(request ->
                Future.succeededFuture(holds(request, 50) ? Reply.error("INVALID_INPUT") : applied(request)));
        answerOne();
        answerOne();

        assertThat(gateway.next().results()).hasSize(100);
        var alone = new ArrayList<JsonObject>();
        for (int i = 0; i < 100; i++) {
            var request = gateway.next();
            assertThat(request.results()).hasSize(1);
            alone.addAll(request.results());
        }
        assertThat(alone).containsExactlyInAnyOrderElementsOf(range(2, 102));
        assertFault(answers.get(50), 422, "The gateway refuses the result: no");
        IntStream.range(0, 102)
                .filter(i -> i != 50)
                .forEach(i -> assertThat(answers.get(i).join()).isEqualTo(Outcome.APPLIED));
    }

    @Test
    void sendsNothingAgainWhenTheGatewayIsAway() throws InterruptedException {
        holdAnswers();
        var answers = sendTwoAloneAndThenUpTo(12);
        gateway.reply(Reply.error("UNAVAILABLE"));
        answerOne();
        assertThat(gateway.next().results()).hasSize(10);
        answerOne();
        answers.subList(2, 12).forEach(answer -> assertFault(answer, 503, "The gateway answers UNAVAILABLE"));
        assertThat(gateway.unread()).isZero();
    }

    @Test
    void mistrustsAnAnswerThatDoesNotFitTheQuestion() {
        gateway.reply(Reply.data("recordValidations", new JsonArray()));
        assertFault(send(result(1)), 503, "The gateway answered 0 of 1 results");
        gateway.reply(Reply.data("recordValidations", new JsonArray().add(new JsonObject().put("orderId", "other"))));
        assertFault(send(result(1)), 503, "The gateway answered for another order");
        gateway.outcome("SOMETHING_NEWER");
        assertFault(send(result(1)), 503, "The gateway gave an outcome that is unknown here");
    }

    @Test
    void turnsEventsAwayWhenTooManyWait() throws InterruptedException {
        holdAnswers();
        var answers = sendTwoAloneAndThenUpTo(WriteBack.MOST_IN_FLIGHT + WriteBack.MOST_WAITING + 1);
        assertFault(answers.getLast(), 503, "Too many results wait for the gateway");
        var first = nextHeld();
        var second = nextHeld();
        gateway.script(StubGateway::usual);
        first.complete();
        second.complete();
        answers.subList(0, answers.size() - 1)
                .forEach(answer -> assertThat(answer.join()).isEqualTo(Outcome.APPLIED));
    }

    private List<CompletableFuture<Outcome>> sendTwoAloneAndThenUpTo(int all) throws InterruptedException {
        var answers = new ArrayList<CompletableFuture<Outcome>>();
        for (int i = 0; i < all; i++) {
            answers.add(send(result(i)));
            if (i < 2) {
                assertThat(gateway.next().results()).isEqualTo(range(i, i + 1));
            }
        }
        var taken = new CompletableFuture<Void>();
        client.context().runOnContext(afterAll -> taken.complete(null));
        taken.join();
        return answers;
    }

    private CompletableFuture<Outcome> send(ValidationResult result) {
        return writeBack
                .send(result, "trace-" + result.statusVersion())
                .subscribe()
                .asCompletionStage();
    }

    private void holdAnswers() {
        gateway.script(request -> {
            Promise<Reply> answer = Promise.promise();
            held.add(answer);
            return answer.future().map(ignored -> applied(request));
        });
    }

    private void answerOne() {
        nextHeld().complete();
    }

    private Promise<Reply> nextHeld() {
        try {
            var next = held.poll(20, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("No answer is held back");
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Reply applied(Received request) {
        return request.outcomes(result -> "APPLIED");
    }

    private static boolean holds(Received request, int number) {
        return request.results().stream().anyMatch(result -> result.getInteger("statusVersion") == number);
    }

    private static void assertFault(CompletableFuture<Outcome> answer, int status, String sentence) {
        try {
            answer.join();
        } catch (CompletionException e) {
            assertThat(e.getCause()).isInstanceOfSatisfying(Fault.class, fault -> {
                assertThat(fault.sentence()).isEqualTo(sentence);
                assertThat(fault.status()).isEqualTo(status);
            });
            return;
        }
        throw new AssertionError("It should have failed: " + sentence);
    }

    private static ValidationResult result(int number) {
        return new ValidationResult(new UUID(0, number), number, List.of());
    }

    private static JsonObject json(int number) {
        return new JsonObject()
                .put("orderId", new UUID(0, number).toString())
                .put("statusVersion", number)
                .put("violations", new JsonArray());
    }

    private static List<JsonObject> range(int from, int to) {
        return IntStream.range(from, to).mapToObj(WriteBackTest::json).toList();
    }
}
