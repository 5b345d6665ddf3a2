package dev.tiffin.gateway.core;

import static dev.tiffin.gateway.core.World.ANNA;
import static dev.tiffin.gateway.core.World.await;
import static dev.tiffin.gateway.core.World.request;
import static dev.tiffin.gateway.core.World.statusVersion;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.contract.OrderStatus;
import dev.tiffin.contract.StepResults.Outcome;
import dev.tiffin.contract.StepResults.RecordOutcome;
import dev.tiffin.contract.StepResults.ValidationResult;
import dev.tiffin.database.TestDatabase;
import dev.tiffin.gateway.order.NewOrder;
import dev.tiffin.gateway.order.Order;
import dev.tiffin.gateway.order.Placed;
import dev.tiffin.gateway.order.Refusal;
import io.smallrye.mutiny.Uni;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Group commit where it matters: deadlocks, poison, lost connections, and how many transactions it saves. */
class GroupCommitOnADatabaseTest {

    private static final String HOT = """
            select sum(%s) from pg_stat_user_tables
            where relname in ('orders', 'order_log', 'deadline', 'redelivery', 'agent', 'restaurant', 'menu_item')
            """;

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aDeadlockWithSomebodyElseIsOvercome() throws Exception {
        List<Order> two = Stream.generate(world::place)
                .limit(2)
                .sorted(Comparator.comparing(order -> order.id().toString()))
                .toList();

        try (Connection rival = world.database.connect();
                Statement statement = rival.createStatement()) {
            rival.setAutoCommit(false);
            statement.execute("set deadlock_timeout = '1h'");
            lock(statement, two.get(1));
            CompletableFuture<List<RecordOutcome>> ours = validate(two).subscribeAsCompletionStage();
            awaitWaitingSession();
            lock(statement, two.get(0));
            rival.commit();

            assertThat(ours.get()).allMatch(one -> one.outcome() == Outcome.APPLIED);
        }
        assertThat(two).allMatch(order -> world.now(order).status() == OrderStatus.VALIDATED);
    }

    @Test
    void oneBadElementInAHundredHarmsNobodyElse() throws SQLException {
        world.database.execute("alter table orders add constraint nobody_lives_there check (address <> 'Nowhere')");
        UUID taken = world.place().id();
        List<NewOrder> list =
                new ArrayList<>(Stream.generate(World::request).limit(97).toList());
        list.add(41, at("Nowhere"));
        list.add(67, at("NUL \0"));
        list.add(83, new NewOrder(taken, World.RESTAURANT, World.HOME, List.of(), null));

        List<Placed> placed = await(world.orders.placeAll(list, ANNA, null));

        for (int i : List.of(41, 67, 83)) {
            assertThat(placed.get(i).order()).isNull();
            assertThat(placed.get(i).refused().code()).isEqualTo(Refusal.INVALID_INPUT);
        }
        assertThat(placed.stream().filter(one -> one.order() != null)).hasSize(97);
        assertThat(world.number("select count(*) from orders")).isEqualTo(98);
    }

    @Test
    void oneBadChangeInAHundredHarmsNobodyElse() throws SQLException {
        List<Order> orders = placed(100);
        world.database.execute("alter table orders add constraint one_is_cursed check (id <> '"
                + orders.get(50).id() + "' or status = 'PLACED')");

        List<Outcome> outcomes = await(Uni.join()
                .all(orders.stream()
                        .map(order -> validate(List.of(order))
                                .map(List::getFirst)
                                .map(RecordOutcome::outcome)
                                .onFailure()
                                .recoverWithItem(Outcome.STALE))
                        .toList())
                .andFailFast());

        assertThat(outcomes.get(50)).as("refused").isEqualTo(Outcome.STALE);
        assertThat(outcomes.stream().filter(Outcome.APPLIED::equals)).hasSize(99);
        assertThat(world.number("select count(*) from orders where status = 'VALIDATED'"))
                .isEqualTo(99);
    }

    @Test
    void aConnectionThatIsLostWhileABatchIsUnderWayIsOvercome() {
        List<Order> orders = placed(50);

        Uni<List<List<RecordOutcome>>> answers = Uni.join()
                .all(orders.stream().map(order -> validate(List.of(order))).toList())
                .andFailFast();
        CompletableFuture<List<List<RecordOutcome>>> ours = answers.subscribeAsCompletionStage();
        world.database.endSessions();

        assertThat(await(Uni.createFrom().completionStage(ours)))
                .allMatch(one -> one.getFirst().outcome() == Outcome.APPLIED
                        || one.getFirst().outcome() == Outcome.ALREADY_APPLIED);
        assertThat(orders).allMatch(order -> world.now(order).version() == 2);
    }

    @Test
    void aCommitWhoseAnswerIsLostIsNotDoneTwice() throws Exception {
        try (var proxy = new CuttingProxy(world.database);
                var cut = new World(TestDatabase.seeded(), proxy.url())) {
            // The proxy leads to the database of the first world.
            proxy.cutAfterTheNextCommit();
            NewOrder request = request();

            Order placed = await(cut.orders.place(request, ANNA, null));
            assertThat(proxy.cuts()).isOne();
            assertThat(placed.version()).isEqualTo(1);

            proxy.cutAfterTheNextCommit();
            Order cancelled = await(cut.orders.cancel(placed.id(), null, ANNA));
            assertThat(proxy.cuts()).isEqualTo(2);
            assertThat(cancelled.status()).isEqualTo(OrderStatus.CANCELLED);
            assertThat(cancelled.version()).as("one change").isEqualTo(2);
        }
    }

    @Test
    void aThousandConcurrentCommandsShareTransactions() throws SQLException {
        List<Order> orders = placed(1_000);
        long before = transactions();

        List<List<RecordOutcome>> outcomes = await(Uni.join()
                .all(orders.stream().map(order -> validate(List.of(order))).toList())
                .andFailFast());

        assertThat(outcomes).allMatch(one -> one.getFirst().outcome() == Outcome.APPLIED);
        assertThat(transactions() - before)
                .as("two at once, one of each caller who came first, and then a hundred at a time")
                .isLessThanOrEqualTo(14);
    }

    @Test
    void noHotStatementReadsAWholeTable() throws SQLException {
        Order approved = world.in(OrderStatus.APPROVED);
        world.assign(approved, "agent-01");
        world.pool.closeAndAwait();
        while (world.number("select count(*) from pg_stat_activity where datname = current_database()") > 1) {
            Thread.onSpinWait();
        }

        assertThat(world.number(HOT.formatted("seq_scan")))
                .as("whole tables read")
                .isZero();
        assertThat(world.number(HOT.formatted("idx_scan")))
                .as("rows found by index")
                .isPositive();
    }

    /** Every transaction that changed an order is in the log. */
    private long transactions() throws SQLException {
        return world.number("select count(distinct xid::text) from order_log");
    }

    private Uni<List<RecordOutcome>> validate(List<Order> orders) {
        return world.orders.recordValidations(orders.stream()
                .map(order -> new ValidationResult(order.id(), statusVersion(order), List.of()))
                .toList());
    }

    private List<Order> placed(int count) {
        List<NewOrder> requests = Stream.generate(World::request).limit(count).toList();
        return await(world.orders.placeAll(requests, ANNA, null)).stream()
                .map(Placed::order)
                .toList();
    }

    private static NewOrder at(String address) {
        return new NewOrder(
                null,
                World.RESTAURANT,
                new dev.tiffin.contract.Address(address, 52.5, 13.4),
                List.of(new NewOrder.Line(World.DISH, 1, List.of())),
                null);
    }

    private static void lock(Statement statement, Order order) throws SQLException {
        statement.execute("select from orders where id = '" + order.id() + "' for update");
    }

    /** The signal is a session that waits for a lock. */
    private void awaitWaitingSession() throws SQLException {
        while (world.number("select count(*) from pg_locks where not granted") == 0) {
            Thread.onSpinWait();
        }
    }
}
