package dev.tiffin.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A way to the gateway from here. It leads to one pod and breaks with it; then it is made anew. */
final class Forward implements AutoCloseable {

    private final int port;
    private final Thread keeper;
    private volatile @Nullable Process process;
    private volatile boolean closed;

    Forward() {
        this.port = freePort();
        this.keeper = Thread.ofVirtual().name("forward").start(this::keep);
    }

    URI gateway() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Cuts the way; the next one may lead to another pod. */
    void cut() {
        var current = process;
        if (current != null) {
            current.destroy();
        }
    }

    private void keep() {
        try {
            while (!closed) {
                keepOne();
                Thread.sleep(200);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException("kubectl port-forward cannot be run", e);
        }
    }

    /** kubectl says on its output that a connection is lost, and stays; then it is ended. */
    private void keepOne() throws IOException {
        var command = List.of(
                "kubectl", "--namespace", Kubectl.NAMESPACE, "port-forward", "service/api-gateway", port + ":80");
        var current = new ProcessBuilder(command).redirectErrorStream(true).start();
        process = current;
        try (var lines = new BufferedReader(current.inputReader(StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains("lost connection") || line.contains("error forwarding")) {
                    break;
                }
            }
        } finally {
            current.destroy();
        }
    }

    @Override
    public void close() {
        closed = true;
        cut();
        keeper.interrupt();
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("There is no free port", e);
        }
    }
}
