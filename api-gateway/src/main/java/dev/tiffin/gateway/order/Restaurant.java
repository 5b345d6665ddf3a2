package dev.tiffin.gateway.order;

import dev.tiffin.contract.RestaurantSnapshot;
import java.util.List;

/**
 * A restaurant as it is now.
 *
 * @param snapshot what the steps need of it
 * @param cuisine what it cooks
 * @param address where it is
 * @param currency in which its menu is priced
 * @param menu its dishes; in the reading that places orders, those that were asked for
 */
public record Restaurant(
        RestaurantSnapshot snapshot, String cuisine, String address, String currency, List<MenuItem> menu) {
    public Restaurant {
        menu = List.copyOf(menu);
    }

    /** The same with this menu. */
    public Restaurant withMenu(List<MenuItem> dishes) {
        return new Restaurant(snapshot, cuisine, address, currency, dishes);
    }
}
