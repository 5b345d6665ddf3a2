package dev.tiffin.gateway.deadlines;

import static dev.tiffin.gateway.core.World.ANNA;
import static dev.tiffin.gateway.core.World.OPERATOR;
import static dev.tiffin.gateway.core.World.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.contract.OrderStatus;
import dev.tiffin.contract.StepResults.RefundOutcome;
import dev.tiffin.gateway.core.World;
import dev.tiffin.gateway.order.Order;
import dev.tiffin.gateway.order.TimelineEntry;
import io.smallrye.mutiny.Uni;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens when nobody acts in time. Time passes by moving the times in the database, nobody waits. */
class DeadlinesTest {

    private final World world = new World();
    private final Deadlines deadlines = new Deadlines(world.pool, world.orders, Map.of());

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void nothingHappensInTime() {
        Order placed = world.place();
        Order valid = world.in(OrderStatus.VALIDATED);

        passes();

        assertThat(world.now(placed)).isEqualTo(placed);
        assertThat(world.now(valid)).isEqualTo(valid);
    }

    @Test
    void whoDoesNotPayInTimeIsRejected() {
        Order valid = world.in(OrderStatus.VALIDATED);
        personsAreLate();

        passes();

        Order rejected = world.now(valid);
        assertThat(rejected.status()).isEqualTo(OrderStatus.REJECTED);
        assertThat(rejected.progress().reasonCode()).isEqualTo("NOT_PAID_IN_TIME");
        assertThat(rejected.progress().changedBy()).isEqualTo("deadline");
    }

    @Test
    void whatAFunctionKeepsForTooLongEnds() {
        Order placed = world.place();
        Order asked = world.in(OrderStatus.PAYMENT_REQUESTED);
        Order paid = world.in(OrderStatus.PAID);
        Order approved = world.in(OrderStatus.APPROVED);
        functionsAreLate();

        passes();

        assertThat(reason(placed, OrderStatus.REJECTED)).isEqualTo("NOT_VALIDATED_IN_TIME");
        assertThat(reason(asked, OrderStatus.REFUND_REQUESTED)).isEqualTo("PAYMENT_NOT_CONFIRMED_IN_TIME");
        assertThat(reason(paid, OrderStatus.REFUND_REQUESTED)).isEqualTo("NOT_APPROVED_IN_TIME");
        assertThat(reason(approved, OrderStatus.REFUND_REQUESTED)).isEqualTo("NO_AGENT_IN_TIME");
    }

    @Test
    void whereFoodIsUnderWayOrMoneyIsStuckAProblemIsRaisedOnce() throws SQLException {
        Order assigned = world.in(OrderStatus.APPROVED);
        world.assign(assigned, "agent-01");
        Order refunding = world.in(OrderStatus.REFUND_REQUESTED);
        personsAreLate();
        functionsAreLate();

        passes();
        long raised = world.number("select sum(extract(epoch from raised_at) * 1000)::int8 from deadline");
        passes();

        assertThat(await(world.orders.waitingFor(OPERATOR, 10)))
                .extracting(Order::id)
                .containsExactlyInAnyOrder(assigned.id(), refunding.id());
        assertThat(world.now(assigned).status()).isEqualTo(OrderStatus.ASSIGNED);
        assertThat(world.number("select sum(extract(epoch from raised_at) * 1000)::int8 from deadline"))
                .isEqualTo(raised);

        world.refunded(refunding, RefundOutcome.REFUNDED);
        assertThat(await(world.orders.waitingFor(OPERATOR, 10)))
                .extracting(Order::id)
                .containsExactly(assigned.id());
    }

    @Test
    void twoGatewaysHaveOneEffect() throws SQLException {
        List<Order> late = new ArrayList<>();
        Stream.generate(world::place).limit(20).forEach(late::add);
        Stream.generate(() -> world.in(OrderStatus.VALIDATED)).limit(20).forEach(late::add);
        personsAreLate();
        functionsAreLate();
        var other = new Deadlines(world.pool, world.anotherGateway(), Map.of());

        await(Uni.join()
                .all(
                        deadlines.ofPersons(),
                        other.ofPersons(),
                        deadlines.ofFunctions(),
                        other.ofFunctions(),
                        other.ofPersons(),
                        deadlines.ofFunctions())
                .andFailFast());

        assertThat(late).allSatisfy(order -> {
            List<TimelineEntry> timeline =
                    await(world.orders.timelines(Set.of(order.id()))).get(order.id());
            assertThat(timeline).extracting(TimelineEntry::by).containsOnlyOnce("deadline");
        });
    }

    @Test
    void aPassIsNotPutOffByAnOverlapThatWasSeenBefore() throws SQLException {
        Order first = world.place();
        functionsAreLate();
        passes();
        Order second = world.place();
        functionsAreLate();

        passes();
        passes();

        assertThat(world.now(first).version()).isEqualTo(2);
        assertThat(world.now(second).version()).isEqualTo(2);
        assertThat(world.number("select count(*) from deadline_pass where passed_until > now() - interval '1 minute'"))
                .isOne();
    }

    @Test
    void whileOneGatewayMakesAPassAnotherNeedNot() throws Exception {
        Order placed = world.place();
        functionsAreLate();
        try (var session = world.database.connect();
                var statement = session.createStatement()) {
            session.setAutoCommit(false);
            statement.execute("select pg_advisory_xact_lock(7304, 0)");
            await(deadlines.ofFunctions());
            assertThat(world.now(placed)).isEqualTo(placed);
            session.rollback();
        }

        await(deadlines.ofFunctions());

        assertThat(world.now(placed).status()).isEqualTo(OrderStatus.REJECTED);
    }

    @Test
    void configuredLimitsAreInForceAndTheSleepIsNoLongerThanTheShortest() throws SQLException {
        assertThat(await(deadlines.configured().chain(deadlines::ofPersons)))
                .as("the limits of a new database")
                .isEqualTo(Duration.ofMinutes(1));

        var quick = new Deadlines(
                world.pool,
                world.orders,
                Map.of(OrderStatus.VALIDATED, Duration.ofSeconds(5), OrderStatus.PLACED, Duration.ofHours(2)));
        Duration sleep = await(quick.configured().chain(quick::ofPersons));
        Order valid = world.in(OrderStatus.VALIDATED);

        assertThat(sleep).isEqualTo(Duration.ofSeconds(5));
        assertThat(await(world.orders.deadlines(Set.of(valid.id())))
                        .get(valid.id())
                        .dueAt())
                .isEqualTo(valid.progress().changedAt().plusSeconds(5));
        assertThat(await(quick.ofPersons())).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));
        assertThat(world.number("select extract(epoch from within) from status_limit where status = 'PLACED'"))
                .isEqualTo(7_200);
        assertThat(world.number("select extract(epoch from within) from status_limit where status = 'ASSIGNED'"))
                .as("not configured")
                .isEqualTo(1_800);
    }

    @Test
    void partitionsAreMadeAhead() {
        world.database.execute("drop table if exists " + nextMonthsPartition());

        assertThat(await(deadlines.makePartitions())).isOne();
        assertThat(await(deadlines.makePartitions())).isZero();
    }

    @Test
    void moreThanAPassTakesAtOnceAreSeenToAllTheSame() throws SQLException {
        for (int i = 0; i < 3; i++) {
            await(world.orders.placeAll(
                    Stream.generate(World::request).limit(700).toList(), ANNA, null));
        }
        functionsAreLate();

        await(deadlines.ofFunctions());

        assertThat(world.number("select count(*) from orders where status = 'REJECTED'"))
                .isEqualTo(2_100);
    }

    private String nextMonthsPartition() {
        return "order_log_"
                + java.time.YearMonth.now(java.time.ZoneOffset.UTC)
                        .plusMonths(1)
                        .toString()
                        .replace('-', '_');
    }

    private void passes() {
        await(deadlines.ofPersons());
        await(deadlines.ofFunctions());
    }

    private void personsAreLate() {
        world.database.execute("update deadline set due_at = now() - interval '1 second' where raised_at is null");
    }

    /** The log is the past and is not touched; the limits are. */
    private void functionsAreLate() {
        world.database.execute(
                "update status_limit set within = '1 microsecond' where status_owner(status) = 'FUNCTION'");
    }

    private String reason(Order order, OrderStatus expected) {
        Order now = world.now(order);
        assertThat(now.status()).isEqualTo(expected);
        return now.progress().reasonCode();
    }
}
