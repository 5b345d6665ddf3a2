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
class ChargeFunctionTest extends StepConformance {

    private static final SampleOrder ORDER = SampleOrder.in("PAYMENT_REQUESTED")
            .with("paymentMethod", "tok_visa")
            .with("paymentAttempt", 1);

    ChargeFunctionTest() {
        super(EventTypes.PAYMENT_REQUESTED, ORDER, "recordPayments");
    }

    @Override
    protected String functionName() {
        return "charge";
    }

    /** It waits for the provider, on a thread for each charge. */
    @Override
    protected boolean takesBatches() {
        return false;
    }

    @Test
    void writesBackACharge() throws InterruptedException {
        assertDone(bridge().binary(EventTypes.PAYMENT_REQUESTED, ORDER.json()));
        assertThat(world.gateway().next().results())
                .containsExactly(result("CHARGED").put("paymentReference", "instant_" + SampleOrder.ID + "_1"));
    }

    @Test
    void writesBackThatACardWasDeclined() throws InterruptedException {
        var declined = ORDER.with("paymentMethod", "tok_declined");
        assertDone(bridge().structured(EventTypes.PAYMENT_REQUESTED, declined.json()));
        assertThat(world.gateway().next().results())
                .containsExactly(
                        result("DECLINED").put("reasonCode", "CARD_DECLINED").put("reason", "The card was declined."));
    }

    @Test
    void asksTheGatewayBeforeItChargesForAnOldEvent() throws InterruptedException {
        assertDone(bridge().late(EventTypes.PAYMENT_REQUESTED, ORDER.json()));
        var question = world.gateway().next();
        assertThat(question.field()).isEqualTo("standing");
        assertThat(question.variables()).isEqualTo(new JsonObject().put("id", SampleOrder.ID));
        assertThat(world.gateway().next().results()).hasSize(1);
    }

    @Test
    void chargesNothingWhenTheOrderHasMovedOn() throws InterruptedException {
        world.gateway().reply(Reply.data("standing", new JsonObject().put("statusVersion", 4)));
        assertDone(bridge().late(EventTypes.PAYMENT_REQUESTED, ORDER.json()));
        assertThat(world.gateway().next().field()).isEqualTo("standing");
        assertThat(world.gateway().unread()).isZero();
    }

    @Test
    void chargesNothingForAnOrderThatTheGatewayDoesNotKnow() throws InterruptedException {
        world.gateway().reply(Reply.data("standing", null));
        assertRefused(
                bridge().late(EventTypes.PAYMENT_REQUESTED, ORDER.json()), 422, "The gateway knows no such order");
        assertThat(world.gateway().next().field()).isEqualTo("standing");
        assertThat(world.gateway().unread()).isZero();
    }

    @Test
    void refusesForGoodWhatCannotBeCharged() {
        assertRefused(
                bridge().binary(
                                EventTypes.PAYMENT_REQUESTED,
                                ORDER.with("paymentMethod", null).json()),
                422,
                "The rules cannot read the order: no payment method or no attempt");
    }

    private static JsonObject result(String outcome) {
        return new JsonObject()
                .put("orderId", SampleOrder.ID)
                .put("statusVersion", 3)
                .put("paymentAttempt", 1)
                .put("outcome", outcome)
                .put("amount", 1980)
                .put("currency", "EUR");
    }
}
