package dev.tiffin.gateway.store;

import dev.tiffin.gateway.order.Agent;
import dev.tiffin.gateway.order.Position;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code agent}. Its {@code load} is kept by the triggers of {@code orders}; here it is only read. Its own
 * trigger wakes orders that wait for an agent when one comes on duty.
 */
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

    private static final String SET_ON_DUTY = """
            update agent a set on_duty = $2 where a.id = $1 returning %s
            """.formatted(COLUMNS);

    private static final String MOVE = """
            update agent a set latitude = $2, longitude = $3, position_at = clock_timestamp()
            where a.id = $1
            returning %s
            """.formatted(COLUMNS);

    /** Whether new orders may be assigned from now on; empty when there is no such agent. */
    public Uni<Optional<Agent>> setOnDuty(SqlClient client, String id, boolean onDuty) {
        return client.preparedQuery(SET_ON_DUTY)
                .execute(Tuple.of(id, onDuty))
                .map(rows -> Rows.first(rows, AgentTable::agent));
    }

    /** Where the agent is now; empty when there is no such agent. */
    public Uni<Optional<Agent>> move(SqlClient client, String id, Position position) {
        return client.preparedQuery(MOVE)
                .execute(Tuple.of(id, position.latitude(), position.longitude()))
                .map(rows -> Rows.first(rows, AgentTable::agent));
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
