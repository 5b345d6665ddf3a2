package dev.tiffin.gateway.store;

import dev.tiffin.contract.RestaurantSnapshot;
import dev.tiffin.contract.RestaurantSnapshot.OpeningException;
import dev.tiffin.contract.RestaurantSnapshot.OpeningHours;
import dev.tiffin.gateway.order.Position;
import dev.tiffin.gateway.order.Restaurant;
import dev.tiffin.gateway.order.RestaurantChanges;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tables {@code restaurant}, {@code opening_hours}, {@code opening_exception} and {@code kitchen}: one restaurant
 * each.
 */
public final class RestaurantTable {

    private static final String COLUMNS = """
            r.id, r.name, r.latitude, r.longitude, r.time_zone,
            (select coalesce(json_agg(json_build_object('day', h.day, 'opens', h.opens, 'closes', h.closes)
                order by h.day, h.opens), '[]')::text from opening_hours h where h.restaurant_id = r.id),
            r.delivery_radius_metres, r.minimum_order, r.approval, r.preparation_minutes,
            (select coalesce(json_agg(json_build_object('day', e.day, 'opens', e.opens, 'closes', e.closes)
                order by e.day, e.opens), '[]')::text from opening_exception e
                where e.restaurant_id = r.id and e.day between current_date - 2 and current_date + %d),
            (select k.capacity from kitchen k where k.restaurant_id = r.id), r.cuisine, r.address, r.currency""";

    /** An order needs to know of yesterday, today and tomorrow, whatever the zone. */
    private static final String FOR_AN_ORDER = COLUMNS.formatted(2);

    private static final String FOR_PEOPLE = COLUMNS.formatted(1_000);

    private static final String FIND = """
            select %s from restaurant r where r.id = any ($1)
            """.formatted(FOR_AN_ORDER);

    private static final String DESCRIBE = """
            select %s from restaurant r where r.id = any ($1)
            """.formatted(FOR_PEOPLE);

    private static final String NEAREST = """
            select %s
            from restaurant r
            order by %s, r.name, r.id
            limit 1000
            """.formatted(FOR_PEOPLE, Distance.SQUARED.replace("t.", "r."));

    private static final String CHANGE = """
            update restaurant r set
              minimum_order = coalesce($2, r.minimum_order),
              delivery_radius_metres = coalesce($3, r.delivery_radius_metres),
              approval = coalesce($4, r.approval),
              preparation_minutes = coalesce($5, r.preparation_minutes)
            where r.id = $1
            """;

    // Raised or lifted, room may have come: whoever waits for this kitchen longest is woken.
    private static final String LIMIT_KITCHEN = """
            with limited as (
              insert into kitchen as k (restaurant_id, capacity) values ($1, nullif($2, 0))
              on conflict (restaurant_id) do update set capacity = excluded.capacity
              returning k.restaurant_id, coalesce(k.capacity, 1000) - k.load as room)
            select 1 from limited l cross join lateral wake_orders_for_kitchen(l.restaurant_id, l.room) where l.room > 0
            """;

    // One statement, so that there is no moment without hours; and what stays is not deleted before it is inserted.
    private static final String SET_HOURS = """
            with given as (select * from unnest($2::int[], $3::text[], $4::text[]) as g (day, opens, closes)),
            gone as (
              delete from opening_hours h
              where h.restaurant_id = $1
                and not exists (select from given g where g.day = h.day and g.opens = h.opens))
            insert into opening_hours as h (restaurant_id, day, opens, closes)
            select $1::text, day, opens, closes from given
            on conflict (restaurant_id, day, opens) do update set closes = excluded.closes
            """;

    private static final String FORGET_DAY = """
            delete from opening_exception e where e.restaurant_id = $1 and e.day = $2
            """;

    private static final String ADD_EXCEPTIONS = """
            insert into opening_exception (restaurant_id, day, opens, closes)
            select $1::text, $2::date, opens, closes from unnest($3::text[], $4::text[]) as g (opens, closes)
            """;

    /** These restaurants, as far as they exist, without their menus, as orders need to know them. */
    public Uni<List<Restaurant>> find(SqlClient client, Collection<String> ids) {
        return client.preparedQuery(FIND)
                .execute(Arrays.ofTexts(ids))
                .map(rows -> Rows.list(rows, RestaurantTable::restaurant));
    }

    /** The same, with all exceptions to come. */
    public Uni<List<Restaurant>> describe(SqlClient client, Collection<String> ids) {
        return client.preparedQuery(DESCRIBE)
                .execute(Arrays.ofTexts(ids))
                .map(rows -> Rows.list(rows, RestaurantTable::restaurant));
    }

    /** All restaurants, nearest first, without their menus. */
    public Uni<List<Restaurant>> all(SqlClient client, @Nullable Position near) {
        Tuple parameters = Distance.parameters(near);
        return client.preparedQuery(NEAREST)
                .execute(parameters)
                .map(rows -> Rows.list(rows, RestaurantTable::restaurant));
    }

    /** Changes what is given; answers whether there is such a restaurant. */
    public Uni<Boolean> change(SqlClient client, String id, RestaurantChanges changes) {
        var parameters = Tuple.tuple()
                .addString(id)
                .addLong(changes.minimumOrder())
                .addInteger(changes.deliveryRadiusMetres())
                .addString(changes.approval())
                .addInteger(changes.preparationMinutes());
        return client.preparedQuery(CHANGE).execute(parameters).map(rows -> rows.rowCount() > 0);
    }

    /** How many orders are prepared at once from now on; 0: as many as come. */
    public Uni<Void> limitKitchen(SqlClient client, String id, int capacity) {
        return client.preparedQuery(LIMIT_KITCHEN)
                .execute(Tuple.of(id, capacity))
                .replaceWithVoid();
    }

    /** In place of all hours that there were. */
    public Uni<Void> setHours(SqlClient client, String id, List<OpeningHours> hours) {
        var columns = new Arrays<>(hours)
                .numbers(OpeningHours::day)
                .texts(OpeningHours::opens)
                .texts(OpeningHours::closes)
                .done();
        return client.preparedQuery(SET_HOURS)
                .execute(Arrays.after(Tuple.of(id), columns))
                .replaceWithVoid();
    }

    /** In place of what was said of that day; nothing: the day is like any other again. */
    public Uni<Void> setExceptions(SqlClient client, String id, LocalDate day, List<OpeningException> exceptions) {
        var columns = new Arrays<>(exceptions)
                .texts(OpeningException::opens)
                .texts(OpeningException::closes)
                .done();
        return client.preparedQuery(FORGET_DAY)
                .execute(Tuple.of(id, day))
                .chain(() -> client.preparedQuery(ADD_EXCEPTIONS).execute(Arrays.after(Tuple.of(id, day), columns)))
                .replaceWithVoid();
    }

    private static Restaurant restaurant(Columns column) {
        var snapshot = new RestaurantSnapshot(
                column.text(),
                column.text(),
                column.fraction(),
                column.fraction(),
                column.text(),
                Json.hours(column.text()),
                column.number(),
                column.bigNumber(),
                column.text(),
                column.number(),
                Json.exceptions(column.text()),
                column.numberOrNull());
        return new Restaurant(snapshot, column.text(), column.text(), column.text(), List.of());
    }
}
