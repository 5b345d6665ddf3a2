package dev.tiffin.local;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How another process of the same person has a service stopped for a while: it connects, names the service and is
 * answered {@code held} once that has ended. The service stays down as long as the connection stays up, so it comes
 * back however the other process ends.
 *
 * <pre>
 *   &gt; secret payment-fn
 *   &lt; held
 *     ... connection closes: payment-fn starts again
 * </pre>
 */
final class Control implements AutoCloseable {

    private static final String SECRET = "control";
    private static final String HELD = "held";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ServerSocket door;
    private final String secret;
    private final Services services;
    private final Screen screen;

    private Control(ServerSocket door, String secret, Services services, Screen screen) {
        this.door = door;
        this.secret = secret;
        this.services = services;
        this.screen = screen;
    }

    static Control open(Passwords passwords, Services services, Screen screen) throws IOException {
        var door = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        var control = new Control(door, passwords.of(SECRET), services, screen);
        Thread.ofPlatform().name("control").daemon().start(control::serve);
        return control;
    }

    int port() {
        return door.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        door.close();
    }

    /** A service that is down until this is closed. */
    record Held(String service, Socket connection) implements Closeable {
        @Override
        public void close() throws IOException {
            connection.close();
        }
    }

    /** Stops a service of a running copy. */
    static Held hold(Copy copy, Passwords passwords, String service) throws IOException {
        var connection = new Socket(InetAddress.getLoopbackAddress(), copy.control());
        connection.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
        say(connection, passwords.of(SECRET) + " " + service);
        var answer = listen(connection);
        if (!HELD.equals(answer)) {
            connection.close();
            throw new Trouble(answer == null ? "The running copy did not answer." : answer);
        }
        return new Held(service, connection);
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                var connection = door.accept();
                Thread.ofPlatform().daemon().start(() -> serve(connection));
            } catch (IOException e) {
                if (!door.isClosed()) {
                    screen.event("nobody can have services stopped any more: " + e.getMessage());
                    return;
                }
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
            var request = listen(connection);
            if (request != null && request.startsWith(secret + " ")) {
                holdWhileConnected(connection, request.substring(secret.length() + 1));
            }
        } catch (IOException e) {
            screen.event("whoever had a service stopped is gone: " + e.getMessage());
        }
    }

    private void holdWhileConnected(Socket connection, String name) throws IOException {
        if (!services.names().contains(name)) {
            say(connection, "There is no service called " + name + ".");
            return;
        }
        var service = services.named(name);
        service.hold();
        screen.event(screen.yellow(name + " is stopped") + " on demand");
        try {
            say(connection, HELD);
            connection.setSoTimeout(0);
            while (connection.getInputStream().read() >= 0) {
                // whatever is said, only the end counts
            }
        } finally {
            service.release();
        }
    }

    private static void say(Socket connection, String line) throws IOException {
        connection.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable String listen(Socket connection) throws IOException {
        return new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))
                .readLine();
    }
}
