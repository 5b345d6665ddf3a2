package dev.tiffin.bench.system;

import dev.tiffin.bench.BenchFailure;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A service that the bench has started itself, in place of the system's. */
public final class ServiceProcess implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);

    private final Process process;
    private final int port;
    private final Path log;

    private ServiceProcess(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /**
     * Starts it; it works as soon as it has found its database.
     *
     * @param jar its program
     * @param heapMegabytes the most its heap may take
     * @param port where it is to listen on this machine
     * @param environment the rest of its configuration, added to this program's own
     * @param log where its output goes
     */
    static ServiceProcess start(Path jar, int heapMegabytes, int port, Map<String, String> environment, Path log) {
        var builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xms16m",
                        "-Xmx" + heapMegabytes + "m",
                        "-jar",
                        jar.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        builder.environment().putAll(Map.of("QUARKUS_HTTP_PORT", String.valueOf(port), "QUARKUS_HTTP_HOST", LOOPBACK));
        try {
            return new ServiceProcess(builder.start(), port, log);
        } catch (IOException e) {
            throw new BenchFailure(jar + " cannot be started: " + e.getMessage(), e);
        }
    }

    /** Where it listens on this machine. */
    public int port() {
        return port;
    }

    /** Waits until it says that it is ready for work. */
    void awaitReady() {
        var health = URI.create("http://" + LOOPBACK + ":" + port + "/q/health/ready");
        if (!Processes.comesSoFar(process, LONGEST_START, () -> isReady(health))) {
            close();
            throw new BenchFailure("A service did not start; " + log + " says why");
        }
    }

    private static boolean isReady(URI health) {
        try {
            return ((HttpURLConnection) health.toURL().openConnection()).getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException notYetListening) {
            return false;
        }
    }

    @Override
    public void close() {
        Processes.end(process, LONGEST_STOP);
    }
}
