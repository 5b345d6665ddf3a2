package dev.tiffin.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.contract.EventTypes;
import dev.tiffin.function.testing.FunctionWorld;
import dev.tiffin.function.testing.SampleOrder;
import dev.tiffin.function.testing.StepConformance;
import dev.tiffin.function.testing.StubGateway;
import dev.tiffin.function.testing.StubGateway.Received;
import dev.tiffin.function.testing.StubGateway.Reply;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(FunctionWorld.class)
class AssignmentFunctionTest extends StepConformance {

    private static final SampleOrder ORDER = SampleOrder.in("APPROVED");

    /** Each test asks near a restaurant of its own, so that none meets an answer that another left behind. */
    private static final AtomicInteger PLACES = new AtomicInteger();

    private final SampleOrder order = ORDER.with("restaurant.latitude", 52.52 + PLACES.incrementAndGet() * 0.0001);

    AssignmentFunctionTest() {
        super(EventTypes.APPROVED, ORDER, "recordAssignments");
    }

    @Override
    protected String functionName() {
        return "agent-assignment";
    }

    @Test
    void asksForAgentsNearTheRestaurantAndWritesBackTheRanking() throws InterruptedException {
        world.gateway().script(request -> reply(request, agent("far", 52.6, 0), agent("near", 52.52, 0)));
        assertDone(bridge().binary(
                        EventTypes.APPROVED,
                        ORDER.with("restaurant.latitude", 52.5).json()));
        assertThat(world.gateway().next().variables())
                .isEqualTo(new JsonObject()
                        .put("near", new JsonObject().put("latitude", 52.5).put("longitude", 13.4))
                        .put("first", 50));
        assertThat(world.gateway().next().results())
                .containsExactly(new JsonObject()
                        .put("orderId", SampleOrder.ID)
                        .put("statusVersion", 3)
                        .put("candidates", new JsonArray().add("near").add("far")));
    }

    @Test
    void writesBackThatNobodyIsFree() throws InterruptedException {
        assertDone(bridge().structured(EventTypes.APPROVED, order.json()));
        assertThat(world.gateway().next().field()).isEqualTo("agents");
        assertThat(world.gateway().next().results().getFirst().getJsonArray("candidates"))
                .isEmpty();
    }

    @Test
    void sharesOneQuestionAmongOrdersOfOneRestaurant() throws InterruptedException {
        Promise<Reply> agents = Promise.promise();
        world.gateway()
                .script(request -> request.field().equals("agents") ? agents.future() : StubGateway.usual(request));
        var bridge = bridge();
        var answers = IntStream.range(0, 20)
                .mapToObj(i -> bridge.deliver(EventTypes.APPROVED, order.json()))
                .toList();
        assertThat(world.gateway().next().field()).isEqualTo("agents");
        agents.complete(Reply.data("agents", new JsonArray().add(agent("near", 52.52, 0))));
        answers.forEach(answer -> assertDone(answer.join()));
        var recorded = new ArrayList<JsonObject>();
        while (recorded.size() < 20) {
            recorded.addAll(world.gateway().next().results());
        }
        assertThat(recorded)
                .allMatch(result -> result.getJsonArray("candidates").contains("near"));
    }

    @Test
    void ranksAgainWithFreshAgentsWhenAllCandidatesWereTaken() throws InterruptedException {
        var questions = new AtomicInteger();
        var asked = new ArrayList<String>();
        world.gateway().script(request -> {
            asked.add(request.field());
            if (request.field().equals("agents")) {
                return reply(request, agent("agent-" + questions.incrementAndGet(), 52.52, 0));
            }
            return Future.succeededFuture(request.outcomes(
                    result -> result.getJsonArray("candidates").contains("agent-3") ? "APPLIED" : "RETRY"));
        });
        assertDone(bridge().binary(EventTypes.APPROVED, order.json()));
        assertThat(asked)
                .containsExactly(
                        "agents", "recordAssignments", "agents", "recordAssignments", "agents", "recordAssignments");
    }

    @Test
    void forgetsAQuestionThatFailed() {
        world.gateway().reply(Reply.error("UNAVAILABLE"));
        assertRefused(bridge().binary(EventTypes.APPROVED, order.json()), 503, "The gateway answers UNAVAILABLE");
        world.gateway().reset();
        assertDone(bridge().binary(EventTypes.APPROVED, order.json()));
    }

    private static Future<Reply> reply(Received request, JsonObject... agents) {
        return request.field().equals("agents")
                ? Future.succeededFuture(Reply.data("agents", new JsonArray(List.of(agents))))
                : StubGateway.usual(request);
    }

    private static JsonObject agent(String id, double latitude, int load) {
        return new JsonObject()
                .put("id", id)
                .put("position", new JsonObject().put("latitude", latitude).put("longitude", 13.4))
                .put("load", load);
    }
}
