package dev.tiffin.gateway.graphql.view;

import dev.tiffin.contract.RestaurantSnapshot;
import dev.tiffin.gateway.order.Restaurant;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;
import org.jspecify.annotations.Nullable;

/** A restaurant as it is now. */
@Type("Restaurant")
@Description("A restaurant as it is now.")
public record RestaurantView(
        @Description("The restaurant.") @Id @NonNull String id,
        @Description("Its name.") @NonNull String name,
        @Description("What it cooks.") @NonNull String cuisine,
        @Description("Where it is.") @NonNull AddressView address,

        @Description("IANA time zone in which the opening hours are meant.") @NonNull
        String timeZone,

        @Description("When it is open; empty means never.") @NonNull
        List<@NonNull OpeningHoursView> openingHours,

        @Description("Days to come on which the opening hours do not hold, one entry a stretch.") @NonNull
        List<@NonNull OpeningExceptionView> openingExceptions,

        @Description("How far it delivers, as the crow flies, in metres.") @NonNull
        Integer deliveryRadiusMetres,

        @Description("The least that an order has to cost.") @NonNull
        MoneyView minimumOrder,

        @Description("Whether a person at the restaurant approves each order; otherwise it happens by itself.") @NonNull
        Boolean approvesByHand,

        @Description("Usual minutes from approval to pick-up.") @NonNull
        Integer preparationMinutes,

        @Description("Most orders that it prepares at once; null: as many as come.") @Nullable
        Integer capacity,

        @Description("Its dishes.") @NonNull List<@NonNull MenuItemView> menu) {

    /** The API's view of a restaurant. */
    public static RestaurantView of(Restaurant restaurant) {
        var now = restaurant.snapshot();
        String currency = restaurant.currency();
        return new RestaurantView(
                now.id(),
                now.name(),
                restaurant.cuisine(),
                new AddressView(restaurant.address(), now.latitude(), now.longitude()),
                now.timeZone(),
                now.openingHours().stream().map(OpeningHoursView::of).toList(),
                now.exceptions().stream().map(OpeningExceptionView::of).toList(),
                now.deliveryRadiusMetres(),
                new MoneyView(now.minimumOrder(), currency),
                RestaurantSnapshot.BY_HAND.equals(now.approval()),
                now.preparationMinutes(),
                now.capacity(),
                restaurant.menu().stream()
                        .map(item -> MenuItemView.of(item, currency))
                        .toList());
    }

    /** What holds on one day in place of the opening hours. */
    @Type("OpeningException")
    @Description("What holds on one day in place of the opening hours.")
    public record OpeningExceptionView(
            @Description("The day in the restaurant's zone, for example 2026-12-24.") @NonNull
            String day,

            @Description("Local time, HH:mm; null: closed all day.") @Nullable
            String opens,

            @Description("Local time, HH:mm; null: closed all day.") @Nullable
            String closes) {

        static OpeningExceptionView of(RestaurantSnapshot.OpeningException exception) {
            return new OpeningExceptionView(exception.day(), exception.opens(), exception.closes());
        }
    }

    /** One stretch of opening hours. */
    @Type("OpeningHours")
    @Description("One stretch of opening hours.")
    public record OpeningHoursView(
            @Description("ISO day of the week on which it begins, 1 is Monday.") @NonNull
            Integer day,

            @Description("Local time, HH:mm.") @NonNull String opens,

            @Description("Local time, HH:mm; not after `opens` means the next day, 24:00 means midnight.") @NonNull
            String closes) {

        static OpeningHoursView of(RestaurantSnapshot.OpeningHours hours) {
            return new OpeningHoursView(hours.day(), hours.opens(), hours.closes());
        }
    }
}
