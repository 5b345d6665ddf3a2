package dev.tiffin.bench.load;

import dev.tiffin.bench.BenchFailure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/**
 * Writes placed orders straight into the database, as many in one transaction as wanted: copies of an order that was
 * placed before. For use by one thread.
 */
final class OrderWriter implements AutoCloseable {

    private static final String COPY = """
            insert into orders (id, customer_id, restaurant_id, restaurant, address, latitude, longitude, lines, total,
                currency, payment_method, changed_by)
            select id, customer_id, restaurant_id, restaurant, address, latitude, longitude, lines, total,
                currency, 'tok_visa', 'by:customer:' || customer_id
            from pattern, unnest(?::uuid[]) id
            """;

    private final Connection connection;
    private final PreparedStatement copy;

    private OrderWriter(Connection connection, PreparedStatement copy) {
        this.connection = connection;
        this.copy = copy;
    }

    /** Connects, and takes the newest order as the pattern. */
    static OrderWriter open(String url) {
        try {
            var connection = DriverManager.getConnection(url);
            try (var statement = connection.createStatement()) {
                var patterns = statement.executeUpdate("""
                        create temporary table pattern as
                        select customer_id, restaurant_id, restaurant, address, latitude, longitude, lines,
                            total, currency
                        from orders order by created_at desc limit 1""");
                if (patterns != 1) {
                    throw new BenchFailure("There is no order yet to make copies of");
                }
            }
            return new OrderWriter(connection, connection.prepareStatement(COPY));
        } catch (SQLException e) {
            throw new BenchFailure("Orders cannot be written: " + e.getMessage(), e);
        }
    }

    /** Returns when they are committed. */
    void write(List<UUID> ids) {
        try {
            copy.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            copy.executeUpdate();
        } catch (SQLException e) {
            throw new BenchFailure("Orders cannot be written: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new BenchFailure("The connection of the writer cannot be closed", e);
        }
    }
}
