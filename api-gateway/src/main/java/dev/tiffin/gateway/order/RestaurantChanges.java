package dev.tiffin.gateway.order;

import dev.tiffin.contract.RestaurantSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * What a restaurant wants to have changed about itself, for orders to come; what is absent stays.
 *
 * @param minimumOrder least total of an order, minor units
 * @param deliveryRadiusMetres farthest delivery
 * @param approvesByHand whether a person there approves each order
 * @param preparationMinutes usual time from approval to pick-up
 * @param capacity most orders prepared at once; 0: as many as come
 */
public record RestaurantChanges(
        @Nullable Long minimumOrder,
        @Nullable Integer deliveryRadiusMetres,
        @Nullable Boolean approvesByHand,
        @Nullable Integer preparationMinutes,
        @Nullable Integer capacity) {

    /** {@link RestaurantSnapshot#approval}, if it is to change. */
    public @Nullable String approval() {
        if (approvesByHand == null) {
            return null;
        }
        return approvesByHand ? RestaurantSnapshot.BY_HAND : RestaurantSnapshot.AUTOMATIC;
    }
}
