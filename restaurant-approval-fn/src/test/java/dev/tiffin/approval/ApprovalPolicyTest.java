package dev.tiffin.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.contract.StepResults.ApprovalDecision;
import dev.tiffin.contract.StepResults.ApprovalResult;
import dev.tiffin.function.testing.SampleOrder;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApprovalPolicyTest {

    private static final SampleOrder ORDER = SampleOrder.in("PAID");

    private final ApprovalPolicy policy = new ApprovalPolicy(250, 1.3, 5);

    @Test
    void approvesForARestaurantThatSaidSoAndPromisesATime() {
        // 20 to cook, 5 to hand over twice, 2,001.5 m * 1.3 / 250 = 10.4 on the way
        assertThat(policy.decide(ORDER.snapshot()))
                .isEqualTo(new ApprovalResult(
                        UUID.fromString(SampleOrder.ID), 3, ApprovalDecision.APPROVED, 36, null, null));
    }

    @Test
    void promisesForTheEdgeOfTheAreaWhenTheAddressIsNotKnown() {
        assertThat(policy.decide(ORDER.with("address", null).snapshot()).promisedMinutes())
                .isEqualTo(20 + 5 + 16);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BY_HAND", "BY_A_NEWER_RELEASE"})
    void leavesEverythingElseToAPerson(String approval) {
        assertThat(policy.decide(ORDER.with("restaurant.approval", approval).snapshot()))
                .isEqualTo(new ApprovalResult(
                        UUID.fromString(SampleOrder.ID), 3, ApprovalDecision.NEEDS_PERSON, null, null, null));
    }
}
