package dev.tiffin.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.contract.OrderStatus.Owner;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OrderStatusTest {

    @Test
    void namesItsEventInLowerCaseWithDashes() {
        assertThat(OrderStatus.PAYMENT_REQUESTED.eventType()).isEqualTo("dev.tiffin.order.payment-requested");
        assertThat(OrderStatus.PLACED.eventType()).isEqualTo(EventTypes.PLACED);
    }

    @ParameterizedTest
    @EnumSource(OrderStatus.class)
    void isTerminalExactlyWhenNobodyOwnsIt(OrderStatus status) {
        assertThat(status.terminal()).isEqualTo(status.owner() == Owner.NOBODY);
    }

    @ParameterizedTest
    @EnumSource(OrderStatus.class)
    void agreesWithTheTypeTheBridgeDerivesFromItsName(OrderStatus status) {
        assertThat(EventTypes.of(status.name(), true)).isEqualTo(status.eventType());
        assertThat(EventTypes.of(status.name(), false)).isEqualTo(EventTypes.UPDATED);
    }

    @Test
    void derivesEventTypesWhateverTheLocaleOfTheMachine() {
        var before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(EventTypes.of("PICKED_UP", true)).isEqualTo("dev.tiffin.order.picked-up");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void givesEveryFunctionAnEventOfItsOwn() {
        assertThat(Arrays.stream(OrderStatus.values()).filter(status -> status.owner() == Owner.FUNCTION))
                .extracting(OrderStatus::eventType)
                .containsExactlyInAnyOrder(
                        EventTypes.PLACED,
                        EventTypes.PAYMENT_REQUESTED,
                        EventTypes.PAID,
                        EventTypes.APPROVED,
                        EventTypes.REFUND_REQUESTED);
    }
}
