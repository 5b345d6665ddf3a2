package dev.tiffin.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * One dish of an order.
 *
 * @param itemId menu item
 * @param name its name at placement
 * @param options names of the options chosen; their price is part of {@code unitPrice}
 * @param quantity 1 or more
 * @param unitPrice price of one in minor units of the order's currency
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record OrderLine(String itemId, String name, List<String> options, int quantity, long unitPrice) {

    public OrderLine {
        options = options == null ? List.of() : List.copyOf(options);
    }
}
