package dev.tiffin.local;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tiffin.contract.OrderStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The demo's orders as its customer sees them move: a line for each version, and a check that none is missing. */
final class Arrivals {

    private final Screen screen;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final Map<String, Order> orders = new LinkedHashMap<>();
    private int gaps;
    private boolean ended;

    private record Order(int number, String restaurant, int version, OrderStatus status, Instant at) {}

    Arrivals(Screen screen) {
        this.screen = screen;
    }

    /** Takes what the subscription brings. */
    void take(JsonNode order) {
        lock.lock();
        try {
            var id = order.path("id").asText();
            var before = orders.get(id);
            var now = new Order(
                    before == null ? orders.size() + 1 : before.number,
                    order.at("/restaurant/name").asText(),
                    order.path("version").asInt(),
                    OrderStatus.valueOf(order.path("status").asText()),
                    Instant.now());
            gaps += before == null || now.version == before.version + 1 ? 0 : 1;
            orders.put(id, now);
            show(before, now, order);
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The subscription has ended: nothing more will be seen. */
    void end(String how) {
        lock.lock();
        try {
            ended = true;
            screen.event(screen.red("the subscription " + how));
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until that many orders are in one of the states.
     *
     * @param patience how long to wait while nothing moves
     * @return how many are, when all are or nothing moved for too long
     */
    int await(Set<OrderStatus> states, int expected, Duration patience) throws InterruptedException {
        lock.lock();
        try {
            while (in(states) < expected && !ended) {
                if (!moved.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                    break;
                }
            }
            return in(states);
        } finally {
            lock.unlock();
        }
    }

    /** Whether every version of every order was seen, once and in order. */
    boolean complete() {
        lock.lock();
        try {
            return gaps == 0;
        } finally {
            lock.unlock();
        }
    }

    /** How far the orders have come, in words: "3 of 5 orders arrived, 1 cancelled, 1 refunded". */
    String told(int expected) {
        lock.lock();
        try {
            var counts = orders.values().stream().collect(groupingBy(Order::status, TreeMap::new, counting()));
            var arrived = counts.remove(OrderStatus.DELIVERED);
            var others = counts.entrySet().stream()
                    .map(entry -> ", " + entry.getValue() + " " + lower(entry.getKey()))
                    .collect(joining());
            return (arrived == null ? 0 : arrived) + " of " + expected + " orders arrived" + others;
        } finally {
            lock.unlock();
        }
    }

    private int in(Set<OrderStatus> states) {
        return (int) orders.values().stream()
                .filter(order -> states.contains(order.status))
                .count();
    }

    private void show(@Nullable Order before, Order now, JsonNode order) {
        var after =
                before == null ? "" : "+" + Duration.between(before.at, now.at).toMillis() + " ms";
        screen.event("#" + now.number + "  " + Screen.padded(now.restaurant, 18)
                + colour(now.status, Screen.padded(words(before, now, order), 36)) + screen.grey(after));
    }

    private String colour(OrderStatus status, String text) {
        return switch (status) {
            case DELIVERED -> screen.green(text);
            case REJECTED, CANCELLED, REFUND_REQUESTED, REFUNDED -> screen.red(text);
            case PLACED, VALIDATED, PAYMENT_REQUESTED, PAID, AWAITING_RESTAURANT, APPROVED, ASSIGNED, PICKED_UP -> text;
        };
    }

    private static String words(@Nullable Order before, Order now, JsonNode order) {
        var agent = order.at("/agent/name").asText("an agent");
        var reason = order.at("/reason/message").asText("");
        if (before != null && before.status == now.status) {
            return reason.isEmpty() ? "was updated" : reason;
        }
        return switch (now.status) {
            case PLACED -> "was ordered";
            case VALIDATED -> reason.isEmpty() ? "is valid" : reason;
            case PAYMENT_REQUESTED -> "is valid, its payment is asked for";
            case PAID -> "is paid";
            case AWAITING_RESTAURANT -> "waits for the restaurant";
            case APPROVED -> "is being cooked";
            case ASSIGNED -> agent + " comes for it";
            case PICKED_UP -> agent + " has it";
            case DELIVERED -> "has arrived";
            case REJECTED, CANCELLED, REFUND_REQUESTED, REFUNDED -> lower(now.status) + ": " + reason;
        };
    }

    private static String lower(OrderStatus status) {
        return status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
