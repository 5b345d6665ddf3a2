package dev.tiffin.bench.system;

import dev.tiffin.bench.BenchFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** The bench's own session with the PostgreSQL that is measured. */
public final class PostgresSession implements AutoCloseable {

    /** What has to be on for a commit to be durable; a figure measured without is worth nothing. */
    private static final List<String> DURABILITY = List.of("fsync", "full_page_writes", "synchronous_commit");

    private final Connection connection;

    private PostgresSession(Connection connection) {
        this.connection = connection;
    }

    /** Connects. */
    public static PostgresSession open(String url) {
        try {
            return new PostgresSession(DriverManager.getConnection(url));
        } catch (SQLException e) {
            throw new BenchFailure("PostgreSQL cannot be reached: " + e.getMessage(), e);
        }
    }

    /** Refuses a server that may forget what it has acknowledged. */
    public void mustBeDurable() {
        for (var setting : DURABILITY) {
            if (!text("show " + setting).equals("on")) {
                throw new BenchFailure("PostgreSQL runs with " + setting + " off: nothing measured there would count");
            }
        }
    }

    /** For instance {@code 18.4}. */
    public String version() {
        return text("show server_version").split(" ")[0];
    }

    /** Transactions of the whole server so far, this session's own included. */
    public long transactions() {
        return Long.parseLong(text("select sum(xact_commit + xact_rollback) from pg_stat_database"));
    }

    /** Writes out what earlier measurements have left in memory, so that the next does not pay for it. */
    public void checkpoint() {
        execute("checkpoint");
    }

    /** Fills the city that every order of the bench goes all the way in. */
    public void buildCity() {
        try (var script = PostgresSession.class.getResourceAsStream("city.sql")) {
            if (script == null) {
                throw new IllegalStateException("city.sql is missing beside " + PostgresSession.class);
            }
            execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("city.sql cannot be read", e);
        }
    }

    /** The statement that makes a function as it is. */
    public String definition(String function) {
        return text("select pg_get_functiondef('" + function + "'::regprocedure)");
    }

    /** Runs statements that answer nothing. */
    public void execute(String sql) {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new BenchFailure("PostgreSQL refused: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new BenchFailure("The bench's session cannot be closed", e);
        }
    }

    private String text(String query) {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new BenchFailure("PostgreSQL refused: " + e.getMessage(), e);
        }
    }
}
