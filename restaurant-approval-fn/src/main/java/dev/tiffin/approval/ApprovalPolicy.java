package dev.tiffin.approval;

import dev.tiffin.contract.Distance;
import dev.tiffin.contract.OrderSnapshot;
import dev.tiffin.contract.RestaurantSnapshot;
import dev.tiffin.contract.StepResults.ApprovalDecision;
import dev.tiffin.contract.StepResults.ApprovalResult;
import org.jspecify.annotations.Nullable;

/**
 * Approves for restaurants that said so, with an estimate; leaves every other order to a person.
 *
 * <pre>
 *   promised minutes = preparation + handover + distance * detour / speed, rounded up
 * </pre>
 *
 * The agent's way to the restaurant is not in it: it is covered while the kitchen cooks.
 */
final class ApprovalPolicy {

    private final double metresPerMinute;
    private final double detour;
    private final int handoverMinutes;

    ApprovalPolicy(double metresPerMinute, double detour, int handoverMinutes) {
        this.metresPerMinute = metresPerMinute;
        this.detour = detour;
        this.handoverMinutes = handoverMinutes;
    }

    ApprovalResult decide(OrderSnapshot order) {
        if (!order.restaurant().approval().equals(RestaurantSnapshot.AUTOMATIC)) {
            return result(order, ApprovalDecision.NEEDS_PERSON, null);
        }
        return result(order, ApprovalDecision.APPROVED, promisedMinutes(order));
    }

    private int promisedMinutes(OrderSnapshot order) {
        var travel = Math.ceil(metres(order) * detour / metresPerMinute);
        return order.restaurant().preparationMinutes() + handoverMinutes + (int) travel;
    }

    /** To the edge of the delivery area when the event does not say where: better early than late. */
    private static double metres(OrderSnapshot order) {
        var restaurant = order.restaurant();
        var address = order.address();
        return address == null
                ? restaurant.deliveryRadiusMetres()
                : Distance.metres(
                        restaurant.latitude(), restaurant.longitude(), address.latitude(), address.longitude());
    }

    private static ApprovalResult result(
            OrderSnapshot order, ApprovalDecision decision, @Nullable Integer promisedMinutes) {
        return new ApprovalResult(order.id(), order.statusVersion(), decision, promisedMinutes, null, null);
    }
}
