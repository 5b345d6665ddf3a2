package dev.tiffin.gateway.core;

import static dev.tiffin.gateway.core.World.ANNA;
import static dev.tiffin.gateway.core.World.OPERATOR;
import static dev.tiffin.gateway.core.World.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.contract.OrderStatus;
import dev.tiffin.contract.Role;
import dev.tiffin.gateway.Orders;
import dev.tiffin.gateway.order.Actor;
import dev.tiffin.gateway.order.NewOrder;
import dev.tiffin.gateway.order.Order;
import dev.tiffin.gateway.order.OrderRefused;
import io.smallrye.mutiny.Uni;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Some thousand commands at random, by two gateways at once: sensible and senseless ones, repeated, doubled, shuffled,
 * hours late or lost, with deadlines that pass at any moment and a database that breaks off in the middle. Then
 * everybody does their work until nothing is left to do. Whatever happened, the model, the tables and the provider's
 * ledger must agree on it.
 */
class RandomLivesTest {

    private static final int ORDERS = 30;
    private static final int ROUNDS = 60;
    private static final int AT_ONCE = 12;
    private static final int ROUNDS_TO_A_CRASH = 20;
    private static final int LONGEST_REST = 400;
    private static final String KITCHEN = "spice-garden";

    private final World world = new World();
    private final Provider provider = new Provider();
    private final Acts acts = new Acts(provider, Actor.of(Role.RESTAURANT, KITCHEN));
    private final List<Function<Orders, Uni<?>>> late = new ArrayList<>();
    private final List<Orders> gateways = List.of(world.orders, world.anotherGateway());
    private List<UUID> ids = List.of();

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void nothingIsLostAndNothingIsFree(long seed) throws SQLException {
        var random = new Random(seed);
        world.database.execute("update agent set on_duty = id in ('agent-01', 'agent-02', 'agent-03')");
        world.database.execute("insert into kitchen (restaurant_id, capacity) values ('" + KITCHEN + "', 4)");
        ids = placed(random);

        for (int round = 1; round <= ROUNDS; round++) {
            var begun = begun(random);
            if (round % ROUNDS_TO_A_CRASH == 0) {
                world.database.endSessions();
            }
            begun.forEach(act -> await(Uni.createFrom().completionStage(act)));
            nobodyIsAboveCapacity();
            whoeverIsWaitedForIsKnown();
        }
        everybodyDoesTheirWork();

        theHistoriesAreWhole();
        theMoneyIsWhereItBelongs();
        whatIsOnRecordIsInTheLedger();
    }

    /** Each by either gateway, now and then by both at the same moment. */
    private List<CompletableFuture<Object>> begun(Random random) {
        var begun = new ArrayList<Uni<Object>>();
        for (int i = 0; i < AT_ONCE; i++) {
            var act = act(random, order(ids.get(random.nextInt(ids.size()))));
            int gateway = random.nextInt(gateways.size());
            begun.add(quietly(act.apply(gateways.get(gateway))));
            if (random.nextInt(6) == 0) {
                begun.add(quietly(act.apply(gateways.get(1 - gateway))));
            }
        }
        return begun.stream().map(Uni::subscribeAsCompletionStage).toList();
    }

    private List<UUID> placed(Random random) {
        var placed = new ArrayList<UUID>();
        for (int i = 0; i < ORDERS; i++) {
            var request = World.request(UUID.randomUUID());
            var method = random.nextBoolean() ? World.CARD : null;
            var order = new NewOrder(request.id(), KITCHEN, request.address(), request.lines(), method);
            placed.add(await(world.orders.place(order, ANNA, null)).id());
        }
        return placed;
    }

    private Order order(UUID id) {
        return await(world.orders.find(id, OPERATOR).onFailure().retry().atMost(10))
                .orElseThrow();
    }

    /** What somebody does to the order as they saw it; one in four is done now, later, twice, or never. */
    private Function<Orders, Uni<?>> act(Random random, Order order) {
        if (!late.isEmpty() && random.nextInt(4) == 0) {
            return late.get(random.nextInt(late.size()));
        }
        var act = random.nextInt(3) == 0 ? acts.anything(random, order) : acts.work(random, order);
        if (random.nextInt(4) == 0) {
            late.add(act);
            return random.nextBoolean() ? act : orders -> Uni.createFrom().voidItem();
        }
        return act;
    }

    private static Uni<Object> quietly(Uni<?> act) {
        return act.<Object>map(answer -> 0).onFailure(OrderRefused.class).recoverWithItem(0);
    }

    /** What is late arrives, then every order is worked on until it has ended. */
    private void everybodyDoesTheirWork() throws SQLException {
        var calm = new Random(0);
        for (var act : late) {
            await(quietly(act.apply(world.orders)));
        }
        for (int round = 0; round < LONGEST_REST && unfinished() > 0; round++) {
            for (var id : ids) {
                var order = order(id);
                if (!order.status().terminal()) {
                    await(quietly(acts.work(calm, order).apply(world.orders)));
                }
            }
        }
        assertThat(unfinished()).as("orders that have not ended").isZero();
    }

    private long unfinished() {
        return ids.stream().filter(id -> !order(id).status().terminal()).count();
    }

    private void nobodyIsAboveCapacity() throws SQLException {
        assertThat(world.number("select count(*) from agent where load > capacity"))
                .isZero();
        assertThat(world.number("select count(*) from kitchen where load > capacity"))
                .isZero();
        assertThat(world.number("select load - (select count(*) from orders where status in ('APPROVED', 'ASSIGNED')) "
                        + "from kitchen"))
                .as("orders in the kitchen that are not counted")
                .isZero();
        assertThat(world.number("select sum(load) - (select count(*) from orders where status in ('ASSIGNED', "
                        + "'PICKED_UP')) from agent"))
                .as("orders on the way that are not counted")
                .isZero();
    }

    /** An order that waits for somebody is on their list, until a time; every other waits for a function, or not. */
    private void whoeverIsWaitedForIsKnown() throws SQLException {
        assertThat(world.number("select count(*) from orders o left join deadline d on d.order_id = o.id "
                        + "and d.status_version = o.status_version and d.status = o.status and d.due_at is not null "
                        + "and d.waits_for = case when o.status = 'VALIDATED' then 'customer:' || o.customer_id "
                        + "when o.status = 'AWAITING_RESTAURANT' then 'restaurant:' || o.restaurant_id "
                        + "else 'agent:' || o.agent_id end "
                        + "where (o.status in ('VALIDATED', 'AWAITING_RESTAURANT', 'ASSIGNED', 'PICKED_UP')) "
                        + "<> (d.order_id is not null)"))
                .as("orders that wait for nobody, or for somebody who has done their part")
                .isZero();
    }

    private void theHistoriesAreWhole() throws SQLException {
        assertThat(world.number("select count(*) from orders o where o.version <> (select count(*) from order_log l "
                        + "where l.order_id = o.id and l.version between 1 and o.version)"))
                .as("orders with a gap in their history")
                .isZero();
        assertThat(world.number("select count(*) from order_log where status = 'PAID' "
                        + "and from_status = 'PAYMENT_REQUESTED' and cancel_requested_at is not null"))
                .as("orders that went on although their customer had called them off")
                .isZero();
        for (var id : ids) {
            var history = await(world.orders.timelines(Set.of(id))).get(id);
            for (int at = 1; at < history.size(); at++) {
                var from = history.get(at - 1).status();
                var to = history.get(at);
                assertThat(LegalWays.allow(from, to.status(), to.by()))
                        .as("%s to %s by %s, of %s", from, to.status(), to.by(), history)
                        .isTrue();
            }
        }
    }

    private void theMoneyIsWhereItBelongs() {
        for (var id : ids) {
            var order = order(id);
            assertThat(provider.kept(id))
                    .as("charges kept for an order that ended as %s", order.status())
                    .isEqualTo(order.status() == OrderStatus.DELIVERED ? 1 : 0);
        }
    }

    /** Paid is what was charged, in that very attempt, and declined what was not. */
    private void whatIsOnRecordIsInTheLedger() throws SQLException {
        try (var session = world.database.connect();
                var statement = session.createStatement();
                var told =
                        statement.executeQuery("select order_id, payment_attempt, paid_at is not null from order_log "
                                + "where changed_by = 'function:payment-fn' and from_status = 'PAYMENT_REQUESTED'")) {
            while (told.next()) {
                assertThat(provider.took(told.getObject(1, UUID.class), told.getInt(2)))
                        .isEqualTo(told.getBoolean(3));
            }
        }
    }
}
