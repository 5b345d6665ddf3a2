package dev.tiffin.bench.load;

import dev.tiffin.bench.BenchFailure;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.WebSocketClient;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Very many WebSockets, each of which watches one order: most the same one, to which nothing happens. All belong to one
 * customer. Their side of everything happens on one event loop.
 */
public final class Audience implements AutoCloseable {

    private static final int CONNECTING_AT_ONCE = 100;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Context eventLoop = vertx.getOrCreateContext();
    private final String authorization;
    private final WebSocketClient client;
    private final GraphQlHttp http;
    private final List<CustomerSocket> sockets = new ArrayList<>();

    private @Nullable Showing showing;

    /** A version of an order that some sockets have yet to be shown, each once. */
    private static final class Showing {
        private final UUID order;
        private final int version;
        private final CompletableFuture<Long> shownToAllAt = new CompletableFuture<>();
        private int left;

        Showing(UUID order, int version, int sockets) {
            this.order = order;
            this.version = version;
            this.left = sockets;
        }
    }

    private Audience(int port, String authorization, int mostSockets) {
        this.authorization = authorization;
        this.client = CustomerSocket.client(vertx, port, mostSockets);
        this.http = new GraphQlHttp(vertx.createHttpClient(
                new HttpClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(port)));
    }

    /**
     * Nobody, at first.
     *
     * @param port of the gateway on this machine
     * @param authorization of the customer, a header
     * @param mostSockets to which it will grow
     */
    public static Audience of(int port, String authorization, int mostSockets) {
        return new Audience(port, authorization, mostSockets);
    }

    /** Opens so many further sockets, and waits until each is shown an order to which nothing will happen. */
    public void grow(int further) {
        var order = place();
        var connected = new ArrayList<CustomerSocket>(further);
        while (connected.size() < further) {
            connected.addAll(connect(Math.min(CONNECTING_AT_ONCE, further - connected.size())));
        }
        watch(order, connected);
        sockets.addAll(connected);
    }

    /**
     * Lets some of the sockets watch a new order instead, and changes it.
     *
     * @return milliseconds from sending the mutation until the last of them was shown what it did
     */
    public double change(int watchers) {
        var order = place();
        watch(order, sockets.subList(0, watchers));
        var calledAt = System.nanoTime();
        var shownAt = show(new Showing(order, 2, watchers), () -> http.post(authorization, Placement.cancel(order)));
        return (shownAt - calledAt) / 1e6;
    }

    @Override
    public void close() {
        Blocking.await(vertx.close().toCompletionStage().toCompletableFuture(), () -> "The end of all connections");
    }

    private UUID place() {
        var order = TimeOrderedIds.next();
        await(() -> http.post(authorization, Placement.one(order)), "The answer to an order");
        return order;
    }

    private List<CustomerSocket> connect(int count) {
        return await(
                () -> Future.all(Stream.generate(
                                        () -> CustomerSocket.open(client, authorization, this::changed, this::fail))
                                .limit(count)
                                .toList())
                        .map(all -> all.<CustomerSocket>list()),
                "Acknowledgements of sockets");
    }

    private void watch(UUID order, List<CustomerSocket> watchers) {
        show(
                new Showing(order, 1, watchers.size()),
                () -> Future.all(
                        watchers.stream().map(socket -> socket.watch(order)).toList()));
    }

    /** Does something that will show what is wanted; answers when all sockets have been shown it. */
    private <T> long show(Showing wanted, Asked<T> asked) {
        eventLoop.runOnContext(nothing -> showing = wanted);
        await(asked, "An answer");
        return Blocking.await(wanted.shownToAllAt, () -> "What " + wanted.left + " sockets have to be shown");
    }

    private void changed(OrderChange change) {
        var wanted = showing;
        if (wanted == null || !change.id().equals(wanted.order) || change.version() != wanted.version) {
            throw new BenchFailure("Version " + change.version() + " of order " + change.id() + " was not to come now");
        }
        wanted.left--;
        if (wanted.left == 0) {
            wanted.shownToAllAt.complete(System.nanoTime());
        }
    }

    private void fail(BenchFailure failure) {
        if (showing != null) {
            showing.shownToAllAt.completeExceptionally(failure);
        }
    }

    /** Something that is asked of the gateway, on the event loop. */
    private interface Asked<T> {
        Future<T> ask();
    }

    private <T> T await(Asked<T> asked, String missing) {
        var answer = new CompletableFuture<T>();
        eventLoop.runOnContext(nothing -> asked.ask()
                .onSuccess(answer::complete)
                .onFailure(cause -> answer.completeExceptionally(GraphQlHttp.failure(cause))));
        return Blocking.await(answer, () -> missing);
    }
}
