package dev.tiffin.bench.load;

import dev.tiffin.bench.BenchFailure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/**
 * Writes placed orders straight into the database, as many in one transaction as wanted, all alike but for their ids.
 * For use by one thread at a time.
 */
final class OrderWriter implements AutoCloseable {

    private static final String COPY = """
            insert into orders (id, customer_id, restaurant_id, restaurant, address, latitude, longitude, lines, total,
                currency, payment_method, changed_by)
            select id, customer_id, restaurant_id, restaurant, address, latitude, longitude, lines, total,
                currency, 'tok_visa', 'by:customer:' || customer_id
            from pattern, unnest(?::uuid[]) id
            """;

    /** An order as the gateway writes it. */
    private static final String PATTERN = """
            create temporary table pattern as
            select 'customer-1'::text as customer_id, 'bench-restaurant-1'::text as restaurant_id,
                '{"id": "bench-restaurant-1", "name": "Bench Restaurant 1", "latitude": 52.505, "longitude": 13.385,
                  "timeZone": "Europe/Berlin", "openingHours": [{"day": 1, "opens": "00:00", "closes": "24:00"}],
                  "deliveryRadiusMetres": 20000, "minimumOrder": 0, "approval": "AUTOMATIC",
                  "preparationMinutes": 20}'::jsonb as restaurant,
                'Example Street 1, 10115 Berlin'::text as address, 52.52::float8 as latitude,
                13.405::float8 as longitude,
                '[{"itemId": "bench-restaurant-1-1", "name": "Dish 1", "options": [], "quantity": 2,
                  "unitPrice": 1250}]'::jsonb as lines,
                2500::bigint as total, 'EUR'::text as currency
            """;

    private final Connection connection;
    private final PreparedStatement copy;

    private OrderWriter(Connection connection, PreparedStatement copy) {
        this.connection = connection;
        this.copy = copy;
    }

    /** Connects. */
    static OrderWriter open(String url) {
        try {
            var connection = DriverManager.getConnection(url);
            try (var statement = connection.createStatement()) {
                statement.execute(PATTERN);
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
