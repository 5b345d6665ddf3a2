package dev.tiffin.local;

import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Where the orders are, and who may log in there: the server of our own or one that is given; from here on no one can
 * tell which.
 *
 * @param address {@code host:port/name}, with a query if the given URL had one
 * @param owner makes and migrates the tables
 * @param gateway what the gateway logs in as
 * @param bridge what the bridge logs in as
 */
record Database(String address, Login owner, Login gateway, Login bridge) {

    private static final Logger FLYWAY = Logger.getLogger("org.flywaydb");
    private static final String NAME = "tiffin";
    private static final int OLDEST = 150_000;
    private static final String UNDEFINED_DATABASE = "3D000";

    /** A role and its password. */
    record Login(String user, String password) {}

    /** The database on the server of our own. */
    static Database embedded(int port, Passwords passwords) throws IOException {
        var owner = new Login(PostgresServer.SUPERUSER, passwords.of(PostgresServer.SUPERUSER));
        return prepared(Ports.LOOPBACK + ":" + port, NAME, "", owner, passwords);
    }

    /** The database that a URL names: {@code postgresql://user:password@host:port/name?...}. */
    static Database given(String url, Passwords passwords) throws IOException {
        var wrong = "DATABASE_URL must look like postgresql://user:password@host:5432/name.";
        URI uri;
        try {
            uri = URI.create(url.replaceFirst("^jdbc:", "").replaceFirst("^postgres:", "postgresql:"));
        } catch (IllegalArgumentException e) {
            throw new Trouble(wrong, e);
        }
        var user = uri.getUserInfo();
        if (!"postgresql".equals(uri.getScheme())
                || uri.getHost() == null
                || user == null
                || uri.getPath().length() < 2) {
            throw new Trouble(wrong);
        }
        var colon = user.indexOf(':');
        var owner = colon < 0 ? new Login(user, "") : new Login(user.substring(0, colon), user.substring(colon + 1));
        var server = uri.getHost() + ":" + (uri.getPort() < 0 ? 5432 : uri.getPort());
        var query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return prepared(server, uri.getPath().substring(1), query, owner, passwords);
    }

    String jdbcUrl() {
        return "jdbc:postgresql://" + address;
    }

    String reactiveUrl() {
        return "postgresql://" + address;
    }

    Connection connect(Login login) throws SQLException {
        return connect(address, login);
    }

    /** Brings the tables to the newest version and fills the city. */
    void migrate() {
        FLYWAY.setLevel(Level.WARNING);
        try {
            Flyway.configure()
                    .dataSource(jdbcUrl(), owner.user(), owner.password())
                    .locations("classpath:db/migration", "classpath:db/seed")
                    .placeholders(Map.of("gateway_role", gateway.user(), "bridge_role", bridge.user()))
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new Trouble("The database's tables cannot be brought up to date: " + oneLine(e), e);
        }
    }

    private static Database prepared(String server, String name, String query, Login owner, Passwords passwords)
            throws IOException {
        var address = server + "/" + name + query;
        try (var connection = connectOrCreate(server, name, query, owner)) {
            var version = connection.getMetaData().getDatabaseMajorVersion();
            if (version * 10_000 < OLDEST) {
                throw new Trouble("The database server is PostgreSQL " + version + "; Tiffin needs 15 or newer.");
            }
            if (!mayCreateRoles(connection)) {
                return new Database(address, owner, owner, owner);
            }
            var gateway = new Login(NAME + "_gateway", passwords.of("gateway"));
            var bridge = new Login(NAME + "_bridge", passwords.of("bridge"));
            ensure(connection, address, gateway);
            ensure(connection, address, bridge);
            return new Database(address, owner, gateway, bridge);
        } catch (SQLException e) {
            throw new Trouble("The database at " + server + "/" + name + " cannot be used: " + oneLine(e), e);
        }
    }

    private static Connection connectOrCreate(String server, String name, String query, Login owner)
            throws SQLException {
        try {
            return connect(server + "/" + name + query, owner);
        } catch (SQLException e) {
            if (!UNDEFINED_DATABASE.equals(e.getSQLState())) {
                throw e;
            }
            try (var connection = connect(server + "/postgres" + query, owner);
                    var statement = connection.createStatement()) {
                statement.execute("create database " + statement.enquoteIdentifier(name, true));
            }
            return connect(server + "/" + name + query, owner);
        }
    }

    private static boolean mayCreateRoles(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "select rolsuper or rolcreaterole from pg_roles where rolname = current_user")) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** Makes the role, or gives it our password if it has another one. */
    private static void ensure(Connection connection, String address, Login login) throws SQLException {
        try (var statement = connection.createStatement()) {
            var role = statement.enquoteIdentifier(login.user(), true);
            var secret = " login password " + statement.enquoteLiteral(login.password());
            if (!exists(connection, login.user())) {
                statement.execute("create role " + role + secret);
                return;
            }
            try {
                connect(address, login).close();
            } catch (SQLException e) {
                statement.execute(
                        "alter role " + role + secret); // made by another copy, or by one whose folder is gone
            }
        }
    }

    private static boolean exists(Connection connection, String role) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select 1 from pg_roles where rolname = ?")) {
            query.setString(1, role);
            try (var rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static Connection connect(String address, Login login) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", login.user());
        properties.setProperty("password", login.password());
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("ApplicationName", "tiffin-local");
        return DriverManager.getConnection("jdbc:postgresql://" + address, properties);
    }

    private static String oneLine(Exception e) {
        return String.valueOf(e.getMessage()).strip().replaceAll("\\s*\\R\\s*", "; ");
    }
}
