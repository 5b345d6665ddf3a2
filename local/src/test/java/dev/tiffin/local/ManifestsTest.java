package dev.tiffin.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tiffin.contract.OrderStatus;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ManifestsTest {

    @Test
    void everyFunctionStatusHasItsFunction() {
        var manifests = RunningSystem.manifests();
        assertThat(manifests.functions())
                .containsExactly("order-validation-fn", "payment-fn", "restaurant-approval-fn", "agent-assignment-fn");
        assertThat(manifests.waitingFor("payment-fn"))
                .containsExactly(OrderStatus.PAYMENT_REQUESTED, OrderStatus.REFUND_REQUESTED);
        var all = manifests.functions().stream().flatMap(function -> manifests.waitingFor(function).stream());
        assertThat(all).hasSize(5).allMatch(status -> status.owner() == OrderStatus.Owner.FUNCTION);
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> Manifests.read(Path.of("no/steps.yaml")))
                .isInstanceOf(Trouble.class)
                .hasMessageContaining("no/steps.yaml");
    }
}
