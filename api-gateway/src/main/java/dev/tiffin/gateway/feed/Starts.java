package dev.tiffin.gateway.feed;

import dev.tiffin.gateway.Orders;
import dev.tiffin.gateway.order.Order;
import io.vertx.core.Context;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the present state of orders for subscriptions that start: those that start while a statement is under way share
 * the next one. On the hub's thread only.
 */
final class Starts {

    private static final int UNDER_WAY = 2;
    private static final int MOST = 500;

    private final Context context;
    private final Supplier<Orders> orders;
    private final Map<UUID, CompletableFuture<@Nullable Order>> waiting = new LinkedHashMap<>();
    private int underWay;

    Starts(Context context, Supplier<Orders> orders) {
        this.context = context;
        this.orders = orders;
    }

    /** The order as it stands at some moment from now on; null if there is none. Completes on the hub's thread. */
    CompletionStage<@Nullable Order> present(UUID id) {
        var answer = waiting.computeIfAbsent(id, unknown -> new CompletableFuture<>());
        readSoon();
        return answer;
    }

    private void readSoon() {
        if (underWay >= UNDER_WAY || waiting.isEmpty()) {
            return;
        }
        underWay++;
        // In the next turn: whoever starts in this one is read together.
        context.runOnContext(turn -> read());
    }

    private void read() {
        Map<UUID, CompletableFuture<@Nullable Order>> batch = new LinkedHashMap<>();
        for (var next = waiting.entrySet().iterator(); next.hasNext() && batch.size() < MOST; ) {
            var entry = next.next();
            batch.put(entry.getKey(), entry.getValue());
            next.remove();
        }
        Set<UUID> ids = new HashSet<>(batch.keySet());
        orders.get()
                .findAll(ids)
                .subscribe()
                .with(
                        found -> context.runOnContext(turn -> answer(batch, found)),
                        failure -> context.runOnContext(turn -> {
                            underWay--;
                            batch.values().forEach(answer -> answer.completeExceptionally(failure));
                            readSoon();
                        }));
    }

    private void answer(Map<UUID, CompletableFuture<@Nullable Order>> batch, Map<UUID, Order> found) {
        underWay--;
        batch.forEach((id, answer) -> answer.complete(found.get(id)));
        readSoon();
    }
}
