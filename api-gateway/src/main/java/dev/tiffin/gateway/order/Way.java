package dev.tiffin.gateway.order;

import dev.tiffin.contract.Address;
import dev.tiffin.contract.Distance;
import dev.tiffin.contract.OrderStatus;
import dev.tiffin.contract.RestaurantSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * When the food will be at the door, going by where its agent is.
 *
 * <pre>
 *   PICKED_UP   agent to customer
 *   ASSIGNED    agent to restaurant to customer and the handover; the kitchen needs its time, so never before the
 *               time that was promised
 *
 *   minutes = distance as the crow flies * detour / speed, rounded up
 * </pre>
 *
 * @param metresPerMinute an agent's speed
 * @param detour by how much the streets are longer than the crow's way
 * @param handoverMinutes what taking the food from the kitchen and giving it to the customer takes
 * @param leastNews a difference that a customer wants to hear of
 */
public record Way(double metresPerMinute, double detour, int handoverMinutes, Duration leastNews) {

    /** Minutes from now to the door; empty when that is about what was promised, or nobody is on the way. */
    public OptionalInt news(Order order, Position agent, Instant now) {
        Instant promised = order.progress().promisedAt();
        boolean pickedUp = order.status() == OrderStatus.PICKED_UP;
        if (promised == null || (!pickedUp && order.status() != OrderStatus.ASSIGNED)) {
            return OptionalInt.empty();
        }
        int minutes = Math.clamp(minutes(order.placement(), agent, pickedUp), 1, Command.Approve.MOST_MINUTES);
        Duration later = Duration.between(promised, now.plus(Duration.ofMinutes(minutes)));
        Duration difference = pickedUp ? later.abs() : later;
        return difference.compareTo(leastNews) < 0 ? OptionalInt.empty() : OptionalInt.of(minutes);
    }

    private long minutes(Placement placement, Position agent, boolean pickedUp) {
        RestaurantSnapshot restaurant = placement.restaurant();
        Address address = placement.address();
        if (pickedUp) {
            return minutes(
                    Distance.metres(agent.latitude(), agent.longitude(), address.latitude(), address.longitude()));
        }
        return handoverMinutes
                + minutes(Distance.metres(
                                agent.latitude(), agent.longitude(), restaurant.latitude(), restaurant.longitude())
                        + Distance.metres(
                                restaurant.latitude(),
                                restaurant.longitude(),
                                address.latitude(),
                                address.longitude()));
    }

    private long minutes(double metres) {
        return (long) Math.ceil(metres * detour / metresPerMinute);
    }
}
