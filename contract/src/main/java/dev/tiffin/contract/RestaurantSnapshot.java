package dev.tiffin.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * What the steps need to know of a restaurant, as it was when the order was placed.
 *
 * @param id the restaurant
 * @param name its name
 * @param latitude degrees
 * @param longitude degrees
 * @param timeZone IANA zone in which the opening hours are meant
 * @param openingHours when it is open; empty means never
 * @param deliveryRadiusMetres farthest delivery, as the crow flies
 * @param minimumOrder least total in minor units
 * @param approval {@code AUTOMATIC} or {@code BY_HAND}
 * @param preparationMinutes usual time from approval to pick-up
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RestaurantSnapshot(
        String id,
        String name,
        double latitude,
        double longitude,
        String timeZone,
        List<OpeningHours> openingHours,
        int deliveryRadiusMetres,
        long minimumOrder,
        String approval,
        int preparationMinutes) {

    /** {@link #approval}: restaurant-approval-fn approves on the restaurant's behalf. */
    public static final String AUTOMATIC = "AUTOMATIC";

    /** {@link #approval}: a person at the restaurant approves or declines. */
    public static final String BY_HAND = "BY_HAND";

    public RestaurantSnapshot {
        openingHours = openingHours == null ? List.of() : List.copyOf(openingHours);
    }

    /**
     * One stretch of opening hours.
     *
     * @param day ISO day of the week on which it begins, 1 = Monday
     * @param opens local time {@code HH:mm}
     * @param closes local time {@code HH:mm}; not after {@code opens} means the next day, {@code 24:00} midnight
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record OpeningHours(int day, String opens, String closes) {}
}
