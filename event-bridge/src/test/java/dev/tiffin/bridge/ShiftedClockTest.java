package dev.tiffin.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.database.TestDatabase;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The database's clock jumps, forwards and back, while orders are under way: no event stalls or overtakes. */
class ShiftedClockTest {

    private static final int ORDERS = 150;

    // Found before the real ones by every session of the database that begins from now on.
    private static final String SHIFT = """
            create schema shifted;
            create table shifted.clock (by interval not null);
            insert into shifted.clock values ('0');
            create function shifted.clock_timestamp() returns timestamptz language sql as
                'select pg_catalog.clock_timestamp() + (select by from shifted.clock)';
            create function shifted.now() returns timestamptz stable language sql as
                'select pg_catalog.now() + (select by from shifted.clock)';
            do $$ begin
                execute format('alter database %I set search_path = shifted, public, pg_catalog', current_database());
            end $$""";

    @Test
    void theClockJumps() throws SQLException {
        try (var database = TestDatabase.fresh()) {
            database.execute(SHIFT);
            try (var orders = new TestOrders(database);
                    var steps = new Steps(database);
                    var functions = new StepServer(TestRelay.VERTX, steps::take);
                    var relay = TestRelay.start(
                            database, TestRelay.direct(Map.of(), functions.address()), TestRelay.settings())) {
                long wanted = 0;
                for (String by : new String[] {"3 hours", "-3 hours", "40 days", "0"}) {
                    orders.placeQuickly(ORDERS);
                    long half = wanted + ORDERS / 2;
                    Eventually.is("half are home", () -> steps.finished() >= half);
                    orders.execute("update shifted.clock set by = '" + by + "'");
                    orders.placeQuickly(ORDERS);
                    wanted += 2 * ORDERS;
                    long all = wanted;
                    Eventually.is("all are home after " + by, () -> steps.finished() == all);
                }
                relay.awaitRest();
                assertThat(functions.inversions()).isZero();
                assertThat(steps.chargedTwice()).isZero();
                assertThat(orders.number("select count(*) from (select changed_at < lag(changed_at) over"
                                + " (partition by order_id order by version) as back from order_log) l where back"))
                        .as("no version is older than the one before")
                        .isZero();
            }
        }
    }

    /** Hours ahead, then right again: what was to wait for seconds does not wait for hours. */
    @Test
    void whatWaitsDoesNotWaitForTheClock() throws SQLException {
        try (var database = TestDatabase.fresh()) {
            database.execute(SHIFT);
            database.execute("update shifted.clock set by = '3 hours'");
            try (var orders = new TestOrders(database);
                    var functions = StubFunctions.start(TestRelay.VERTX);
                    var relay = TestRelay.start(database, TestRelay.broker(functions), TestRelay.settings())) {
                var failing = UUID.randomUUID();
                functions.behave((event, request) -> request.response()
                        .setStatusCode(event.order().equals(failing) ? 503 : 202)
                        .end());
                orders.place(failing);
                Eventually.is("it waits in the table", () -> orders.count("redelivery where why = 'FAILED'") == 1);
                var other = orders.place();
                functions.awaitId(other + ":1");
                orders.execute("select emit_again('" + other + "', 'TEST', now() + interval '5 seconds')");
                orders.execute("update shifted.clock set by = '0'");
                assertThat(orders.number("select count(*) from redelivery where next_at > now() + interval '2 hours'"))
                        .isEqualTo(2);

                functions.answer(202);
                assertThat(orders.number("select follow_clock_back()")).isEqualTo(2);

                functions.await(
                        "both",
                        events -> events.stream()
                                        .filter(event -> event.id().equals(other + ":1"))
                                        .count()
                                == 2);
                Eventually.is("the table is empty", () -> orders.count("redelivery") == 0);
                functions.awaitId(failing + ":1");
                relay.awaitRest();
                assertThat(orders.number("select follow_clock_back()"))
                        .as("once")
                        .isZero();
            }
        }
    }
}
