package dev.tiffin.bench.load;

import dev.tiffin.bench.BenchFailure;
import dev.tiffin.bench.machine.CpuMeter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * What everything else is compared with: one small program that makes the five durable writes of an order itself. Each
 * is one row and one transaction, on a plain table with the columns of an order and without triggers; a thread and a
 * connection for each order in flight; no HTTP, no events, and nothing that would carry on after a crash in between.
 */
public final class Floor implements Contender {

    /** The table that the writes go to; every round adds to it, as it does to the tables of the system. */
    public static final String TABLE = """
            create table if not exists floor_orders (
              id uuid primary key, created_at timestamptz not null, customer_id text not null,
              restaurant_id text not null, restaurant jsonb not null, address text not null,
              latitude float8 not null, longitude float8 not null, lines jsonb not null,
              total bigint not null, currency text not null, payment_method text,
              status text not null, version int not null, changed_at timestamptz not null, changed_by text not null,
              validated_at timestamptz, paid_at timestamptz, approved_at timestamptz, agent_assigned_at timestamptz,
              payment_reference text, promised_at timestamptz, agent_id text)
            """;

    /** In the order in which they are made; the id is the only parameter. */
    private static final List<String> WRITES = List.of("""
            insert into floor_orders values (?, now(), 'customer-1', 'bench-restaurant-1',
              '{"id": "bench-restaurant-1", "name": "Bench Restaurant", "approval": "AUTOMATIC"}',
              'Floor 1, Example Street 1', 52.52, 13.405,
              '[{"itemId": "bench-restaurant-1-1", "name": "Dish 1", "options": [], "quantity": 2, "unitPrice": 1250}]',
              2500, 'EUR', 'tok_visa', 'PLACED', 1, now(), 'customer:customer-1')
            """, """
            update floor_orders set status = 'PAYMENT_REQUESTED', version = version + 1, validated_at = now(),
              changed_at = now(), changed_by = 'function:order-validation-fn' where id = ?
            """, """
            update floor_orders set status = 'PAID', version = version + 1, paid_at = now(),
              payment_reference = 'instant_1', changed_at = now(), changed_by = 'function:payment-fn' where id = ?
            """, """
            update floor_orders set status = 'APPROVED', version = version + 1, approved_at = now(),
              promised_at = now(), changed_at = now(), changed_by = 'function:restaurant-approval-fn' where id = ?
            """, """
            update floor_orders set status = 'ASSIGNED', version = version + 1, agent_assigned_at = now(),
              agent_id = 'agent-1', changed_at = now(), changed_by = 'function:agent-assignment-fn' where id = ?
            """);

    private final Crew<Writer> crew;

    private Floor(Crew<Writer> crew) {
        this.crew = crew;
    }

    /**
     * Connects.
     *
     * @param url of the database, user and password included
     */
    public static Floor open(String url, int ordersInFlight) {
        return new Floor(new Crew<>(ordersInFlight, () -> Writer.open(url), Writer::close));
    }

    @Override
    public Set<String> processGroups() {
        return Set.of(CpuMeter.DRIVER, "postgresql");
    }

    @Override
    public CompletableFuture<Long> order() {
        return crew.order(Writer::writeOrder);
    }

    @Override
    public void close() {
        crew.close();
    }

    /** One connection and its prepared statements. */
    private static final class Writer {

        private final Connection connection;
        private final List<PreparedStatement> writes = new ArrayList<>();

        private Writer(Connection connection) throws SQLException {
            this.connection = connection;
            for (var write : WRITES) {
                writes.add(connection.prepareStatement(write));
            }
        }

        static Writer open(String url) {
            try {
                return new Writer(DriverManager.getConnection(url));
            } catch (SQLException e) {
                throw new BenchFailure("The floor cannot connect to the database: " + e.getMessage(), e);
            }
        }

        void writeOrder() {
            var id = TimeOrderedIds.next();
            try {
                for (var write : writes) {
                    write.setObject(1, id);
                    if (write.executeUpdate() != 1) {
                        throw new BenchFailure("A write of the floor changed no row");
                    }
                }
            } catch (SQLException e) {
                throw new BenchFailure("A write of the floor failed: " + e.getMessage(), e);
            }
        }

        void close() {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new BenchFailure("A connection of the floor cannot be closed", e);
            }
        }
    }
}
