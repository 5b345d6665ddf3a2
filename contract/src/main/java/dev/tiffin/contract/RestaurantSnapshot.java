package dev.tiffin.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
 * @param exceptions days near the order's on which the opening hours do not hold
 * @param capacity most orders that it prepares at once; absent when there is no limit
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
        int preparationMinutes,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<OpeningException> exceptions,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer capacity) {

    /** {@link #approval}: restaurant-approval-fn approves on the restaurant's behalf. */
    public static final String AUTOMATIC = "AUTOMATIC";

    /** {@link #approval}: a person at the restaurant approves or declines. */
    public static final String BY_HAND = "BY_HAND";

    public RestaurantSnapshot {
        openingHours = openingHours == null ? List.of() : List.copyOf(openingHours);
        exceptions = exceptions == null ? List.of() : List.copyOf(exceptions);
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

    /**
     * What holds on one day in place of the opening hours; several for a day with several stretches.
     *
     * @param day ISO date, in the restaurant's zone
     * @param opens local time {@code HH:mm}; absent: closed all day
     * @param closes as in {@link OpeningHours}; absent: closed all day
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record OpeningException(
            String day, @Nullable String opens, @Nullable String closes) {}
}
