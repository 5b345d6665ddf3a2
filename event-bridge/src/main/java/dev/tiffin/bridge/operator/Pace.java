package dev.tiffin.bridge.operator;

import dev.tiffin.bridge.log.SideConnections;
import io.vertx.sqlclient.Tuple;

/**
 * How much is sent again, and how fast.
 *
 * @param most events
 * @param perSecond events a second
 */
record Pace(int most, int perSecond) {

    /**
     * Has events sent again, at this pace; answers how many.
     *
     * @param sql takes what chooses the events, then {@code most}, {@code perSecond}, and who, what and why
     */
    long send(SideConnections database, String sql, Tuple chosen, Action action) {
        var parameters = chosen.addValue((long) most)
                .addValue(perSecond)
                .addValue(action.who())
                .addValue(action.what())
                .addValue(action.why());
        return database.ask(sql, parameters).iterator().next().getLong(0);
    }
}
