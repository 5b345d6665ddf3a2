package dev.tiffin.gateway.store;

import dev.tiffin.gateway.order.MenuItem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.Collection;
import java.util.List;

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
