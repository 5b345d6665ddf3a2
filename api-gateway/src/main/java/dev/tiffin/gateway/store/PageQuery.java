package dev.tiffin.gateway.store;

import dev.tiffin.contract.Role;
import dev.tiffin.gateway.order.Actor;
import dev.tiffin.gateway.order.Cursor;
import dev.tiffin.gateway.order.OrderFilter;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A page of {@code orders}: which, from where on, how many. What is fixed in an order is found by index; the status,
 * which has none because it moves, is looked at on the way. An agent's orders are found by the deadlines that wait
 * for the agent, so they are those under way.
 *
 * @param actor sees own orders only
 * @param filter which of them
 * @param first at most so many, and one more that tells whether there are more
 * @param after the last order of the page before
 */
public record PageQuery(
        Actor actor,
        OrderFilter filter,
        int first,
        @Nullable Cursor after) {

    private static final Cursor BEGINNING = new Cursor(Instant.parse("9999-01-01T00:00:00Z"), new UUID(-1, -1));
    private static final Instant EVER_SINCE = Instant.parse("0001-01-01T00:00:00Z");

    private static final String OF_CUSTOMER = sql("o.customer_id = $1");
    private static final String OF_RESTAURANT = sql("o.restaurant_id = $1");
    private static final String OF_AGENT =
            sql("o.id = any (array(select d.order_id from deadline d where d.waits_for = 'agent:' || $1))");
    private static final String OF_ANYBODY = sql("$1::text is null");

    private static String sql(String whose) {
        return """
                select %s
                from orders o
                where %s
                  and (o.created_at, o.id) < ($2, $3)
                  and o.created_at > $4
                  and o.created_at < $5
                  and ($6::text is null or o.restaurant_id = $6)
                  and (cardinality($7::text[]) = 0 or o.status::text = any ($7))
                order by o.created_at desc, o.id desc
                limit $8
                """.formatted(OrderColumns.ALL, whose);
    }

    String sql() {
        return switch (actor.role()) {
            case Role.CUSTOMER -> OF_CUSTOMER;
            case Role.RESTAURANT -> OF_RESTAURANT;
            case Role.AGENT -> OF_AGENT;
            default -> filter.restaurantId() == null ? OF_ANYBODY : OF_RESTAURANT;
        };
    }

    Tuple parameters() {
        Cursor from = Objects.requireNonNullElse(after, BEGINNING);
        return Tuple.tuple()
                .addString(subject())
                .addOffsetDateTime(Arrays.timestamp(from.createdAt()))
                .addUUID(from.id())
                .addOffsetDateTime(Arrays.timestamp(Objects.requireNonNullElse(filter.placedAfter(), EVER_SINCE)))
                .addOffsetDateTime(
                        Arrays.timestamp(Objects.requireNonNullElse(filter.placedBefore(), BEGINNING.createdAt())))
                .addString(filter.restaurantId())
                .addArrayOfString(filter.statuses().stream().map(Enum::name).toArray(String[]::new))
                .addInteger(first + 1);
    }

    private @Nullable String subject() {
        return switch (actor.role()) {
            case Role.CUSTOMER, Role.RESTAURANT, Role.AGENT -> actor.subject();
            default -> filter.restaurantId();
        };
    }
}
