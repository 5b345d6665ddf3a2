package dev.tiffin.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.contract.EventTypes;
import dev.tiffin.function.testing.FunctionWorld;
import dev.tiffin.function.testing.SampleOrder;
import dev.tiffin.function.testing.StepConformance;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(FunctionWorld.class)
class ValidationFunctionTest extends StepConformance {

    private static final SampleOrder ORDER = SampleOrder.in("PLACED");

    ValidationFunctionTest() {
        super(EventTypes.PLACED, ORDER, "recordValidations");
    }

    @Override
    protected String functionName() {
        return "order-validation";
    }

    @Test
    void writesBackThatAnOrderIsValid() throws InterruptedException {
        assertDone(bridge().binary(EventTypes.PLACED, ORDER.json()));
        assertThat(world.gateway().next().results())
                .containsExactly(new JsonObject()
                        .put("orderId", SampleOrder.ID)
                        .put("statusVersion", 3)
                        .put("violations", new JsonArray()));
    }

    @Test
    void writesBackEverythingThatIsWrong() throws InterruptedException {
        var bad = ORDER.with("lines", List.of()).with("total", 0).with("createdAt", "2026-01-15T03:10:00Z");
        assertDone(bridge().structured(EventTypes.PLACED, bad.json()));
        var violations = world.gateway().next().results().getFirst().getJsonArray("violations").stream()
                .map(violation -> ((JsonObject) violation).getString("code"))
                .toList();
        assertThat(violations).containsExactly("EMPTY_ORDER", "BELOW_MINIMUM", "RESTAURANT_CLOSED");
    }

    @Test
    void refusesForGoodWhatTheRulesCannotRead() {
        assertRefused(
                bridge().binary(EventTypes.PLACED, ORDER.with("address", null).json()),
                422,
                "The rules cannot read the order: no address");
        assertRefused(
                bridge().binary(
                                EventTypes.PLACED,
                                ORDER.with("restaurant.timeZone", "Mars/Olympus")
                                        .json()),
                422,
                "The rules cannot read the order: Unknown time-zone ID: Mars/Olympus");
    }
}
