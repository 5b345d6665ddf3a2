package dev.tiffin.gateway;

import dev.tiffin.contract.RestaurantSnapshot.OpeningException;
import dev.tiffin.contract.RestaurantSnapshot.OpeningHours;
import dev.tiffin.gateway.order.Agent;
import dev.tiffin.gateway.order.MenuItem;
import dev.tiffin.gateway.order.OrderRefused;
import dev.tiffin.gateway.order.Position;
import dev.tiffin.gateway.order.Refusal;
import dev.tiffin.gateway.order.Restaurant;
import dev.tiffin.gateway.order.RestaurantChanges;
import dev.tiffin.gateway.store.AgentTable;
import dev.tiffin.gateway.store.MenuItemTable;
import dev.tiffin.gateway.store.RestaurantTable;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What restaurants and agents say of themselves. It holds for orders to come: those under way keep the copy of the
 * restaurant that they were placed with. A refusal arrives as a failure with {@link OrderRefused}.
 */
@ApplicationScoped
public class City {

    private static final RestaurantChanges NOTHING = new RestaurantChanges(null, null, null, null, null);

    private final Pool pool;
    private final Orders orders;
    private final RestaurantTable restaurants = new RestaurantTable();
    private final MenuItemTable items = new MenuItemTable();
    private final AgentTable agents = new AgentTable();

    /** The city of the orders. */
    @Inject
    public City(Pool pool, Orders orders) {
        this.pool = pool;
        this.orders = orders;
    }

    /** Minimum, radius, approval, preparation time, capacity. */
    public Uni<Restaurant> change(String restaurantId, RestaurantChanges changes) {
        return changed(
                restaurantId,
                changes,
                connection -> changes.capacity() == null
                        ? Uni.createFrom().voidItem()
                        : restaurants.limitKitchen(connection, restaurantId, changes.capacity()));
    }

    /** When it is open in an ordinary week, in place of what was said before. */
    public Uni<Restaurant> setHours(String restaurantId, List<OpeningHours> hours) {
        return changed(restaurantId, NOTHING, connection -> restaurants.setHours(connection, restaurantId, hours));
    }

    /** When it is open on that day, in place of what was said before; without any, the day is like any other. */
    public Uni<Restaurant> setExceptions(String restaurantId, LocalDate day, List<OpeningException> exceptions) {
        return changed(
                restaurantId,
                NOTHING,
                connection -> restaurants.setExceptions(connection, restaurantId, day, exceptions));
    }

    /**
     * A dish and what it is priced in.
     *
     * @param item the dish
     * @param currency ISO 4217
     */
    public record Dish(MenuItem item, String currency) {}

    /** Puts a dish on the menu, or changes it. */
    public Uni<Dish> put(MenuItem item) {
        return ofRestaurant(item.restaurantId(), () -> items.put(pool, item), item.id());
    }

    /** Whether a dish can be had. Orders that are placed from now on see it. */
    public Uni<Dish> setAvailable(String restaurantId, String itemId, boolean available) {
        return ofRestaurant(restaurantId, () -> items.setAvailable(pool, itemId, restaurantId, available), itemId);
    }

    private Uni<Dish> ofRestaurant(String restaurantId, Supplier<Uni<Optional<MenuItem>>> change, String itemId) {
        return restaurants.find(pool, Set.of(restaurantId)).flatMap(found -> {
            if (found.isEmpty()) {
                throw unknownRestaurant(restaurantId);
            }
            String currency = found.getFirst().currency();
            return change.get().map(item -> new Dish(item.orElseThrow(() -> unknownItem(itemId)), currency));
        });
    }

    /** Whether the agent takes new orders; what is under way stays. Orders that wait for an agent are woken. */
    public Uni<Agent> setOnDuty(String agentId, boolean onDuty) {
        return agents.setOnDuty(pool, agentId, onDuty).map(changed -> agentOrRefusal(agentId, changed));
    }

    /** Where the agent is now. */
    public Uni<Agent> move(String agentId, Position position) {
        return agents.move(pool, agentId, position).map(changed -> agentOrRefusal(agentId, changed));
    }

    /** All of it or nothing; two people of a restaurant take turns, because its row is locked first. */
    private Uni<Restaurant> changed(
            String restaurantId, RestaurantChanges changes, Function<SqlConnection, Uni<Void>> more) {
        return pool.withTransaction(connection -> restaurants
                        .change(connection, restaurantId, changes)
                        .chain(exists -> exists
                                ? more.apply(connection)
                                : Uni.createFrom().failure(unknownRestaurant(restaurantId))))
                .chain(() -> orders.restaurant(restaurantId))
                .map(found -> found.orElseThrow(() -> unknownRestaurant(restaurantId)));
    }

    private static Agent agentOrRefusal(String id, Optional<Agent> agent) {
        return agent.orElseThrow(() -> new OrderRefused(Refusal.UNKNOWN_AGENT, "There is no agent \"" + id + "\"."));
    }

    private static OrderRefused unknownRestaurant(String id) {
        return new OrderRefused(Refusal.UNKNOWN_RESTAURANT, "There is no restaurant \"" + id + "\".");
    }

    private static OrderRefused unknownItem(String id) {
        return new OrderRefused(Refusal.UNKNOWN_ITEM, "The restaurant has no dish \"" + id + "\" on its menu.");
    }
}
