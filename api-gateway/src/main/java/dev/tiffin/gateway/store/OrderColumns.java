package dev.tiffin.gateway.store;

import dev.tiffin.contract.Address;
import dev.tiffin.gateway.order.Order;
import dev.tiffin.gateway.order.Placement;

/** How a row of {@code orders} becomes an order. */
final class OrderColumns {

    /** Select list of what is fixed; the table's alias is {@code o}. */
    static final String PLACEMENT = """
            o.id, o.created_at, o.customer_id, o.restaurant::text, o.address, o.latitude, o.longitude, o.lines::text,
            o.total, o.currency""";

    /** Select list of a whole order. */
    static final String ALL = PLACEMENT + ", " + ProgressColumns.of("o");

    private OrderColumns() {}

    /** Reads {@link #PLACEMENT}. */
    static Placement placement(Columns columns) {
        return new Placement(
                columns.uuid(),
                columns.time(),
                columns.text(),
                Json.restaurant(columns.text()),
                new Address(columns.text(), columns.fraction(), columns.fraction()),
                Json.lines(columns.text()),
                columns.bigNumber(),
                columns.text());
    }

    /** Reads {@link #ALL}. */
    static Order order(Columns columns) {
        return new Order(placement(columns), ProgressColumns.read(columns));
    }
}
