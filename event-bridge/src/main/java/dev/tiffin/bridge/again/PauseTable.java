package dev.tiffin.bridge.again;

import dev.tiffin.bridge.log.LogSession;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.HashSet;
import java.util.Set;

/** {@code delivery_pause}, as the relay reads it: when it begins, and whenever it is told of a change. */
public final class PauseTable {

    private final LogSession session;

    public PauseTable(LogSession session) {
        this.session = session;
    }

    /** The event types that are held back. */
    public Future<Set<String>> paused() {
        return session.execute("select event_type from delivery_pause", Tuple.tuple())
                .map(rows -> {
                    var types = new HashSet<String>();
                    for (Row row : rows) {
                        types.add(row.getString(0));
                    }
                    return types;
                });
    }
}
