package dev.tiffin.gateway.graphql.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.contract.StepResults.ApprovalDecision;
import dev.tiffin.contract.StepResults.ChargeOutcome;
import dev.tiffin.contract.StepResults.RefundOutcome;
import dev.tiffin.gateway.graphql.input.StepInputs.ApprovalDecisionInput;
import dev.tiffin.gateway.graphql.input.StepInputs.ChargeOutcomeInput;
import dev.tiffin.gateway.graphql.input.StepInputs.RefundOutcomeInput;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever a step may find out, it can also write back. */
class StepInputsTest {

    @Test
    void theApiKnowsEveryOutcome() {
        assertThat(names(ChargeOutcomeInput.values())).isEqualTo(names(ChargeOutcome.values()));
        assertThat(names(RefundOutcomeInput.values())).isEqualTo(names(RefundOutcome.values()));
        assertThat(names(ApprovalDecisionInput.values())).isEqualTo(names(ApprovalDecision.values()));
    }

    private static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).sorted().toList();
    }
}
