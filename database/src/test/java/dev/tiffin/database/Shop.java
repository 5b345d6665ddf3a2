package dev.tiffin.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.UUID;

/** A seeded database and a session to place and move orders with, by plain SQL as anybody could. */
final class Shop implements AutoCloseable {
    static final String VALIDATED = "status = 'VALIDATED', validated_at = now()";
    static final String PAYMENT_REQUESTED = "status = 'PAYMENT_REQUESTED', validated_at = now(),"
            + " payment_method = 'tok_visa', payment_attempt = payment_attempt + 1";
    static final String PAID = "status = 'PAID', paid_at = now(), payment_reference = 'charge-1'";
    static final String AWAITING_RESTAURANT = "status = 'AWAITING_RESTAURANT'";
    static final String APPROVED =
            "status = 'APPROVED', approved_at = now(), promised_at = now() + interval '40 minutes'";
    static final String PICKED_UP = "status = 'PICKED_UP'";
    static final String DELIVERED = "status = 'DELIVERED'";
    static final String REFUND_REQUESTED =
            "status = 'REFUND_REQUESTED', reason_code = 'DECLINED', reason = 'Sold out.'";

    private final TestDatabase database;
    private final Connection session;

    private Shop(TestDatabase database, Connection session) {
        this.database = database;
        this.session = session;
    }

    static Shop open() throws SQLException {
        TestDatabase database = TestDatabase.seeded();
        return new Shop(database, database.connect());
    }

    static String assignedTo(String agent) {
        return "status = 'ASSIGNED', agent_assigned_at = now(), agent_id = '" + agent + "'";
    }

    TestDatabase database() {
        return database;
    }

    Connection session() {
        return session;
    }

    UUID place() throws SQLException {
        UUID id = UUID.randomUUID();
        run("""
                insert into orders (id, customer_id, restaurant_id, restaurant, address, latitude, longitude,
                    lines, total, currency)
                values (?, 'u-1', 'spice-garden', '{"id": "spice-garden"}', 'Oranienplatz 1', 52.5, 13.4,
                    '[{"itemId": "spice-garden-1"}]', 790, 'EUR')
                """, id);
        return id;
    }

    /** Places an order and takes it through changes, each a list of assignments. */
    UUID placed(String... changes) throws SQLException {
        UUID id = place();
        for (String change : changes) {
            move(id, change);
        }
        return id;
    }

    UUID assigned(String agent) throws SQLException {
        return placed(PAYMENT_REQUESTED, PAID, APPROVED, assignedTo(agent));
    }

    void move(UUID id, String change) throws SQLException {
        run("update orders set " + change + " where id = ?", id);
    }

    void run(String sql, Object... arguments) throws SQLException {
        try (PreparedStatement statement = session.prepareStatement(sql)) {
            set(statement, arguments);
            statement.execute();
        }
    }

    /** The rows of a query, each as its columns joined by {@code |}; null is empty. */
    List<String> rows(String sql, Object... arguments) throws SQLException {
        try (PreparedStatement statement = session.prepareStatement(sql)) {
            set(statement, arguments);
            ResultSet result = statement.executeQuery();
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                StringJoiner row = new StringJoiner("|");
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    String value = result.getString(column);
                    row.add(value == null ? "" : value);
                }
                rows.add(row.toString());
            }
            return rows;
        }
    }

    String one(String sql, Object... arguments) throws SQLException {
        List<String> rows = rows(sql, arguments);
        if (rows.size() != 1) {
            throw new AssertionError("expected one row, not " + rows);
        }
        return rows.getFirst();
    }

    private static void set(PreparedStatement statement, Object... arguments) throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
    }

    @Override
    public void close() throws SQLException {
        session.close();
        database.close();
    }
}
