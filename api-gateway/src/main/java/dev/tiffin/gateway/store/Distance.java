package dev.tiffin.gateway.store;

import dev.tiffin.gateway.order.Position;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * How far away, well enough to sort by: a city is small enough to be flat, but a degree of longitude is not one of
 * latitude.
 */
final class Distance {

    /** Of a row of {@code t} from the position in the first two parameters; null, alike for all, without a position. */
    static final String SQUARED =
            "(t.latitude - $1::float8) ^ 2 + ((t.longitude - $2::float8) * cos(radians($1::float8))) ^ 2";

    private Distance() {}

    static Tuple parameters(@Nullable Position near) {
        return Tuple.tuple()
                .addDouble(near == null ? null : near.latitude())
                .addDouble(near == null ? null : near.longitude());
    }
}
