package dev.tiffin.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.contract.EventTypes;
import dev.tiffin.function.testing.FunctionWorld;
import dev.tiffin.function.testing.SampleOrder;
import dev.tiffin.function.testing.StepConformance;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(FunctionWorld.class)
class ApprovalFunctionTest extends StepConformance {

    private static final SampleOrder ORDER = SampleOrder.in("PAID");

    ApprovalFunctionTest() {
        super(EventTypes.PAID, ORDER, "recordApprovals");
    }

    @Override
    protected String functionName() {
        return "restaurant-approval";
    }

    @Test
    void writesBackAnApproval() throws InterruptedException {
        assertDone(bridge().binary(EventTypes.PAID, ORDER.json()));
        assertThat(world.gateway().next().results())
                .containsExactly(result("APPROVED").put("promisedMinutes", 36));
    }

    @Test
    void writesBackThatAPersonIsNeeded() throws InterruptedException {
        assertDone(bridge().structured(
                        EventTypes.PAID,
                        ORDER.with("restaurant.approval", "BY_HAND").json()));
        assertThat(world.gateway().next().results()).containsExactly(result("NEEDS_PERSON"));
    }

    private static JsonObject result(String decision) {
        return new JsonObject()
                .put("orderId", SampleOrder.ID)
                .put("statusVersion", 3)
                .put("decision", decision);
    }
}
