package dev.tiffin.bench.system;

import dev.tiffin.bench.BenchFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A bridge of the bench's own that delivers to a Broker, in place of the system's. */
public final class BridgeProcess implements AutoCloseable {

    private static final long LONGEST_STOP_SECONDS = 30;

    private final Process process;

    private BridgeProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts it; it works as soon as it has found its database.
     *
     * @param jar its program
     * @param environment its configuration, added to this program's own
     * @param log where its output goes
     */
    static BridgeProcess start(Path jar, Map<String, String> environment, Path log) {
        var builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xms16m",
                        "-Xmx64m",
                        "-jar",
                        jar.toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        try {
            return new BridgeProcess(builder.start());
        } catch (IOException e) {
            throw new BenchFailure("The bridge cannot be started: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
