package dev.tiffin.simulator;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Stripe's own mock server, made by Go, on a free port of this machine; skips the test where there is no Go. */
final class StripeMock implements AutoCloseable {

    private static final String SOURCE = "github.com/stripe/stripe-mock@v0.203.0";
    private static final Path TOOLS = Path.of("target/tools").toAbsolutePath();
    private static final Path PROGRAM = TOOLS.resolve("stripe-mock");
    private static final String LISTENS = "Listening for HTTP";

    private final Process process;
    private final URI url;

    private StripeMock(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    static StripeMock start() throws IOException, InterruptedException {
        assumeThat(made()).as("go, to make Stripe's mock server with").isTrue();
        var address = "127.0.0.1:" + freePort();
        var process = new ProcessBuilder(PROGRAM.toString(), "-http-addr", address)
                .redirectErrorStream(true)
                .start();
        var said = process.inputReader();
        String line;
        do {
            line = said.readLine();
            if (line == null) {
                throw new IOException("Stripe's mock server does not start");
            }
        } while (!line.startsWith(LISTENS));
        // It says something of each request, and must not have to wait until somebody reads it.
        Thread.ofVirtual().start(() -> said.lines().forEach(unread -> {}));
        return new StripeMock(process, URI.create("http://" + address));
    }

    URI url() {
        return url;
    }

    @Override
    public void close() {
        process.destroy();
    }

    private static boolean made() throws InterruptedException {
        try {
            if (!Files.isExecutable(PROGRAM)) {
                var go = new ProcessBuilder("go", "install", SOURCE).inheritIO();
                go.environment().put("GOBIN", TOOLS.toString());
                var unused = go.start().waitFor(10, TimeUnit.MINUTES);
            }
        } catch (IOException e) {
            return false; // as good as no Go
        }
        return Files.isExecutable(PROGRAM);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
