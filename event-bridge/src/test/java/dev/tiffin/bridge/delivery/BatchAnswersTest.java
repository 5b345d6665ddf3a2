package dev.tiffin.bridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.bridge.delivery.Outcome.Failed;
import dev.tiffin.bridge.delivery.Outcome.Kind;
import dev.tiffin.bridge.delivery.Outcome.Refused;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of each event of a batch. */
class BatchAnswersTest {

    private BatchWorld world = new BatchWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void eachIsAnsweredOnItsOwnAndWaitsForNoOther() throws InterruptedException {
        var outcomes = world.deliver(1, 2, 3, 4);
        var request = world.next();
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
    void aFailureOfTheWholeIsEverybodys() throws InterruptedException {
        var outcomes = world.deliver(1, 2);
        world.next().answer(503).putHeader("retry-after", "3").end("not now");
        outcomes.forEach(outcome ->
                assertThat(outcome.join()).isEqualTo(new Failed(Kind.EITHER, 503, "not now", Duration.ofSeconds(3))));
    }

    @Test
    void whatGetsNoAnswerHasFailed() throws InterruptedException {
        var outcomes = world.deliver(1, 2, 3);
        var request = world.next();
        request.line(1, 204);
        request.http().response().end();
        assertThat(outcomes.get(1).join()).isEqualTo(Outcome.ACCEPTED);
        assertUnanswered(outcomes.get(0), outcomes.get(2));
    }

    @Test
    void aConnectionThatIsCutFailsOnlyWhatWasNotAnswered() throws InterruptedException {
        var outcomes = world.deliver(1, 2, 3);
        var request = world.next();
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
        var outcomes = world.deliver(1, 2, 3);
        var request = world.next();
        request.line(0, 204);
        request.http().response().write(line + "\n");
        assertThat(outcomes.get(0).join()).isEqualTo(Outcome.ACCEPTED);
        assertUnanswered(outcomes.get(1), outcomes.get(2));
    }

    @Test
    void silenceInTheMiddleEndsWithATimeOut() throws InterruptedException {
        world.close();
        world = BatchWorld.withTimeOut(Duration.ofSeconds(3));
        var outcomes = world.deliver(1, 2);
        world.next().line(0, 204);
        assertThat(outcomes.get(0).join()).isEqualTo(Outcome.ACCEPTED);
        assertUnanswered(outcomes.get(1));
    }

    @Test
    void nobodyThereIsNoConnectionForAll() {
        world.stopListening();
        world.deliver(1, 2)
                .forEach(outcome -> assertThat(((Failed) outcome.join()).kind()).isEqualTo(Kind.CONNECTION));
    }

    @SafeVarargs
    private static void assertUnanswered(CompletableFuture<Outcome>... outcomes) {
        for (var outcome : outcomes) {
            assertThat(((Failed) outcome.join()).kind()).isEqualTo(Kind.EITHER);
        }
    }
}
