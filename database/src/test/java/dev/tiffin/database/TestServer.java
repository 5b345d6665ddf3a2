package dev.tiffin.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server and the migrated databases that new ones are copied from. The system property
 * {@code tiffin.test.server} ({@code host:port}, trusted) names a running one to use instead of the embedded.
 */
final class TestServer {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Set<String> templates = new HashSet<>();
    private final String address;
    private final @Nullable Path directory;
    private @Nullable EmbeddedPostgres postgres;

    private TestServer(String address, @Nullable Path directory, @Nullable EmbeddedPostgres postgres) {
        this.address = address;
        this.directory = directory;
        this.postgres = postgres;
    }

    static TestServer given(String address) {
        return new TestServer(address, null, null);
    }

    static TestServer embedded() {
        try {
            return embedded(Files.createTempDirectory("tiffin-postgres"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TestServer embedded(Path directory) {
        try {
            EmbeddedPostgres postgres = start(directory, 0);
            var server = new TestServer("127.0.0.1:" + postgres.getPort(), directory, postgres);
            Runtime.getRuntime().addShutdownHook(new Thread(server::remove, "remove-" + directory.getFileName()));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EmbeddedPostgres start(Path directory, int port) throws IOException {
        var builder = EmbeddedPostgres.builder()
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(Duration.ofSeconds(60))
                .setLocaleConfig("locale", "C")
                .setServerConfig("max_connections", "200")
                .setServerConfig("timezone", "UTC");
        return port == 0 ? builder.start() : builder.setPort(port).start();
    }

    private void remove() {
        stop();
        if (directory == null || !Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address() {
        return address;
    }

    /** Copies a migrated database, and makes that first if need be. */
    synchronized String copy(boolean seeded) {
        String template = (seeded ? "tiffin_seeded_" : "tiffin_")
                + ProcessHandle.current().pid();
        if (templates.add(template)) {
            execute("postgres", "drop database if exists " + template);
            execute("postgres", "create database " + template);
            migrate(template, seeded);
        }
        String name = template + "_" + NUMBER.incrementAndGet();
        execute("postgres", "create database " + name + " template " + template);
        // Settings of a role in a database are not copied with the database.
        execute(name, "select pin_index_use(current_user)");
        return name;
    }

    private void migrate(String database, boolean seeded) {
        Flyway.configure()
                .dataSource(jdbcUrl(database), TestDatabase.USER, TestDatabase.PASSWORD)
                .locations(
                        seeded
                                ? new String[] {"classpath:db/migration", "classpath:db/seed"}
                                : new String[] {"classpath:db/migration"})
                .placeholders(Map.of("gateway_role", "current_user", "bridge_role", "current_user"))
                .load()
                .migrate();
    }

    void drop(String database) {
        execute("postgres", "drop database if exists " + database + " with (force)");
    }

    String jdbcUrl(String database) {
        return "jdbc:postgresql://" + address + "/" + database;
    }

    void execute(String database, String sql) {
        try (Connection connection =
                        DriverManager.getConnection(jdbcUrl(database), TestDatabase.USER, TestDatabase.PASSWORD);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Stops the embedded server as an administrator would: sessions end, what was committed is kept. */
    synchronized void stop() {
        EmbeddedPostgres running = postgres;
        if (running == null) {
            return;
        }
        try {
            running.close();
            postgres = null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the embedded server without a word to its sessions; the next start has to recover from the log. */
    synchronized void crash() {
        if (directory == null || postgres == null) {
            throw new IllegalStateException("no server of ours runs");
        }
        try {
            long postmaster = Long.parseLong(
                    Files.readAllLines(directory.resolve("postmaster.pid")).getFirst());
            // The immediate shutdown: unlike kill -9 it waits for the sessions' processes, so the port is free
            // afterwards.
            new ProcessBuilder("kill", "-QUIT", Long.toString(postmaster))
                    .start()
                    .onExit()
                    .join();
            ProcessHandle.of(postmaster).ifPresent(process -> process.onExit().join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        stop();
    }

    /** Starts the stopped server again on the same port. */
    synchronized void start() {
        if (directory == null) {
            throw new IllegalStateException("a server that was given is not ours to start");
        }
        if (postgres != null) {
            return;
        }
        try {
            postgres = start(directory, Integer.parseInt(address.substring(address.indexOf(':') + 1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
