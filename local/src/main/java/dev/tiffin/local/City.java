package dev.tiffin.local;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tiffin.contract.Role;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;

/**
 * The people of the city: restaurants that approve by hand, couriers who fetch and deliver. Each acts through the
 * public API with a token of their own, one step's pace after being asked:
 *
 * <pre>
 *   AWAITING_RESTAURANT ──restaurant: approveOrder, or declineOrder──▶
 *   ASSIGNED ──agent: markPickedUp, or reassignOrder──▶ PICKED_UP ──agent: markDelivered──▶
 * </pre>
 *
 * What they take for a step and how often they say no are their {@link Habits}.
 *
 * They learn what waits for them from one subscription of the operator's, like from the screen in a dispatcher's
 * office.
 */
final class City implements AutoCloseable {

    private static final List<String> THEIRS = List.of("AWAITING_RESTAURANT", "ASSIGNED", "PICKED_UP");
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final Set<String> WENT_ANOTHER_WAY = Set.of("NOT_ALLOWED_NOW", "FORBIDDEN", "ORDER_NOT_FOUND");
    private static final int HANDS = 16;
    private static final int PROMISED_MINUTES = 25;

    private static final String FIELDS = "id status customerId restaurant { id } agent { id }";
    private static final String WATCH =
            "subscription Theirs($filter: OrderFilterInput) { ordersChanged(filter: $filter) { " + FIELDS + " } }";
    private static final String READ = "query Theirs($filter: OrderFilterInput, $after: String) {"
            + " orders(first: 100, after: $after, filter: $filter) {"
            + " edges { node { " + FIELDS + " } } pageInfo { hasNextPage endCursor } } }";

    private static final String APPROVE =
            "mutation Approve($id: ID!, $minutes: Int!) { approveOrder(id: $id, promisedMinutes: $minutes) { id } }";
    private static final String DECLINE =
            "mutation Decline($id: ID!) { declineOrder(id: $id, reason: \"We ran out of something.\") { id } }";
    private static final String GIVE_BACK = "mutation GiveBack($id: ID!) { reassignOrder(id: $id) { id } }";
    private static final String PICK_UP = "mutation PickUp($id: ID!) { markPickedUp(id: $id) { id } }";
    private static final String DELIVER = "mutation Deliver($id: ID!) { markDelivered(id: $id) { id } }";

    private final GraphQl api;
    private final Tokens tokens;
    private final Habits habits;
    private final Predicate<String> customers;
    private final Screen screen;
    private final Set<Task> underWay = ConcurrentHashMap.newKeySet();
    private final Semaphore hands = new Semaphore(HANDS);
    private final Thread dispatcher;
    private volatile boolean closed;
    private volatile boolean complained;

    /** Something one person is asked to do; asked twice, it is the same. */
    private record Task(String order, String status, String role, String who) {}

    private City(GraphQl api, Tokens tokens, Habits habits, Predicate<String> customers, Screen screen) {
        this.api = api;
        this.tokens = tokens;
        this.habits = habits;
        this.customers = customers;
        this.screen = screen;
        this.dispatcher = Thread.ofVirtual().name("city").unstarted(this::dispatch);
    }

    /**
     * Wakes the city up.
     *
     * @param customers whose orders it looks after
     */
    static City awake(GraphQl api, Tokens tokens, Habits habits, Predicate<String> customers, Screen screen) {
        var city = new City(api, tokens, habits, customers, screen);
        city.dispatcher.start();
        return city;
    }

    @Override
    public void close() {
        closed = true;
        dispatcher.interrupt();
    }

    private void dispatch() {
        try {
            while (!closed) {
                watchUntilItEnds();
                Thread.sleep(AGAIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The subscription brings the newest 500 at most, so the rest is read. */
    private void watchUntilItEnds() throws InterruptedException {
        var filter = Map.of("filter", Map.of("statuses", THEIRS));
        try (var subscription = api.watch(operator(), WATCH, filter, data -> take(data.path("ordersChanged")))) {
            readAll();
            subscription.end().get();
        } catch (IOException e) {
            return; // the gateway is away: the launcher says so, and here it is tried again
        } catch (GraphQl.Refused | ExecutionException e) {
            complain(String.valueOf(e.getMessage()));
        }
    }

    private void complain(String why) {
        if (!complained) {
            screen.event(screen.yellow("the city sleeps") + ": " + why);
            complained = true;
        }
    }

    private void readAll() throws IOException, InterruptedException {
        var variables = new HashMap<String, Object>();
        variables.put("filter", Map.of("statuses", THEIRS));
        JsonNode page;
        do {
            page = api.ask(operator(), READ, variables).path("orders");
            page.path("edges").forEach(edge -> take(edge.path("node")));
            variables.put("after", page.at("/pageInfo/endCursor").asText());
        } while (page.at("/pageInfo/hasNextPage").asBoolean());
    }

    private void take(JsonNode order) {
        var status = order.path("status").asText();
        var byHand = status.equals("AWAITING_RESTAURANT");
        if (!THEIRS.contains(status) || !customers.test(order.path("customerId").asText())) {
            return;
        }
        var task = new Task(
                order.path("id").asText(),
                status,
                byHand ? Role.RESTAURANT : Role.AGENT,
                order.path(byHand ? "restaurant" : "agent").path("id").asText());
        if (underWay.add(task)) {
            Thread.ofVirtual().start(() -> perform(task));
        }
    }

    private void perform(Task task) {
        try {
            Thread.sleep(habits.pace());
            while (!closed && !attempt(task)) {
                Thread.sleep(AGAIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            underWay.remove(task);
        }
    }

    /** Whether nothing is left to do. */
    private boolean attempt(Task task) throws InterruptedException {
        hands.acquire();
        try {
            switch (task.status) {
                case "AWAITING_RESTAURANT" -> answer(task);
                case "ASSIGNED" ->
                    act(task, habits.mood().givesBack(habits.chance()) ? GIVE_BACK : PICK_UP, Map.of("id", task.order));
                default -> act(task, DELIVER, Map.of("id", task.order));
            }
            return true;
        } catch (GraphQl.Refused e) {
            return WENT_ANOTHER_WAY.contains(e.code());
        } catch (IOException e) {
            return false;
        } finally {
            hands.release();
        }
    }

    private void answer(Task task) throws IOException, InterruptedException {
        if (habits.mood().declines(habits.chance())) {
            act(task, DECLINE, Map.of("id", task.order));
            return;
        }
        act(task, APPROVE, Map.of("id", task.order, "minutes", PROMISED_MINUTES));
    }

    private void act(Task task, String document, Map<String, ?> variables) throws IOException, InterruptedException {
        api.ask(tokens.keptFor(task.role, task.who), document, variables);
    }

    private String operator() {
        return tokens.keptFor(Role.OPERATOR, "city");
    }
}
