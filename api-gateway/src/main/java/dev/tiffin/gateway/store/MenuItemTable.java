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

    // Orders hold the menus by which they are priced, together; who changes a menu has it alone. Not by locking rows:
    // orders that share a row would let one another pass for as long as they come, and never the change.
    private static final String HOLD = """
            select pg_advisory_xact_lock_shared(7305, key) from unnest($1::int[]) as menu (key)
            """;

    private static final String HAVE_ALONE = """
            select pg_advisory_xact_lock(7305, $1)
            """;

    private static final String MENUS = """
            select %s from menu_item m where m.restaurant_id = any ($1) order by m.restaurant_id, m.category, m.name
            """.formatted(COLUMNS);

    /** Until the transaction ends nobody changes these restaurants' menus; others may hold them, too. */
    Uni<Void> hold(SqlClient client, Collection<String> restaurantIds) {
        // All in one order, so that nobody waits in a circle. Two menus with the same key are held together.
        Integer[] keys =
                restaurantIds.stream().map(String::hashCode).distinct().sorted().toArray(Integer[]::new);
        return client.preparedQuery(HOLD)
                .execute(Tuple.tuple().addArrayOfInteger(keys))
                .replaceWithVoid();
    }

    /** Until the transaction ends nobody is priced by this restaurant's menu but who waited for it. */
    public Uni<Void> haveAlone(SqlClient client, String restaurantId) {
        return client.preparedQuery(HAVE_ALONE)
                .execute(Tuple.of(restaurantId.hashCode()))
                .replaceWithVoid();
    }

    /** These dishes, as far as they exist. */
    Uni<List<MenuItem>> find(SqlClient client, Collection<String> ids) {
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

    /** Puts a dish on the menu that the caller has alone, or changes it; empty when its id is another restaurant's. */
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

    /** The same, whether it can be had from now on; empty when the restaurant has no such dish. */
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
