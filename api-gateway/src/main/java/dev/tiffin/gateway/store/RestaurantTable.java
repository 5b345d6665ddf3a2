package dev.tiffin.gateway.store;

import dev.tiffin.contract.RestaurantSnapshot;
import dev.tiffin.gateway.order.Position;
import dev.tiffin.gateway.order.Restaurant;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tables {@code restaurant} and {@code opening_hours}, which belongs to it. */
public final class RestaurantTable {

    private static final String COLUMNS = """
            r.id, r.name, r.latitude, r.longitude, r.time_zone,
            (select coalesce(json_agg(json_build_object('day', h.day, 'opens', h.opens, 'closes', h.closes)
                order by h.day, h.opens), '[]')::text from opening_hours h where h.restaurant_id = r.id),
            r.delivery_radius_metres, r.minimum_order, r.approval, r.preparation_minutes, r.cuisine, r.address,
            r.currency""";

    private static final String FIND = """
            select %s from restaurant r where r.id = any ($1)
            """.formatted(COLUMNS);

    private static final String NEAREST = """
            select %s
            from restaurant r
            order by %s, r.name, r.id
            limit 1000
            """.formatted(COLUMNS, Distance.SQUARED.replace("t.", "r."));

    /** These restaurants, as far as they exist, without their menus. */
    public Uni<List<Restaurant>> find(SqlClient client, Collection<String> ids) {
        return client.preparedQuery(FIND)
                .execute(Arrays.ofTexts(ids))
                .map(rows -> Rows.list(rows, RestaurantTable::restaurant));
    }

    /** All restaurants, nearest first, without their menus. */
    public Uni<List<Restaurant>> all(SqlClient client, @Nullable Position near) {
        Tuple parameters = Distance.parameters(near);
        return client.preparedQuery(NEAREST)
                .execute(parameters)
                .map(rows -> Rows.list(rows, RestaurantTable::restaurant));
    }

    private static Restaurant restaurant(Columns column) {
        var snapshot = new RestaurantSnapshot(
                column.text(),
                column.text(),
                column.fraction(),
                column.fraction(),
                column.text(),
                Json.hours(column.text()),
                column.number(),
                column.bigNumber(),
                column.text(),
                column.number());
        return new Restaurant(snapshot, column.text(), column.text(), column.text(), List.of());
    }
}
