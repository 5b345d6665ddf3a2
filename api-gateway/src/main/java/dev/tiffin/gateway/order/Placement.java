package dev.tiffin.gateway.order;

import dev.tiffin.contract.Address;
import dev.tiffin.contract.OrderLine;
import dev.tiffin.contract.RestaurantSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What is fixed when an order is placed.
 *
 * @param id the order
 * @param createdAt when it was placed, by the database's clock
 * @param customerId who placed it
 * @param restaurant what the steps need of the restaurant, as it was
 * @param address where to deliver
 * @param lines what was ordered, priced by the menu
 * @param total sum in minor units
 * @param currency ISO 4217 code
 */
public record Placement(
        UUID id,
        Instant createdAt,
        String customerId,
        RestaurantSnapshot restaurant,
        Address address,
        List<OrderLine> lines,
        long total,
        String currency) {

    public Placement {
        lines = List.copyOf(lines);
    }
}
