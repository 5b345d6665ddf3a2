package dev.tiffin.gateway.store;

import dev.tiffin.gateway.order.MenuItem;
import dev.tiffin.gateway.order.NewOrder;
import dev.tiffin.gateway.order.Order;
import dev.tiffin.gateway.order.OrderRefused;
import dev.tiffin.gateway.order.Placed;
import dev.tiffin.gateway.order.Placement;
import dev.tiffin.gateway.order.Priced;
import dev.tiffin.gateway.order.Refusal;
import dev.tiffin.gateway.order.Restaurant;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Places orders, a batch at a time, each batch one transaction:
 *
 * <pre>
 *   begin; hold the menus; read restaurants and dishes     one round trip
 *   price, in Java, by the menu
 *   insert; commit                                         one round trip
 *   [look at what is there already]                        one more, only for ids that are taken and for refusals
 * </pre>
 *
 * The menus are held from before the look at their prices to the commit. So when a restaurant has been told that a dish
 * is sold out, or has a new price, no order comes after that which did not know. They are held before any order exists,
 * and whoever changes a menu changes no order, so nobody waits in a circle.
 *
 * <p>A repeated request is answered with the order as it stands even if its dish has been sold out since, so whoever is
 * refused is looked up as well. That is after the commit, for what is fixed in an order stays true; and a batch
 * repeated after a lost connection finds its own orders.
 */
public final class Placing {

    /** Ten times the largest list that one caller may send. */
    private static final int MOST_WAITING = 10_000;

    private final Pool pool;
    private final OrderTable orders;
    private final RestaurantTable restaurants = new RestaurantTable();
    private final MenuItemTable items = new MenuItemTable();
    private final Placements placements;
    private final Consumer<List<Order>> committed;
    private final GroupCommit<PlacementRequest, Placed> batches;

    /** {@code committed} hears of new orders before their customers do. */
    public Placing(Pool pool, OrderTable orders, Placements placements, Consumer<List<Order>> committed) {
        this.pool = pool;
        this.orders = orders;
        this.placements = placements;
        this.committed = committed;
        this.batches = new GroupCommit<>(PlacementRequest::id, this::commit, MOST_WAITING);
    }

    /** Places each on its own; a refusal is an answer, a failure a fault. */
    public List<Uni<Placed>> place(List<PlacementRequest> requests) {
        return batches.submit(requests);
    }

    private Uni<List<Placed>> commit(List<PlacementRequest> requests) {
        return Transaction.in(
                pool,
                transaction -> price(transaction, requests)
                        .flatMap(answers ->
                                insert(transaction, answers).chain(() -> compare(transaction.connection(), answers))));
    }

    private Uni<Answers> price(Transaction transaction, List<PlacementRequest> requests) {
        SqlConnection connection = transaction.connection();
        Set<String> restaurantIds =
                requests.stream().map(one -> one.order().restaurantId()).collect(Collectors.toSet());
        Set<String> itemIds = requests.stream()
                .flatMap(one -> one.order().lines().stream())
                .map(NewOrder.Line::itemId)
                .collect(Collectors.toSet());
        return Uni.combine()
                .all()
                .unis(
                        transaction.begin(),
                        items.hold(connection, restaurantIds),
                        restaurants.find(connection, restaurantIds),
                        items.find(connection, itemIds))
                .asTuple()
                .map(read -> new Answers(requests, read.getItem3(), read.getItem4()));
    }

    private Uni<Void> insert(Transaction transaction, Answers answers) {
        if (answers.drafts.isEmpty()) {
            return transaction.commit();
        }
        return Uni.combine()
                .all()
                .unis(orders.insert(transaction.connection(), answers.drafts), transaction.commit())
                .asTuple()
                .invoke(inserted -> {
                    List<Order> news = answers.inserted(inserted.getItem1());
                    placements.remember(news.stream().map(Order::placement).toList());
                    committed.accept(news);
                })
                .replaceWithVoid();
    }

    private Uni<List<Placed>> compare(SqlConnection connection, Answers answers) {
        List<UUID> open = answers.withoutOrder();
        if (open.isEmpty()) {
            return Uni.createFrom().item(answers.all());
        }
        return orders.requests(connection, open).map(known -> {
            known.forEach(answers::known);
            return answers.all();
        });
    }

    /** What each request of a batch is answered, while it becomes known. */
    private static final class Answers {

        private final List<PlacementRequest> requests;
        private final List<Draft> drafts = new ArrayList<>();
        private final Map<UUID, Placed> answers = new HashMap<>();
        private final Map<UUID, PlacementRequest> byId;

        Answers(List<PlacementRequest> requests, List<Restaurant> restaurants, List<MenuItem> items) {
            this.requests = requests;
            this.byId = requests.stream().collect(Collectors.toMap(PlacementRequest::id, one -> one));
            Map<String, Restaurant> restaurantById = restaurants.stream()
                    .collect(Collectors.toMap(one -> one.snapshot().id(), one -> one));
            Map<String, MenuItem> itemById = items.stream().collect(Collectors.toMap(MenuItem::id, one -> one));
            requests.forEach(
                    request -> price(request, restaurantById.get(request.order().restaurantId()), itemById));
        }

        private void price(PlacementRequest request, @Nullable Restaurant restaurant, Map<String, MenuItem> items) {
            try {
                drafts.add(new Draft(request, Priced.of(request.order(), restaurant, items)));
            } catch (OrderRefused refused) {
                answers.put(request.id(), new Placed(request.id(), null, refused));
            }
        }

        List<Order> inserted(Map<UUID, OrderTable.Inserted> rows) {
            List<Order> news = new ArrayList<>();
            for (Draft draft : drafts) {
                OrderTable.Inserted row = rows.get(draft.request().id());
                if (row != null) {
                    news.add(order(draft, row));
                }
            }
            news.forEach(order -> answers.put(order.id(), new Placed(order.id(), order, null)));
            return news;
        }

        private static Order order(Draft draft, OrderTable.Inserted row) {
            PlacementRequest request = draft.request();
            Priced priced = draft.priced();
            return new Order(
                    new Placement(
                            request.id(),
                            row.createdAt(),
                            request.customer().subject(),
                            priced.restaurant(),
                            request.order().address(),
                            priced.lines(),
                            priced.total(),
                            priced.currency()),
                    row.progress());
        }

        /** Their ids are taken, or they were refused and may be repeats all the same. */
        List<UUID> withoutOrder() {
            return requests.stream()
                    .map(PlacementRequest::id)
                    .filter(id -> !answers.containsKey(id) || answers.get(id).order() == null)
                    .toList();
        }

        /** Whether the order is foreign or only different is not told: ids cannot be probed. */
        void known(OrderTable.Known known) {
            UUID id = known.order().id();
            PlacementRequest request = Objects.requireNonNull(byId.get(id));
            boolean repeated = known.order()
                            .placement()
                            .customerId()
                            .equals(request.customer().subject())
                    && known.requestDigest().equals(request.digest());
            answers.put(
                    id,
                    repeated
                            ? new Placed(id, known.order(), null)
                            : new Placed(
                                    id,
                                    null,
                                    new OrderRefused(Refusal.ORDER_ID_TAKEN, "The id belongs to another order.")));
        }

        List<Placed> all() {
            return requests.stream().map(request -> answers.get(request.id())).toList();
        }
    }
}
