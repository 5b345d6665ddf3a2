package dev.tiffin.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tiffin.contract.OrderStatus;
import dev.tiffin.contract.Role;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ManifestsTest {

    @Test
    void everyFunctionStatusHasItsFunction() {
        var manifests = RunningSystem.manifests();
        assertThat(manifests.functions()).containsExactlyInAnyOrderElementsOf(Role.FUNCTIONS);
        assertThat(manifests.waitingFor("payment-fn"))
                .containsExactly(OrderStatus.PAYMENT_REQUESTED, OrderStatus.REFUND_REQUESTED);
        var ofFunctions =
                Arrays.stream(OrderStatus.values()).filter(status -> status.owner() == OrderStatus.Owner.FUNCTION);
        assertThat(manifests.functions().stream().flatMap(function -> manifests.waitingFor(function).stream()))
                .containsExactlyInAnyOrderElementsOf(ofFunctions.toList());
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> Manifests.read(Path.of("no/steps.yaml")))
                .isInstanceOf(Trouble.class)
                .hasMessageContaining("no/steps.yaml");
    }
}
