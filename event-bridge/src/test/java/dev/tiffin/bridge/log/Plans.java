package dev.tiffin.bridge.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.database.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A database with a year of history, in a session with the bridge's settings: what the planner does there shows what a
 * statement will cost a year from now. The number of rows can be raised with {@code -Dplan.rows}.
 */
public final class Plans implements AutoCloseable {

    /** All partitions of the log, as a literal. */
    public static final String PARTITIONS = "'{0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15}'";

    private static final int ROWS = Integer.getInteger("plan.rows", 100_000);
    private static final Pattern READ = Pattern.compile("Buffers: shared hit=(\\d+)");

    private final TestDatabase database = TestDatabase.fresh();
    private final Connection connection;

    public Plans() throws SQLException {
        connection = database.connect();
        execute("select make_order_log_partitions((now() - interval '1 year')::date, 14)");
        execute("alter table orders disable trigger user");
        execute("""
                insert into orders (id, customer_id, restaurant_id, restaurant, address, latitude, longitude, lines,
                    total, currency)
                select gen_random_uuid(), 'u', 'r', '{}', 'a', 52, 13, '[1]', 100, 'EUR'
                from generate_series(1, %d / 5)""".formatted(ROWS));
        for (int month = 12; month >= 0; month--) {
            execute("""
                    insert into order_log (order_id, version, part, status, changed_at, changed_by, status_version,
                        payment_attempt)
                    select id, 1, uuid_hash(id) & 15, 'PLACED', now() - interval '%d months', 'x', 1, 0
                    from orders limit %d / 13""".formatted(month, ROWS));
        }
        execute("vacuum analyze");
        for (var cost : List.of("min_parallel_index_scan_size", "parallel_setup_cost", "parallel_tuple_cost")) {
            execute("set " + cost + " = 0"); // as in a table many times as large
        }
        for (var setting : LogSession.SETTINGS.entrySet()) {
            execute("set " + setting.getKey() + " = '" + setting.getValue() + "'");
        }
    }

    /** A session of somebody else; the caller closes it. */
    public Connection connect() throws SQLException {
        return database.connect();
    }

    public void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    public String text(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** Asserts that a prepared statement reads no more than so many pages, when it runs for the second time. */
    public void assertCheap(String execute, int pages) throws SQLException {
        var lines = new ArrayList<String>();
        for (int run = 0; run < 2; run++) {
            lines.clear();
            try (var statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("explain (analyze, buffers) execute " + execute)) {
                while (rows.next()) {
                    lines.add(rows.getString(1));
                }
            }
        }
        assertCheap(lines, pages);
    }

    private static void assertCheap(List<String> plan, int pages) {
        assertThat(plan).noneMatch(line -> line.contains("Seq Scan on"));
        assertThat(plan).noneMatch(line -> line.contains("Workers Planned"));
        var read = READ.matcher(String.join("\n", plan));
        assertThat(read.find()).isTrue();
        assertThat(Integer.parseInt(read.group(1))).as(String.join("\n", plan)).isLessThan(pages);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        database.close();
    }
}
