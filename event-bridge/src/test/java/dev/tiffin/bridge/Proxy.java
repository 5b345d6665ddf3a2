package dev.tiffin.bridge;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP proxy that can go silent: connections stay open and nothing passes, as when a host has vanished. */
final class Proxy implements AutoCloseable {

    private final NetServer server;
    private final Set<NetSocket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean silent;

    Proxy(Vertx vertx, String host, int port) {
        var client = vertx.createNetClient();
        server = vertx.createNetServer().connectHandler(near -> {
            near.pause();
            client.connect(port, host).onSuccess(far -> {
                join(near, far);
                join(far, near);
                near.resume();
            });
        });
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    }

    private void join(NetSocket from, NetSocket to) {
        sockets.add(from);
        from.handler(data -> {
            if (!silent) {
                to.write(data);
            }
        });
        from.closeHandler(closed -> {
            sockets.remove(from);
            if (!silent) {
                to.close();
            }
        });
    }

    int port() {
        return server.actualPort();
    }

    /** From now on nothing passes, in connections there are and in new ones. */
    void fallSilent() {
        silent = true;
    }

    /** New connections work again; those that fell silent never do. */
    void heal() {
        sockets.forEach(NetSocket::close);
        silent = false;
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }
}
