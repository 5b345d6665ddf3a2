package dev.tiffin.bridge;

import dev.tiffin.database.TestDatabase;
import dev.tiffin.issuer.DevelopmentIssuer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A bridge as it is run, a process of its own: it can be killed, stopped and continued. */
final class BridgeProcess implements AutoCloseable {

    private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
    private static final String ISSUER_KEY = DevelopmentIssuer.temporary().publicKey();

    private final String name;
    private final List<String> command;
    private final List<String> environment;
    private Process process;

    /**
     * Starts it.
     *
     * @param database how it reaches the database
     * @param functions where all functions are
     */
    BridgeProcess(String name, TestDatabase database, URI databaseAt, URI functions) {
        if (!Files.exists(JAR)) {
            throw new IllegalStateException(JAR + " is not there: run `make chaos`, which builds it");
        }
        this.name = name;
        this.command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-jar",
                JAR.toString());
        var addresses = Stream.of("order-validation-fn", "payment-fn", "restaurant-approval-fn", "agent-assignment-fn")
                .map(service -> service + "=" + functions)
                .collect(Collectors.joining(","));
        this.environment = List.of(
                "QUARKUS_HTTP_PORT=0",
                "QUARKUS_DATASOURCE_REACTIVE_URL=postgresql://" + databaseAt.getAuthority() + "/" + database.name(),
                "QUARKUS_DATASOURCE_USERNAME=" + database.user(),
                "QUARKUS_DATASOURCE_PASSWORD=" + database.password(),
                "MP_JWT_VERIFY_PUBLICKEY=" + ISSUER_KEY,
                "TIFFIN_RELAY_NAME=" + name,
                // It would cover up what is lost.
                "TIFFIN_UPKEEP_WATCH_AFTER=6h",
                "TIFFIN_DIRECT_MANIFESTS=" + TestRelay.MANIFESTS,
                "TIFFIN_DIRECT_ADDRESSES=" + addresses);
        start();
    }

    /** Starts it, unless it runs. */
    void start() {
        if (process != null && process.isAlive()) {
            return;
        }
        try {
            Files.createDirectories(ChaosReport.FOLDER);
            File log = ChaosReport.FOLDER.resolve(name + ".log").toFile();
            var builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
            environment.forEach(entry -> builder.environment()
                    .put(entry.substring(0, entry.indexOf('=')), entry.substring(entry.indexOf('=') + 1)));
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return name;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** As {@code kill -9}. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** As an administrator would; waits until it has ended. */
    void end() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                throw new AssertionError(name + " does not end on SIGTERM");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** STOP: it hangs, with all its connections; CONT: it goes on as if nothing had been. */
    void signal(String signal) {
        try {
            int code = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new AssertionError("kill -" + signal + " of " + name + " answers " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
