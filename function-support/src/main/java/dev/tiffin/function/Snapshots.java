package dev.tiffin.function;

import dev.tiffin.contract.OrderSnapshot;
import dev.tiffin.contract.RestaurantSnapshot;
import io.quarkus.funqy.knative.events.CloudEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes the order out of an event and sees to it that what must be there is: JSON that lacks a field reads as null. */
final class Snapshots {

    private Snapshots() {}

    /**
     * The order, complete.
     *
     * @throws Fault if something is missing
     */
    static OrderSnapshot complete(CloudEvent<OrderSnapshot> event) {
        @Nullable OrderSnapshot order = event.data();
        if (order == null) {
            throw Fault.unusable("The data is no order but null");
        }
        require("id, status, createdAt or currency", order.id(), order.status(), order.createdAt(), order.currency());
        require("restaurant", order.restaurant());
        require(order.restaurant());
        requireAll("lines", order.lines());
        if (order.statusVersion() < 1) {
            throw Fault.unusable("The order has no statusVersion");
        }
        return order;
    }

    private static void require(RestaurantSnapshot restaurant) {
        require(
                "restaurant's id, name, timeZone or approval",
                restaurant.id(),
                restaurant.name(),
                restaurant.timeZone(),
                restaurant.approval());
        for (var hours : restaurant.openingHours()) {
            require("opens or closes", hours.opens(), hours.closes());
        }
    }

    private static void requireAll(String what, @Nullable List<?> values) {
        if (values == null) {
            throw Fault.unusable("The order has no " + what);
        }
        require(what, values.toArray());
    }

    private static void require(String what, @Nullable Object... values) {
        if (Arrays.stream(values).anyMatch(Objects::isNull)) {
            throw Fault.unusable("The order has no " + what);
        }
    }
}
