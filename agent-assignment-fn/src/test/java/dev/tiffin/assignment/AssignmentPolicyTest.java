package dev.tiffin.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.assignment.AssignmentPolicy.Agent;
import dev.tiffin.function.testing.SampleOrder;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AssignmentPolicyTest {

    private static final SampleOrder ORDER = SampleOrder.in("APPROVED");

    /** 2,001.5 metres north of the restaurant: 8 minutes. */
    private static final double NORTH = 52.538;

    private final AssignmentPolicy policy = new AssignmentPolicy(250, 10, 16);

    @Test
    void putsTheNearestFirst() {
        assertThat(candidates(at("far", 52.56, 0), at("near", 52.521, 0), at("middle", 52.53, 0)))
                .containsExactly("near", "middle", "far");
    }

    @Test
    void weighsLoadAgainstDistance() {
        assertThat(candidates(at("idle-8-minutes-away", NORTH, 0), at("busy-at-the-door", 52.52, 1)))
                .containsExactly("idle-8-minutes-away", "busy-at-the-door");
        assertThat(candidates(at("idle-16-minutes-away", 52.556, 0), at("busy-at-the-door", 52.52, 1)))
                .containsExactly("busy-at-the-door", "idle-16-minutes-away");
    }

    @Test
    void isTheSameInWhateverOrderEqualsCome() {
        assertThat(candidates(at("b", NORTH, 0), at("a", NORTH, 0))).containsExactly("a", "b");
    }

    @Test
    void proposesSixteenAtMost() {
        var free = IntStream.range(0, 50)
                .mapToObj(i -> at("agent-" + i, 52.52 + i * 0.001, 0))
                .toList();
        assertThat(policy.rank(ORDER.snapshot(), free).candidates())
                .hasSize(16)
                .startsWith("agent-0", "agent-1")
                .endsWith("agent-15");
    }

    @Test
    void proposesNobodyWhenNobodyIsFree() {
        var result = policy.rank(ORDER.snapshot(), List.of());
        assertThat(result.candidates()).isEmpty();
        assertThat(result.orderId()).hasToString(SampleOrder.ID);
        assertThat(result.statusVersion()).isEqualTo(3);
    }

    private List<String> candidates(Agent... free) {
        return policy.rank(ORDER.snapshot(), List.of(free)).candidates();
    }

    private static Agent at(String id, double latitude, int load) {
        return new Agent(id, latitude, 13.40, load);
    }
}
