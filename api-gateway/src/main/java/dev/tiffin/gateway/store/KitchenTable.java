package dev.tiffin.gateway.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The table {@code kitchen}. Its {@code load} is kept by a trigger of {@code orders}; here it is locked and read. */
final class KitchenTable {

    // A limit that was lifted since the order was placed is none.
    private static final String LOCK = """
            select k.restaurant_id, coalesce(k.capacity - k.load, 1000000)
            from kitchen k
            where k.restaurant_id = any ($1)
            order by k.restaurant_id
            for update
            """;

    /** Locks the kitchens of these restaurants by name; answers how many more orders each can prepare. */
    Uni<Map<String, Integer>> lock(SqlClient client, Collection<String> restaurants) {
        return client.preparedQuery(LOCK).execute(Arrays.ofTexts(restaurants)).map(rows -> {
            Map<String, Integer> room = new HashMap<>();
            for (Row row : rows) {
                room.put(row.getString(0), row.getInteger(1));
            }
            return room;
        });
    }
}
