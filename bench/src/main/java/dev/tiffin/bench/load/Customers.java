package dev.tiffin.bench.load;

import dev.tiffin.bench.BenchFailure;
import dev.tiffin.contract.OrderStatus;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The system as customers see it: each places orders over HTTP, and watches them over a WebSocket of their own until
 * the push that shows them where they are waited for: with an agent, where the whole flow is measured. Everything here
 * happens on one event loop, which costs the driver the least.
 */
public final class Customers implements Contender {

    private static final int MOST_CONNECTIONS = 64;

    private final OrderStatus awaited;
    private final Set<String> processGroups;
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Context eventLoop = vertx.getOrCreateContext();
    private final GraphQlHttp http;
    private final List<Customer> customers = new ArrayList<>();
    private final VersionCheck versions = new VersionCheck();
    private final Map<UUID, Followed> followed = new HashMap<>();

    private int turn;
    private @Nullable BenchFailure broken;

    private record Customer(String authorization, CustomerSocket socket) {}

    /** An order on its way. It has arrived when the mutation is answered and the awaited status pushed. */
    private static final class Followed {
        private final long calledAt;
        private final CompletableFuture<Long> arrived;
        private boolean answered;
        private long nanosToPush;

        Followed(long calledAt, CompletableFuture<Long> arrived) {
            this.calledAt = calledAt;
            this.arrived = arrived;
        }
    }

    /**
     * How long one mutation with many orders took.
     *
     * @param answerMillis until it was answered
     * @param arrivedMillis until the awaited status of every order had been pushed
     */
    public record Burst(double answerMillis, double arrivedMillis) {}

    private Customers(int port, OrderStatus awaited, Set<String> processGroups) {
        this.awaited = awaited;
        this.processGroups = processGroups;
        this.http = new GraphQlHttp(vertx.createHttpClient(
                new HttpClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(port),
                new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS)));
    }

    /**
     * Connects the customers, and waits until each has placed one order and seen it arrive: then the subscriptions are
     * known to be live, and from now on every version of every order is due.
     *
     * @param port of the gateway on this machine
     * @param authorizations of the customers, a header each
     * @param awaited the status with which an order has arrived, the last one it reaches
     * @param processGroups all that work for it
     */
    public static Customers open(
            int port, List<String> authorizations, OrderStatus awaited, Set<String> processGroups) {
        var customers = new Customers(port, awaited, processGroups);
        try {
            Blocking.await(customers.connect(port, authorizations), () -> "Answers to subscribers");
            Blocking.await(customers.probe(), () -> "The first orders");
            return customers;
        } catch (BenchFailure e) {
            customers.close();
            throw e;
        }
    }

    @Override
    public Set<String> processGroups() {
        return processGroups;
    }

    @Override
    public CompletableFuture<Long> order() {
        var order = new Followed(System.nanoTime(), new CompletableFuture<>());
        eventLoop.runOnContext(nothing -> {
            var id = TimeOrderedIds.next();
            versions.follow(id);
            place(customers.get(turn++ % customers.size()), id, order);
        });
        return order.arrived;
    }

    /** Places many orders of one customer in one mutation, and waits for all of them. */
    public Burst burst(int count) {
        var calledAt = System.nanoTime();
        var ids = Stream.generate(TimeOrderedIds::next).limit(count).toList();
        var orders = Stream.generate(() -> new Followed(calledAt, new CompletableFuture<>()))
                .limit(count)
                .toList();
        var answered = new CompletableFuture<Long>();
        eventLoop.runOnContext(nothing -> {
            for (int i = 0; i < count; i++) {
                versions.follow(ids.get(i));
                followed.put(ids.get(i), orders.get(i));
            }
            http.post(customers.getFirst().authorization, Placement.many(ids))
                    .onFailure(this::fail)
                    .onSuccess(answer -> {
                        answered.complete(System.nanoTime() - calledAt);
                        ids.forEach(this::answered);
                    });
        });
        var arrivals = orders.stream().map(order -> order.arrived).toList();
        Blocking.await(
                CompletableFuture.allOf(arrivals.toArray(CompletableFuture[]::new)),
                () -> arrivals.stream().filter(arrival -> !arrival.isDone()).count() + " orders");
        var last = arrivals.stream().mapToLong(CompletableFuture::join).max().orElse(0);
        return new Burst(answered.join() / 1e6, last / 1e6);
    }

    @Override
    public void close() {
        Blocking.await(vertx.close().toCompletionStage().toCompletableFuture(), () -> "The end of all connections");
    }

    private CompletableFuture<?> connect(int port, List<String> authorizations) {
        var client = CustomerSocket.client(vertx, port, authorizations.size());
        var connected = new CompletableFuture<>();
        eventLoop.runOnContext(nothing -> Future.all(authorizations.stream()
                        .map(authorization -> CustomerSocket.open(client, authorization, this::changed, this::fail)
                                .compose(CustomerSocket::watchAll)
                                .map(socket -> new Customer(authorization, socket)))
                        .toList())
                // In the order of the authorizations, not in that in which they happened to connect.
                .onSuccess(all -> customers.addAll(all.list()))
                .onSuccess(connected::complete)
                .onFailure(connected::completeExceptionally));
        return connected;
    }

    private CompletableFuture<?> probe() {
        var probes = Stream.generate(() -> new Followed(System.nanoTime(), new CompletableFuture<>()))
                .limit(customers.size())
                .toList();
        eventLoop.runOnContext(nothing -> {
            for (int i = 0; i < probes.size(); i++) {
                var id = TimeOrderedIds.next();
                versions.followFromAnywhere(id);
                place(customers.get(i), id, probes.get(i));
            }
        });
        return CompletableFuture.allOf(
                probes.stream().map(probe -> probe.arrived).toArray(CompletableFuture[]::new));
    }

    private void place(Customer customer, UUID id, Followed order) {
        if (broken != null) {
            order.arrived.completeExceptionally(broken);
            return;
        }
        followed.put(id, order);
        http.post(customer.authorization, Placement.one(id))
                .onSuccess(answer -> answered(id))
                .onFailure(this::fail);
    }

    private void answered(UUID id) {
        var order = followed.get(id);
        if (order != null) {
            order.answered = true;
            arriveIfComplete(id, order);
        }
    }

    private void changed(OrderChange change) {
        versions.saw(change.id(), change.version());
        var order = followed.get(change.id());
        if (change.status() == awaited && order != null) {
            if (awaited == OrderStatus.ASSIGNED && change.agent() == null) {
                throw new BenchFailure("Order " + change.id() + " was pushed as assigned, but without its agent");
            }
            order.nanosToPush = System.nanoTime() - order.calledAt;
            versions.end(change.id());
            arriveIfComplete(change.id(), order);
            return;
        }
        if (change.status().terminal()) {
            throw new BenchFailure("Order " + change.id() + " became " + change.status());
        }
    }

    private void arriveIfComplete(UUID id, Followed order) {
        if (order.answered && order.nanosToPush > 0) {
            followed.remove(id);
            order.arrived.complete(order.nanosToPush);
        }
    }

    private void fail(Throwable cause) {
        var failure = GraphQlHttp.failure(cause);
        if (broken == null) {
            broken = failure;
        }
        followed.values().forEach(order -> order.arrived.completeExceptionally(failure));
        followed.clear();
    }
}
