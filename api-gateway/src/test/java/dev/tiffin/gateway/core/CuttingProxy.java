package dev.tiffin.gateway.core;

import dev.tiffin.database.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between gateway and database, and on demand lets a commit through, waits for the database's answer, keeps
 * it, and cuts the line: the commit stands and the gateway cannot know.
 */
final class CuttingProxy implements AutoCloseable {

    private final URI database;
    private final String name;
    private final ServerSocket server;
    private final AtomicBoolean armed = new AtomicBoolean();
    private final AtomicInteger cuts = new AtomicInteger();

    CuttingProxy(TestDatabase database) throws IOException {
        this.database = URI.create(database.reactiveUrl());
        this.name = database.name();
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::accept);
    }

    String url() {
        return "postgresql://127.0.0.1:" + server.getLocalPort() + "/" + name;
    }

    void cutAfterTheNextCommit() {
        armed.set(true);
    }

    int cuts() {
        return cuts.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                Socket upstream = new Socket(database.getHost(), database.getPort());
                client.setTcpNoDelay(true);
                upstream.setTcpNoDelay(true);
                Thread.startVirtualThread(() -> passOn(client, upstream));
                Thread.startVirtualThread(() -> passAnswers(client, upstream));
            }
        } catch (IOException closed) {
            return;
        }
    }

    private static void passOn(Socket client, Socket upstream) {
        try (client;
                upstream) {
            client.getInputStream().transferTo(upstream.getOutputStream());
        } catch (IOException cut) {
            return;
        }
    }

    /** PostgreSQL says in plain text what it has completed. */
    private void passAnswers(Socket client, Socket upstream) {
        byte[] buffer = new byte[65_536];
        try (client;
                upstream) {
            InputStream in = upstream.getInputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                String answer = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
                boolean committed = answer.contains("COMMIT\0");
                if (committed && armed.compareAndSet(true, false)) {
                    cuts.incrementAndGet();
                    return;
                }
                client.getOutputStream().write(buffer, 0, length);
            }
        } catch (IOException cut) {
            return;
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
