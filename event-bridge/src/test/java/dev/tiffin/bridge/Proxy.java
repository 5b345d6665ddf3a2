package dev.tiffin.bridge;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A TCP proxy with everything that can be wrong with a network. */
final class Proxy implements AutoCloseable {

    private final Vertx vertx;
    private final NetServer server;
    private final Set<NetSocket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicLong swallowed = new AtomicLong();
    private volatile Fault fault = Fault.NONE;
    private volatile Duration latency = Duration.ZERO;

    /** What is wrong. */
    enum Fault {
        NONE,
        /** Connections stay open, new ones open as well, and nothing passes: a host has vanished. */
        BLACK_HOLE,
        /** Requests arrive, answers do not, and nobody hears of an end: one direction is gone. */
        HALF_OPEN,
        /** Nobody listens. */
        REFUSING
    }

    Proxy(Vertx vertx, URI to) {
        this(vertx, to.getHost(), to.getPort());
    }

    Proxy(Vertx vertx, String host, int port) {
        this.vertx = vertx;
        var client = vertx.createNetClient();
        server = vertx.createNetServer().connectHandler(near -> {
            if (fault == Fault.REFUSING) {
                swallowed.incrementAndGet();
                near.close();
                return;
            }
            near.pause();
            client.connect(port, host).onFailure(refused -> near.close()).onSuccess(far -> {
                join(near, far, false);
                join(far, near, true);
                near.resume();
            });
        });
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    }

    private void join(NetSocket from, NetSocket to, boolean answers) {
        sockets.add(from);
        var delayed = new ArrayDeque<Buffer>();
        from.exceptionHandler(reset -> from.close());
        from.handler(data -> {
            if (isLost(answers)) {
                swallowed.addAndGet(data.length());
            } else {
                pass(data, to, delayed);
            }
        });
        from.closeHandler(closed -> {
            sockets.remove(from);
            if (!isLost(answers)) {
                to.close();
            }
        });
    }

    private boolean isLost(boolean answer) {
        return fault == Fault.BLACK_HOLE || (fault == Fault.HALF_OPEN && answer);
    }

    /** Whatever the delay, in the order in which it came. */
    private void pass(Buffer data, NetSocket to, Deque<Buffer> delayed) {
        if (latency.isZero() && delayed.isEmpty()) {
            to.write(data);
            return;
        }
        delayed.addLast(data);
        vertx.setTimer(Math.max(1, latency.toMillis()), late -> to.write(delayed.removeFirst()));
    }

    int port() {
        return server.actualPort();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** From now on nothing passes, in connections there are and in new ones. */
    void fallSilent() {
        suffer(Fault.BLACK_HOLE);
    }

    /** From now on. */
    void suffer(Fault next) {
        fault = next;
        if (next == Fault.REFUSING) {
            cut();
        }
    }

    /** Everything takes so much longer, in either direction. */
    void delay(Duration by) {
        latency = by;
    }

    /** Ends all connections; answers how many. */
    int cut() {
        int cut = sockets.size();
        sockets.forEach(NetSocket::close);
        return cut;
    }

    /** Bytes, or connections, that a fault has cost. */
    long swallowed() {
        return swallowed.get();
    }

    /** New connections work again; those that fell silent never do. */
    void heal() {
        latency = Duration.ZERO;
        if (fault != Fault.NONE) {
            cut();
        }
        fault = Fault.NONE;
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }
}
