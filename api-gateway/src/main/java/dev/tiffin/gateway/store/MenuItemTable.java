package dev.tiffin.gateway.store;

import dev.tiffin.gateway.order.MenuItem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The table {@code menu_item}: the only source of prices. */
public final class MenuItemTable {

    private static final String COLUMNS =
            "m.id, m.restaurant_id, m.name, m.description, m.category, m.price, m.available, m.options::text";

    private static final String FIND = """
            select %s from menu_item m where m.id = any ($1)
            """.formatted(COLUMNS);

    private static final String MENUS = """
            select %s from menu_item m where m.restaurant_id = any ($1) order by m.restaurant_id, m.category, m.name
            """.formatted(COLUMNS);

    /** These dishes, as far as they exist. */
    public Uni<List<MenuItem>> find(SqlClient client, Collection<String> ids) {
        return client.preparedQuery(FIND)
                .execute(Arrays.ofTexts(ids))
                .map(rows -> Rows.list(rows, MenuItemTable::item));
    }

    /** Everything on the menus of these restaurants, by category and name. */
    public Uni<List<MenuItem>> menus(SqlClient client, Collection<String> restaurantIds) {
        return client.preparedQuery(MENUS)
                .execute(Arrays.ofTexts(restaurantIds))
                .map(rows -> Rows.list(rows, MenuItemTable::item));
    }

    // A name that another restaurant uses is not this one's to change.
    private static final String PUT = """
            insert into menu_item as m (id, restaurant_id, name, description, category, price, available, options)
            values ($1, $2, $3, $4, $5, $6, $7, $8::text::jsonb)
            on conflict (id) do update set
              name = excluded.name, description = excluded.description, category = excluded.category,
              price = excluded.price, available = excluded.available, options = excluded.options
            where m.restaurant_id = excluded.restaurant_id
            returning %s
            """.formatted(COLUMNS);

    private static final String SET_AVAILABLE = """
            update menu_item m set available = $3 where m.id = $1 and m.restaurant_id = $2 returning %s
            """.formatted(COLUMNS);

    /** Puts a dish on the menu, or changes it; empty when its id is another restaurant's. */
    public Uni<Optional<MenuItem>> put(SqlClient client, MenuItem item) {
        var parameters = Tuple.tuple()
                .addString(item.id())
                .addString(item.restaurantId())
                .addString(item.name())
                .addString(item.description())
                .addString(item.category())
                .addLong(item.price())
                .addBoolean(item.available())
                .addString(Json.write(item.options()));
        return client.preparedQuery(PUT).execute(parameters).map(rows -> Rows.first(rows, MenuItemTable::item));
    }

    /** Whether it can be had from now on; empty when the restaurant has no such dish. */
    public Uni<Optional<MenuItem>> setAvailable(SqlClient client, String id, String restaurantId, boolean available) {
        return client.preparedQuery(SET_AVAILABLE)
                .execute(Tuple.of(id, restaurantId, available))
                .map(rows -> Rows.first(rows, MenuItemTable::item));
    }

    private static MenuItem item(Columns column) {
        return new MenuItem(
                column.text(),
                column.text(),
                column.text(),
                column.text(),
                column.text(),
                column.bigNumber(),
                column.flag(),
                Json.options(column.text()));
    }
}
