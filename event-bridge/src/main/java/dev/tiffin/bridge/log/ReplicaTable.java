package dev.tiffin.bridge.log;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Tuple;

/** {@code bridge_replica}: what a bridge shows of itself to whoever asks another one. Written when it changes. */
public final class ReplicaTable {

    private static final String BEGIN = """
            with gone as (
                delete from bridge_replica r
                where r.pid <> $1 and not exists (select from pg_stat_activity a where a.pid = r.pid))
            insert into bridge_replica (pid, name, destinations) values ($1, $2, $3)
            on conflict (pid) do update set
                name = excluded.name, since = excluded.since, destinations = excluded.destinations""";

    private static final String CHANGE = "update bridge_replica set destinations = $2 where pid = $1";

    private final LogSession session;

    public ReplicaTable(LogSession session) {
        this.session = session;
    }

    /** A session begins; rows of sessions that are gone go as well. */
    public Future<Void> begin(String name, JsonArray destinations) {
        return session.execute(BEGIN, Tuple.of(session.processId(), name, destinations))
                .mapEmpty();
    }

    /** Something has changed. */
    public Future<Void> change(JsonArray destinations) {
        return session.execute(CHANGE, Tuple.of(session.processId(), destinations))
                .mapEmpty();
    }
}
