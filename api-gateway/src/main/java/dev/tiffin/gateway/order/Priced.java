package dev.tiffin.gateway.order;

import static java.util.stream.Collectors.joining;

import dev.tiffin.contract.OrderLine;
import dev.tiffin.contract.RestaurantSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A new order with the prices of the menu.
 *
 * @param restaurant as it is now
 * @param lines with the menu's names and prices
 * @param total sum in minor units
 * @param currency of the restaurant
 */
public record Priced(RestaurantSnapshot restaurant, List<OrderLine> lines, long total, String currency) {

    private static final int MOST_SENTENCES = 20;

    public Priced {
        lines = List.copyOf(lines);
    }

    /**
     * Looks everything up.
     *
     * @param restaurant the restaurant that was asked for; null if there is none
     * @param items the dishes that were asked for, as far as they exist, by id
     * @throws OrderRefused if something does not exist or cannot be had
     */
    public static Priced of(NewOrder request, @Nullable Restaurant restaurant, Map<String, MenuItem> items) {
        if (restaurant == null) {
            throw new OrderRefused(
                    Refusal.UNKNOWN_RESTAURANT, "There is no restaurant \"" + request.restaurantId() + "\".");
        }
        List<OrderLine> lines = priced(request, items);
        long total = lines.stream()
                .mapToLong(line -> line.unitPrice() * line.quantity())
                .sum();
        return new Priced(restaurant.snapshot(), lines, total, restaurant.currency());
    }

    /** Refuses by everything that is wrong, not only the first: one code, and a sentence for each. */
    private static List<OrderLine> priced(NewOrder request, Map<String, MenuItem> items) {
        List<OrderLine> lines = new ArrayList<>();
        List<OrderRefused> wrong = new ArrayList<>();
        for (NewOrder.Line line : request.lines()) {
            try {
                lines.add(priced(line, request.restaurantId(), items.get(line.itemId())));
            } catch (OrderRefused refused) {
                wrong.add(refused);
            }
        }
        if (wrong.isEmpty()) {
            return lines;
        }
        throw new OrderRefused(
                wrong.getFirst().code(),
                wrong.stream()
                        .map(OrderRefused::sentence)
                        .distinct()
                        .limit(MOST_SENTENCES)
                        .collect(joining(" ")));
    }

    private static OrderLine priced(NewOrder.Line line, String restaurantId, @Nullable MenuItem item) {
        if (item == null || !item.restaurantId().equals(restaurantId)) {
            throw new OrderRefused(
                    Refusal.UNKNOWN_ITEM, "The restaurant has no dish \"" + line.itemId() + "\" on its menu.");
        }
        if (!item.available()) {
            throw new OrderRefused(Refusal.ITEM_UNAVAILABLE, "\"" + item.name() + "\" cannot be had just now.");
        }
        long unitPrice = item.price();
        for (String name : line.options()) {
            unitPrice += option(item, name).price();
        }
        return new OrderLine(item.id(), item.name(), line.options(), line.quantity(), unitPrice);
    }

    private static MenuItem.Option option(MenuItem item, String name) {
        return item.options().stream()
                .filter(option -> option.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new OrderRefused(
                        Refusal.UNKNOWN_ITEM, "\"" + item.name() + "\" cannot be had with \"" + name + "\"."));
    }
}
