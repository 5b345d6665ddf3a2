package dev.tiffin.gateway;

import dev.tiffin.contract.RestaurantSnapshot.OpeningException;
import dev.tiffin.contract.RestaurantSnapshot.OpeningHours;
import dev.tiffin.contract.Role;
import dev.tiffin.gateway.order.Actor;
import dev.tiffin.gateway.order.Agent;
import dev.tiffin.gateway.order.MenuItem;
import dev.tiffin.gateway.order.Order;
import dev.tiffin.gateway.order.OrderRefused;
import dev.tiffin.gateway.order.Position;
import dev.tiffin.gateway.order.Refusal;
import dev.tiffin.gateway.order.Restaurant;
import dev.tiffin.gateway.order.RestaurantChanges;
import dev.tiffin.gateway.order.Way;
import dev.tiffin.gateway.store.AgentTable;
import dev.tiffin.gateway.store.MenuItemTable;
import dev.tiffin.gateway.store.RestaurantTable;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Restaurants and agents: who there is, and what they say of themselves. It holds for orders to come: those under way
 * keep the copy of the restaurant that they were placed with. A refusal arrives as a failure with {@link OrderRefused}.
 */
@ApplicationScoped
public class City {

    private static final int MOST_CARRIED = 100;
    private static final RestaurantChanges NOTHING = new RestaurantChanges(null, null, null, null, null);

    private final Pool pool;
    private final Orders orders;
    private final RestaurantTable restaurants = new RestaurantTable();
    private final MenuItemTable items = new MenuItemTable();
    private final AgentTable agents = new AgentTable();
    private final Clock clock = Clock.systemUTC();
    private final Way way;

    /** The city of the orders. */
    @Inject
    public City(Pool pool, Orders orders, EstimateConfig estimates) {
        this(pool, orders, estimates.way());
    }

    /** The same, where the way takes that long. */
    public City(Pool pool, Orders orders, Way way) {
        this.pool = pool;
        this.orders = orders;
        this.way = way;
    }

    /** All restaurants with their menus; nearest first when a position is given. */
    public Uni<List<Restaurant>> restaurants(@Nullable Position near) {
        return restaurants.all(pool, near).flatMap(this::withMenus);
    }

    /** The restaurant with its menu. */
    public Uni<Optional<Restaurant>> restaurant(String id) {
        return restaurants
                .describe(pool, Set.of(id))
                .flatMap(this::withMenus)
                .map(found -> found.stream().findFirst());
    }

    /**
     * Agents; nearest first when a position is given; {@code free}: only those on duty who have room, or only others.
     */
    public Uni<List<Agent>> agents(@Nullable Position near, @Nullable Boolean free, int first) {
        return agents.nearest(pool, near, free, first);
    }

    /** These agents, by id. */
    public Uni<Map<String, Agent>> agents(Set<String> ids) {
        return agents.find(pool, ids).map(found -> found.stream().collect(Collectors.toMap(Agent::id, one -> one)));
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
        return ofRestaurant(item.restaurantId(), connection -> items.put(connection, item), item.id());
    }

    /** Whether a dish can be had. Orders that are placed from now on see it. */
    public Uni<Dish> setAvailable(String restaurantId, String itemId, boolean available) {
        return ofRestaurant(
                restaurantId, connection -> items.setAvailable(connection, itemId, restaurantId, available), itemId);
    }

    /** Orders that are being placed by the menu are let pass first; those that come later see the change. */
    private Uni<Dish> ofRestaurant(
            String restaurantId, Function<SqlConnection, Uni<Optional<MenuItem>>> change, String itemId) {
        return restaurants.find(pool, Set.of(restaurantId)).flatMap(found -> {
            if (found.isEmpty()) {
                throw unknownRestaurant(restaurantId);
            }
            String currency = found.getFirst().currency();
            return pool.withTransaction(connection ->
                            items.haveAlone(connection, restaurantId).chain(() -> change.apply(connection)))
                    .map(item -> new Dish(item.orElseThrow(() -> unknownItem(itemId)), currency));
        });
    }

    /** Whether the agent takes new orders; what is under way stays. Orders that wait for an agent are woken. */
    public Uni<Agent> setOnDuty(String agentId, boolean onDuty) {
        return agents.setOnDuty(pool, agentId, onDuty).map(changed -> agentOrRefusal(agentId, changed));
    }

    /** Where the agent is now. Customers whose food comes earlier or later than they were told are told so. */
    public Uni<Agent> move(String agentId, Position position) {
        return agents.move(pool, agentId, position)
                .map(changed -> agentOrRefusal(agentId, changed))
                .call(agent -> tellCustomers(Actor.of(Role.AGENT, agentId), position));
    }

    private Uni<Void> tellCustomers(Actor agent, Position position) {
        return orders.waitingFor(agent, MOST_CARRIED).flatMap(carried -> {
            List<Uni<Order>> told = carried.stream()
                    .flatMap(order -> way.news(order, position, clock.instant()).stream()
                            .mapToObj(minutes -> orders.estimate(order.id(), minutes, agent)
                                    // Delivered, or given to somebody else meanwhile: then there is nothing to tell.
                                    .onFailure(OrderRefused.class)
                                    .recoverWithItem(order)))
                    .toList();
            return told.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : Uni.join().all(told).andFailFast().replaceWithVoid();
        });
    }

    /** All of it or nothing; two people of a restaurant take turns, because its row is locked first. */
    private Uni<Restaurant> changed(
            String restaurantId, RestaurantChanges changes, Function<SqlConnection, Uni<Void>> more) {
        return pool.withTransaction(connection -> restaurants
                        .change(connection, restaurantId, changes)
                        .chain(exists -> exists
                                ? more.apply(connection)
                                : Uni.createFrom().failure(unknownRestaurant(restaurantId))))
                .chain(() -> restaurant(restaurantId))
                .map(found -> found.orElseThrow(() -> unknownRestaurant(restaurantId)));
    }

    private Uni<List<Restaurant>> withMenus(List<Restaurant> found) {
        Set<String> ids = found.stream().map(one -> one.snapshot().id()).collect(Collectors.toSet());
        return items.menus(pool, ids).map(dishes -> {
            Map<String, List<MenuItem>> menus = dishes.stream().collect(Collectors.groupingBy(MenuItem::restaurantId));
            return found.stream()
                    .map(one -> one.withMenu(menus.getOrDefault(one.snapshot().id(), List.of())))
                    .toList();
        });
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
