package dev.tiffin.gateway.graphql.input;

import dev.tiffin.contract.RestaurantSnapshot.OpeningException;
import dev.tiffin.contract.RestaurantSnapshot.OpeningHours;
import dev.tiffin.gateway.order.MenuItem;
import dev.tiffin.gateway.order.OrderRefused;
import dev.tiffin.gateway.order.Refusal;
import dev.tiffin.gateway.order.RestaurantChanges;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Input;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

/** What restaurants say of themselves. */
public final class UpkeepInputs {

    private static final Pattern OPENS = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");
    private static final Pattern CLOSES = Pattern.compile(OPENS + "|24:00");

    /** Of a dish, or of what is added to it. */
    private static final int PRICE = 100_000_000;

    private UpkeepInputs() {}

    /** What is to change; the rest stays. */
    @Input("RestaurantChangesInput")
    @Description("What is to change about a restaurant, for orders to come; what is left out stays.")
    public record RestaurantChangesInput(
            @Description("Least total of an order, in minor units of the restaurant's currency.") @Nullable
            Long minimumOrder,

            @Description("Farthest delivery, as the crow flies, in metres, 1 to 100,000.") @Nullable
            Integer deliveryRadiusMetres,

            @Description("Whether a person approves each order; otherwise it happens by itself.") @Nullable
            Boolean approvesByHand,

            @Description("Usual minutes from approval to pick-up, 1 to 240.") @Nullable
            Integer preparationMinutes,

            @Description("Most orders prepared at once, 1 to 1,000; 0: as many as come.") @Nullable
            Integer capacity) {

        private static final int RADIUS = 100_000;
        private static final int PREPARATION = 240;
        private static final int CAPACITY = 1_000;
        private static final int MINIMUM = 1_000_000_000;

        /** The domain's. */
        public RestaurantChanges changes(String field) {
            if (minimumOrder != null) {
                Check.amount(field + ".minimumOrder", minimumOrder, 0, MINIMUM);
            }
            return new RestaurantChanges(
                    minimumOrder,
                    between(field + ".deliveryRadiusMetres", deliveryRadiusMetres, 1, RADIUS),
                    approvesByHand,
                    between(field + ".preparationMinutes", preparationMinutes, 1, PREPARATION),
                    between(field + ".capacity", capacity, 0, CAPACITY));
        }

        private static @Nullable Integer between(String field, @Nullable Integer value, int least, int most) {
            return value == null ? null : Integer.valueOf(Check.between(field, (int) value, least, most));
        }
    }

    /** One stretch of an ordinary week. */
    @Input("OpeningHoursInput")
    @Description("One stretch of opening hours.")
    public record OpeningHoursInput(
            @Description("ISO day of the week on which it begins, 1 is Monday.") @NonNull
            Integer day,

            @Description("Local time, HH:mm.") @NonNull String opens,

            @Description("Local time, HH:mm; not after `opens` means the next day, 24:00 means midnight.") @NonNull
            String closes) {

        /** The contract's. */
        public OpeningHours hours(String field) {
            return new OpeningHours(
                    Check.between(field + ".day", (int) day, 1, 7),
                    time(field + ".opens", opens, OPENS),
                    time(field + ".closes", closes, CLOSES));
        }
    }

    /** One stretch of a day that is not like the others. */
    @Input("OpeningStretchInput")
    @Description("One stretch of a day.")
    public record OpeningStretchInput(
            @Description("Local time, HH:mm.") @NonNull String opens,

            @Description("Local time, HH:mm; not after `opens` means the next day, 24:00 means midnight.") @NonNull
            String closes) {

        /** The contract's, on that day. */
        public OpeningException exception(String field, String day) {
            return new OpeningException(
                    day, time(field + ".opens", opens, OPENS), time(field + ".closes", closes, CLOSES));
        }
    }

    /** A dish. */
    @Input("MenuItemInput")
    @Description("A dish, as it is to stand on the menu.")
    public record MenuItemInput(
            @Description("Short readable name, unlike that of every other dish in the city.") @Id @NonNull
            String id,

            @Description("Its name.") @NonNull String name,
            @Description("What it is.") @Nullable String description,

            @Description("Where on the menu it stands, for example Mains.") @NonNull
            String category,

            @Description("Price of one, in minor units of the restaurant's currency.") @NonNull
            Long price,

            @Description("Whether it can be had now; left out: it can.") @Nullable
            Boolean available,

            @Description("What may be added, at most 20.") @io.smallrye.graphql.api.Nullable @Nullable
            List<@NonNull OptionInput> options) {

        private static final int OPTIONS = 20;

        /** The domain's dish of that restaurant. */
        public MenuItem item(String field, String restaurantId) {
            Check.amount(field + ".price", price, 1, PRICE);
            var extras = Check.atMost(field + ".options", options == null ? List.of() : options, OPTIONS);
            return new MenuItem(
                    Check.name(field + ".id", id),
                    restaurantId,
                    Check.name(field + ".name", name),
                    Objects.requireNonNullElse(Check.optionalSentence(field + ".description", description), ""),
                    Check.name(field + ".category", category),
                    price,
                    Objects.requireNonNullElse(available, true),
                    Check.each(field + ".options", extras, OptionInput::option));
        }
    }

    /** Something that may be added to a dish. */
    @Input("OptionInput")
    @Description("Something that may be added to a dish.")
    public record OptionInput(
            @Description("Its name, which a line of an order names it by.") @NonNull
            String name,

            @Description("Added to the price of one, in minor units.") @NonNull
            Long price) {

        MenuItem.Option option(String field) {
            Check.amount(field + ".price", price, 0, PRICE);
            return new MenuItem.Option(Check.name(field + ".name", name), price);
        }
    }

    private static String time(String field, String text, Pattern form) {
        if (!form.matcher(text).matches()) {
            throw new OrderRefused(Refusal.INVALID_INPUT, field + " is not a time of the day (HH:mm).");
        }
        return text;
    }
}
