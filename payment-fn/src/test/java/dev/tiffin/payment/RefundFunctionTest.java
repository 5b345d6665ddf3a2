package dev.tiffin.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.contract.EventTypes;
import dev.tiffin.function.testing.FunctionWorld;
import dev.tiffin.function.testing.SampleOrder;
import dev.tiffin.function.testing.StepConformance;
import dev.tiffin.function.testing.StubGateway.Reply;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(WithoutProvider.class)
@WithTestResource(FunctionWorld.class)
class RefundFunctionTest extends StepConformance {

    private static final SampleOrder ORDER = SampleOrder.in("REFUND_REQUESTED")
            .with("paymentReference", "instant_x_1")
            .with("address", null);

    RefundFunctionTest() {
        super(EventTypes.REFUND_REQUESTED, ORDER, "recordRefunds");
    }

    @Override
    protected String functionName() {
        return "refund";
    }

    /** It waits for the provider, on a thread for each refund. */
    @Override
    protected boolean takesBatches() {
        return false;
    }

    @Test
    void writesBackARefund() throws InterruptedException {
        assertDone(bridge().binary(EventTypes.REFUND_REQUESTED, ORDER.json()));
        assertThat(world.gateway().next().results()).containsExactly(result("REFUNDED", 1980));
    }

    @Test
    void writesBackThatThereWasNoCharge() throws InterruptedException {
        assertDone(bridge().structured(
                        EventTypes.REFUND_REQUESTED,
                        ORDER.with("paymentReference", null).json()));
        assertThat(world.gateway().next().results()).containsExactly(result("NONE_FOUND", 0));
    }

    @Test
    void asksTheGatewayBeforeItRefundsForAnOldEvent() throws InterruptedException {
        assertDone(bridge().late(EventTypes.REFUND_REQUESTED, ORDER.json()));
        assertThat(world.gateway().next().field()).isEqualTo("standing");
        assertThat(world.gateway().next().results()).containsExactly(result("REFUNDED", 1980));
    }

    /** An operator has given the money back another way meanwhile: it must not go back a second time. */
    @Test
    void givesNothingBackWhenTheOrderHasMovedOn() throws InterruptedException {
        world.gateway().reply(Reply.data("standing", new JsonObject().put("statusVersion", 4)));
        assertDone(bridge().late(EventTypes.REFUND_REQUESTED, ORDER.json()));
        assertThat(world.gateway().next().field()).isEqualTo("standing");
        assertThat(world.gateway().unread()).isZero();
    }

    private static JsonObject result(String outcome, int amount) {
        return new JsonObject()
                .put("orderId", SampleOrder.ID)
                .put("statusVersion", 3)
                .put("outcome", outcome)
                .put("amount", amount)
                .put("currency", "EUR");
    }
}
