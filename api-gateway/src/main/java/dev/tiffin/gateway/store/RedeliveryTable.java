package dev.tiffin.gateway.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.Collection;
import java.util.UUID;

/** The table {@code redelivery}, written by the one function that may. */
final class RedeliveryTable {

    // In the order of the ids, like all locks of several rows.
    private static final String EMIT_AGAIN = """
            select count(emit_again(id, $2, clock_timestamp() + interval '10 seconds'))
            from (select id from unnest($1::uuid[]) as u (id) order by id) as wanting
            """;

    /** No agent was free: the events that ask for one come again in ten seconds, or when an agent becomes free. */
    Uni<Void> askAgainForAgents(SqlClient client, Collection<UUID> ids) {
        return askAgain(client, ids, "NO_AGENT_FREE");
    }

    /** A kitchen was full: the events that ask for approval come again in ten seconds, or when there is room. */
    Uni<Void> askAgainForKitchens(SqlClient client, Collection<UUID> ids) {
        return askAgain(client, ids, "KITCHEN_FULL");
    }

    private static Uni<Void> askAgain(SqlClient client, Collection<UUID> ids, String why) {
        return client.preparedQuery(EMIT_AGAIN)
                .execute(Arrays.ofIds(ids).addString(why))
                .replaceWithVoid();
    }
}
