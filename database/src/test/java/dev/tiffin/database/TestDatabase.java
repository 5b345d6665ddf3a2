package dev.tiffin.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A migrated database of its own for a test, on a real PostgreSQL. The server is started once in a JVM and ends with
 * it; a database is a copy of a migrated one and costs some 100 ms.
 */
public final class TestDatabase implements AutoCloseable {
    static final String USER = "postgres";
    static final String PASSWORD = "postgres";

    private static @Nullable TestServer shared;

    private final TestServer server;
    private final String name;

    private TestDatabase(TestServer server, String name) {
        this.server = server;
        this.name = name;
    }

    /** Tables without rows. */
    public static TestDatabase fresh() {
        TestServer server = shared();
        return new TestDatabase(server, server.copy(false));
    }

    /** Tables with the city of the seed. */
    public static TestDatabase seeded() {
        TestServer server = shared();
        return new TestDatabase(server, server.copy(true));
    }

    /** Like {@link #seeded()}, on a server that no other test uses: it may be stopped and started. */
    public static TestDatabase onItsOwnServer() {
        TestServer server = TestServer.embedded();
        return new TestDatabase(server, server.copy(true));
    }

    /** The same, with the data in this folder. */
    public static TestDatabase onItsOwnServer(Path directory) {
        TestServer server = TestServer.embedded(directory);
        return new TestDatabase(server, server.copy(true));
    }

    private static synchronized TestServer shared() {
        TestServer server = shared;
        if (server == null) {
            String given = System.getProperty("tiffin.test.server");
            server = given == null ? TestServer.embedded() : TestServer.given(given);
            shared = server;
        }
        return server;
    }

    /** For JDBC, without user and password. */
    public String jdbcUrl() {
        return server.jdbcUrl(name);
    }

    /** For the reactive client: {@code postgresql://127.0.0.1:port/name}. */
    public String reactiveUrl() {
        return "postgresql://" + server.address() + "/" + name;
    }

    /** The owner of all tables. */
    public String user() {
        return USER;
    }

    /** The password of {@link #user()}. */
    public String password() {
        return PASSWORD;
    }

    /** The name of the database. */
    public String name() {
        return name;
    }

    /** A new session; the caller closes it. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), USER, PASSWORD);
    }

    /** Runs statements in a session of their own. */
    public void execute(String sql) {
        server.execute(name, sql);
    }

    /** Ends every session of this database but the caller's own, as a crash of the network would. */
    public void endSessions() {
        server.execute(
                "postgres", "select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'");
    }

    /** Stops the server, see {@link #onItsOwnServer()}. */
    public void stopServer() {
        server.stop();
    }

    /** Lets the server crash, see {@link #onItsOwnServer()}: what was committed is kept, sessions just end. */
    public void crashServer() {
        server.crash();
    }

    /** Starts the stopped server again: same port, same data. */
    public void startServer() {
        server.start();
    }

    /** Drops the database; the server goes on. */
    @Override
    public void close() {
        server.drop(name);
    }
}
