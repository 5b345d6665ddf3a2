package dev.tiffin.bridge;

import dev.tiffin.database.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Writes orders as anybody could, by SQL. */
final class TestOrders implements AutoCloseable {

    private static final String PLACE = """
            insert into orders (id, customer_id, restaurant_id, restaurant, address, latitude, longitude, lines,
                total, currency, changed_by, traceparent)
            select %s, 'u-1', 'spice-garden',
                '{"id": "spice-garden", "name": "Spice Garden", "latitude": 52.52, "longitude": 13.4,
                  "timeZone": "Europe/Berlin",
                  "openingHours": [{"day": 1, "opens": "11:00", "closes": "23:00"}], "deliveryRadiusMetres": 5000,
                  "minimumOrder": 1000, "approval": "AUTOMATIC", "preparationMinutes": 20}',
                'Torstraße 1, 10119 Berlin', 52.53, 13.41,
                '[{"itemId": "spice-garden-1", "name": "Dal", "options": ["rice"], "quantity": 2, "unitPrice": 850}]',
                1700, 'EUR', 'by:customer:u-1', '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' %s""";

    private static final String PLACE_ONE = PLACE.formatted("?", "");

    private static final String PLACE_MANY = PLACE.formatted("gen_random_uuid()", "from generate_series(1, ?)");

    private static final String TOUCH =
            "update orders set payment_method = 'tok_' || version, changed_by = 'by:customer:u-1' where id = ?";

    private final Connection connection;

    TestOrders(TestDatabase database) throws SQLException {
        this.connection = database.connect();
    }

    Connection connection() {
        return connection;
    }

    /** One order, placed. */
    UUID place() throws SQLException {
        var id = UUID.randomUUID();
        place(id);
        return id;
    }

    void place(UUID id) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(PLACE_ONE)) {
            insert.setObject(1, id);
            insert.executeUpdate();
        }
    }

    /** So many orders in one transaction. */
    List<UUID> place(int count) throws SQLException {
        var ids = new ArrayList<UUID>();
        try (PreparedStatement insert = connection.prepareStatement(PLACE_ONE)) {
            for (int i = 0; i < count; i++) {
                var id = UUID.randomUUID();
                ids.add(id);
                insert.setObject(1, id);
                insert.addBatch();
            }
            boolean alone = connection.getAutoCommit();
            connection.setAutoCommit(false);
            insert.executeBatch();
            if (alone) {
                connection.commit();
                connection.setAutoCommit(true);
            }
        }
        return ids;
    }

    /** So many orders in one statement. */
    void placeQuickly(int count) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(PLACE_MANY)) {
            insert.setInt(1, count);
            insert.executeUpdate();
        }
    }

    /** A change that enters no status: an event of type updated. */
    void touch(UUID id) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(TOUCH)) {
            update.setObject(1, id);
            update.executeUpdate();
        }
    }

    /** {@code set} as in an update of that order. */
    void change(UUID id, String set) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("update orders set " + set + " where id = ?")) {
            update.setObject(1, id);
            update.executeUpdate();
        }
    }

    void askForPayment(UUID id) throws SQLException {
        change(
                id,
                "status = 'PAYMENT_REQUESTED', validated_at = now(), payment_method = 'tok_visa', payment_attempt = 1");
    }

    void pay(UUID id) throws SQLException {
        change(id, "status = 'PAID', paid_at = now(), payment_reference = 'instant_1'");
    }

    void approve(UUID id) throws SQLException {
        change(id, "status = 'APPROVED', approved_at = now(), promised_at = now() + interval '30 min'");
    }

    void refund(UUID id) throws SQLException {
        change(id, "status = 'REFUND_REQUESTED', reason_code = 'CANCELLED', reason = 'You cancelled.'");
    }

    long number(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** The same for a condition that is waited for: {@code select count(*) from ..}. */
    long count(String of) {
        try {
            return number("select count(*) from " + of);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    String text(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        }
    }

    void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Ids of the events of all versions there are. */
    List<String> eventIds() throws SQLException {
        var ids = new ArrayList<String>();
        try (var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select order_id, version from order_log order by seq")) {
            while (rows.next()) {
                ids.add(rows.getString(1) + ":" + rows.getInt(2));
            }
        }
        return ids;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
