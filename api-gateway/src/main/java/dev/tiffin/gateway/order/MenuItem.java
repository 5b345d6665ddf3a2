package dev.tiffin.gateway.order;

import java.util.List;

/**
 * A dish.
 *
 * @param id the dish
 * @param restaurantId whose
 * @param name for people
 * @param description for people
 * @param category where on the menu
 * @param price of one, minor units of the restaurant's currency
 * @param available whether it can be had now
 * @param options what may be added
 */
public record MenuItem(
        String id,
        String restaurantId,
        String name,
        String description,
        String category,
        long price,
        boolean available,
        List<Option> options) {

    public MenuItem {
        options = List.copyOf(options);
    }

    /**
     * Something that may be added to a dish.
     *
     * @param name names it within the dish
     * @param price added to the price of one, minor units
     */
    public record Option(String name, long price) {}
}
