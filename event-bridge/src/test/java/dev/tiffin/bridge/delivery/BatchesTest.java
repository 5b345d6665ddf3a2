package dev.tiffin.bridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.contract.EventTypes;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which events go together, and when. */
class BatchesTest {

    private BatchWorld world = new BatchWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aLoneEventGoesInBinaryMode() throws InterruptedException {
        var outcome = world.deliver(1);
        var request = world.next();
        assertThat(request.isBatch()).isFalse();
        assertThat(request.versions()).containsExactly(1);
        request.accept();
        assertThat(outcome.getFirst().join()).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void whatComesInOneTurnGoesTogetherWithAllItsAttributes() throws InterruptedException {
        var outcomes = world.deliver(1, 2, 3);
        var request = world.next();
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
                        .put("traceparent", BatchWorld.TRACEPARENT)
                        .put("replay", "true")
                        .put("data", new JsonObject().put("name", "ü")));
        request.accept();
        outcomes.forEach(outcome -> assertThat(outcome.join()).isEqualTo(Outcome.ACCEPTED));
    }

    @Test
    void whileSeveralAreOnTheirWayWhatComesIsCollected() throws InterruptedException {
        world.deliver(1, 2);
        var first = world.next();
        world.deliver(3);
        var outcomes = world.deliver(4, 5);
        first.accept();
        var second = world.next();
        assertThat(second.versions()).containsExactly(3, 4, 5);
        second.accept();
        assertThat(outcomes.getLast().join()).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void aLoneEventHoldsNobodyUp() throws InterruptedException {
        world.deliver(1);
        world.next();
        world.deliver(2, 3);
        assertThat(world.next().versions()).containsExactly(2, 3);
    }

    @Test
    void aSlowFunctionHoldsNobodyUpForLong() throws InterruptedException {
        world.close();
        world = BatchWorld.holding(Duration.ofMillis(20));
        var slow = world.deliver(1, 2);
        var first = world.next();
        world.deliver(3, 4);
        var second = world.next();
        assertThat(second.versions()).containsExactly(3, 4);
        world.deliver(5);
        assertThat(world.next().versions()).containsExactly(5);
        assertThat(slow).noneMatch(CompletableFuture::isDone);
        first.accept();
        slow.forEach(outcome -> assertThat(outcome.join()).isEqualTo(Outcome.ACCEPTED));
    }

    @Test
    void aFullBatchNeedNotWaitToGrow() throws InterruptedException {
        world.deliver(IntStream.range(0, 70).toArray());
        var one = world.next();
        var other = world.next();
        assertThat(List.of(one.versions().size(), other.versions().size())).containsExactly(32, 32);
        one.accept();
        other.accept();
        assertThat(world.next().versions()).containsExactly(64, 65, 66, 67, 68, 69);
    }

    @Test
    void aBatchIsNoLargerThanAFunctionTakes() throws InterruptedException {
        world.deliver("x".repeat(60 * 1024), 1, 2, 3);
        var first = world.next();
        assertThat(first.versions()).containsExactly(1, 2);
        first.accept();
        assertThat(world.next().versions()).containsExactly(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 422})
    void aRefusedBatchIsSentOneByOneAndTheNextTogetherAgain(int status) throws InterruptedException {
        var outcomes = world.deliver(1, 2);
        world.next().answer(status).end("something is wrong");
        assertSentSingly(1, 2);
        outcomes.forEach(outcome -> assertThat(outcome.join()).isEqualTo(Outcome.ACCEPTED));
        world.deliver(3, 4);
        assertThat(world.next().isBatch()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 204, 406, 415})
    void whoTakesNoBatchesGetsEventsOneByOneFromThenOn(int status) throws InterruptedException {
        var outcomes = new ArrayList<>(world.deliver(1, 2));
        var batch = world.next();
        outcomes.addAll(world.deliver(3));
        outcomes.addAll(world.deliver(4));
        batch.answer(status).end();
        assertSentSingly(1, 2, 3, 4);
        outcomes.forEach(outcome -> assertThat(outcome.join()).isEqualTo(Outcome.ACCEPTED));
        world.deliver(5, 6);
        assertSentSingly(5, 6);
    }

    private void assertSentSingly(Integer... versions) throws InterruptedException {
        var seen = new ArrayList<Integer>();
        for (int i = 0; i < versions.length; i++) {
            var request = world.next();
            assertThat(request.isBatch()).as(request.versions() + " in a batch").isFalse();
            seen.addAll(request.versions());
            request.accept();
        }
        assertThat(seen).containsExactlyInAnyOrder(versions);
    }
}
