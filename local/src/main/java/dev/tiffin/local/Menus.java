package dev.tiffin.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What can be had in the city, as somebody hungry reads it on the doors and the menus. */
final class Menus {

    /** What {@link #dishes} wants to know of the restaurants. */
    static final String QUERY =
            "{ restaurants { id address { latitude longitude } timeZone openingHours { day opens closes }"
                    + " openingExceptions { day opens closes } minimumOrder { amount }"
                    + " menu { id available price { amount } options { name } } } }";

    private static final String MIDNIGHT = "24:00";
    private static final int DAY = 24 * 60;

    private Menus() {}

    /**
     * A dish, and where it is eaten: around the corner of its restaurant.
     *
     * @param atLeast how many make the restaurant's least order
     * @param options what may be added
     */
    record Dish(String restaurant, String id, int atLeast, List<String> options, double latitude, double longitude) {

        private static final double A_FEW_STREETS = 0.004;

        /** An order for some of it, or as many as there have to be. */
        Map<String, Object> order(String card, int quantity, List<String> with) {
            return Map.of(
                    "restaurantId",
                    restaurant,
                    "paymentMethod",
                    card,
                    "address",
                    Map.of("text", "Around the corner 1", "latitude", latitude + A_FEW_STREETS, "longitude", longitude),
                    "lines",
                    List.of(Map.of("itemId", id, "quantity", Math.max(quantity, atLeast), "options", with)));
        }
    }

    /** The dishes that are not sold out, of the restaurants that are open. */
    static List<Dish> dishes(JsonNode restaurants, Instant now) {
        var dishes = new ArrayList<Dish>();
        for (var restaurant : restaurants) {
            if (isOpen(restaurant, now)) {
                restaurant.path("menu").forEach(item -> {
                    if (item.path("available").asBoolean()) {
                        dishes.add(dish(restaurant, item));
                    }
                });
            }
        }
        return dishes;
    }

    private static Dish dish(JsonNode restaurant, JsonNode item) {
        var minimum = restaurant.at("/minimumOrder/amount").asLong();
        var price = Math.max(1, item.at("/price/amount").asLong());
        return new Dish(
                restaurant.path("id").asText(),
                item.path("id").asText(),
                Math.toIntExact((minimum + price - 1) / price),
                item.path("options").findValuesAsText("name"),
                restaurant.at("/address/latitude").asDouble(),
                restaurant.at("/address/longitude").asDouble());
    }

    /** A stretch that began yesterday may go past midnight. */
    private static boolean isOpen(JsonNode restaurant, Instant now) {
        var there = now.atZone(ZoneId.of(restaurant.path("timeZone").asText()));
        return stretches(restaurant, there.toLocalDate()).anyMatch(stretch -> holds(stretch, there, 0))
                || stretches(restaurant, there.toLocalDate().minusDays(1))
                        .anyMatch(stretch -> holds(stretch, there, 1));
    }

    /** Of that day; an exception is in place of the ordinary week. */
    private static Stream<JsonNode> stretches(JsonNode restaurant, LocalDate day) {
        var exceptions = all(restaurant.path("openingExceptions"), day.toString());
        return exceptions.isEmpty()
                ? all(restaurant.path("openingHours"), number(day.getDayOfWeek())).stream()
                : exceptions.stream().filter(stretch -> !stretch.path("opens").isNull());
    }

    private static List<JsonNode> all(JsonNode stretches, String day) {
        var found = new ArrayList<JsonNode>();
        stretches.forEach(stretch -> {
            if (stretch.path("day").asText().equals(day)) {
                found.add(stretch);
            }
        });
        return found;
    }

    private static String number(DayOfWeek day) {
        return String.valueOf(day.getValue());
    }

    private static boolean holds(JsonNode stretch, ZonedDateTime there, int daysAgo) {
        var minute = daysAgo * DAY + minutes(there.toLocalTime().toString());
        var opens = minutes(stretch.path("opens").asText());
        var closes = minutes(stretch.path("closes").asText());
        return opens <= minute && minute < (closes > opens ? closes : closes + DAY);
    }

    private static int minutes(String time) {
        return time.equals(MIDNIGHT) ? DAY : LocalTime.parse(time).toSecondOfDay() / 60;
    }
}
