package dev.tiffin.assignment;

import dev.tiffin.contract.Distance;
import dev.tiffin.contract.OrderSnapshot;
import dev.tiffin.contract.StepResults.AssignmentResult;
import java.util.Comparator;
import java.util.List;

/**
 * Ranks agents by the minutes until they can be at the restaurant; of equals the one with the lesser id is first, so
 * that the same facts give the same answer.
 *
 * <pre>
 *   minutes = distance / speed + orders carried now * delay by each
 * </pre>
 */
final class AssignmentPolicy {

    /**
     * An agent who has room.
     *
     * @param load orders carried now
     */
    record Agent(String id, double latitude, double longitude, int load) {}

    private record Ranked(String id, double minutes) {}

    private static final Comparator<Ranked> SOONEST =
            Comparator.comparingDouble(Ranked::minutes).thenComparing(Ranked::id);

    private final double metresPerMinute;
    private final double minutesPerOrder;
    private final int candidates;

    AssignmentPolicy(double metresPerMinute, double minutesPerOrder, int candidates) {
        this.metresPerMinute = metresPerMinute;
        this.minutesPerOrder = minutesPerOrder;
        this.candidates = candidates;
    }

    /** The best candidates, best first; none when nobody is free. */
    AssignmentResult rank(OrderSnapshot order, List<Agent> free) {
        var best = free.stream()
                .map(agent -> new Ranked(agent.id(), minutes(order, agent)))
                .sorted(SOONEST)
                .limit(candidates)
                .map(Ranked::id)
                .toList();
        return new AssignmentResult(order.id(), order.statusVersion(), best);
    }

    private double minutes(OrderSnapshot order, Agent agent) {
        var restaurant = order.restaurant();
        var metres =
                Distance.metres(agent.latitude(), agent.longitude(), restaurant.latitude(), restaurant.longitude());
        return metres / metresPerMinute + agent.load() * minutesPerOrder;
    }
}
