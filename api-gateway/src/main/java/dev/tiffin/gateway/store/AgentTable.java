package dev.tiffin.gateway.store;

import dev.tiffin.gateway.order.Agent;
import dev.tiffin.gateway.order.Position;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The table {@code agent}. Its {@code load} is kept by the triggers of {@code orders}; here it is only read. */
public final class AgentTable {

    private static final String COLUMNS = "a.id, a.name, a.latitude, a.longitude, a.capacity, a.load, a.on_duty";

    private static final String LOCK = """
            select a.id, case when a.on_duty then a.capacity - a.load else 0 end
            from agent a
            where a.id = any ($1)
            order by a.id
            for update
            """;

    private static final String ROOM = """
            select coalesce(sum(a.capacity - a.load), 0)::int8 from agent a where a.on_duty and a.load < a.capacity
            """;

    private static final String FIND = """
            select %s from agent a where a.id = any ($1)
            """.formatted(COLUMNS);

    private static final String NEAREST = """
            select %s
            from agent a
            where $3::boolean is null or (a.on_duty and a.load < a.capacity) = $3
            order by %s, a.id
            limit $4
            """.formatted(COLUMNS, Distance.SQUARED.replace("t.", "a."));

    /** Locks these agents in the order of their ids; answers how many more orders each may be given, by id. */
    Uni<Map<String, Integer>> lock(SqlClient client, Collection<String> ids) {
        return client.preparedQuery(LOCK).execute(Arrays.ofTexts(ids)).map(rows -> {
            Map<String, Integer> room = new HashMap<>();
            for (Row row : rows) {
                room.put(row.getString(0), row.getInteger(1));
            }
            return room;
        });
    }

    /** How many orders all agents on duty could still be given. */
    Uni<Long> room(SqlClient client) {
        return client.preparedQuery(ROOM)
                .execute()
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** These agents, as far as they exist. */
    public Uni<List<Agent>> find(SqlClient client, Collection<String> ids) {
        return client.preparedQuery(FIND).execute(Arrays.ofTexts(ids)).map(rows -> Rows.list(rows, AgentTable::agent));
    }

    /** Nearest first; {@code free}: only those on duty who have room, or only the others; null: all. */
    public Uni<List<Agent>> nearest(SqlClient client, @Nullable Position near, @Nullable Boolean free, int first) {
        var parameters = Distance.parameters(near).addBoolean(free).addInteger(first);
        return client.preparedQuery(NEAREST).execute(parameters).map(rows -> Rows.list(rows, AgentTable::agent));
    }

    private static Agent agent(Columns column) {
        return new Agent(
                column.text(),
                column.text(),
                new Position(column.fraction(), column.fraction()),
                column.number(),
                column.number(),
                column.flag());
    }
}
