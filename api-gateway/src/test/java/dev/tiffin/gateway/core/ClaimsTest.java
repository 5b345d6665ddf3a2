package dev.tiffin.gateway.core;

import static dev.tiffin.gateway.core.World.await;
import static dev.tiffin.gateway.core.World.statusVersion;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.contract.OrderStatus;
import dev.tiffin.contract.Role;
import dev.tiffin.contract.StepResults.AssignmentResult;
import dev.tiffin.contract.StepResults.Outcome;
import dev.tiffin.contract.StepResults.RecordOutcome;
import dev.tiffin.gateway.order.Actor;
import dev.tiffin.gateway.order.Agent;
import dev.tiffin.gateway.order.Order;
import io.smallrye.mutiny.Uni;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Agents are given to orders: never above their capacity, and nobody asks in vain for ever. */
class ClaimsTest {

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void theFirstCandidateWithRoomTakesTheOrder() {
        onlyOnDuty("agent-01", "agent-02");
        capacity("agent-01", 1);
        Order first = world.in(OrderStatus.APPROVED);
        Order second = world.in(OrderStatus.APPROVED);

        world.assign(first, "agent-99", "agent-01", "agent-02");
        world.assign(second, "agent-01", "agent-02");

        assertThat(world.now(first).progress().agentId()).isEqualTo("agent-01");
        assertThat(world.now(second).progress().agentId()).isEqualTo("agent-02");
    }

    @Test
    void twoHundredClaimsAtOnceGiveNobodyMoreThanTheirCapacity() throws SQLException {
        onlyOnDuty(
                IntStream.rangeClosed(1, 10).mapToObj("agent-%02d"::formatted).toArray(String[]::new));
        long capacity = world.number("select sum(capacity) from agent where on_duty");
        List<Order> approved = approved(200);
        var gateways = List.of(world.orders, world.anotherGateway());
        List<String> ranking =
                IntStream.rangeClosed(1, 10).mapToObj("agent-%02d"::formatted).toList();

        List<Uni<List<RecordOutcome>>> claims = new ArrayList<>();
        for (int i = 0; i < approved.size(); i++) {
            Order order = approved.get(i);
            List<String> candidates = ranking.subList(i % 6, i % 6 + 5);
            claims.add(gateways.get(i % 2)
                    .recordAssignments(List.of(new AssignmentResult(order.id(), statusVersion(order), candidates))));
        }
        Map<Outcome, Long> outcomes = await(Uni.join().all(claims).andFailFast()).stream()
                .flatMap(List::stream)
                .collect(Collectors.groupingBy(RecordOutcome::outcome, Collectors.counting()));

        assertThat(world.number("select count(*) from orders where status = 'ASSIGNED'"))
                .isEqualTo(capacity);
        assertThat(world.number("select count(*) from agent where load > capacity"))
                .isZero();
        assertThat(world.number("select sum(load) from agent")).isEqualTo(capacity);
        assertThat(outcomes.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(200);
    }

    @Test
    void candidatesAllTakenWhileAnotherHasRoomIsWorkedAgain() {
        onlyOnDuty("agent-01", "agent-02");
        capacity("agent-01", 1);
        world.assign(world.in(OrderStatus.APPROVED), "agent-01");
        Order order = world.in(OrderStatus.APPROVED);

        RecordOutcome taken = world.assign(order, "agent-01");
        RecordOutcome noneNamed = world.assign(order);

        assertThat(taken.outcome()).isEqualTo(Outcome.RETRY);
        assertThat(noneNamed.outcome()).isEqualTo(Outcome.RETRY);
        assertThat(world.now(order)).isEqualTo(order);
    }

    @Test
    void nobodyFreeIsSaidOnceAndAskedAgainEveryTime() throws SQLException {
        onlyOnDuty("agent-01");
        capacity("agent-01", 1);
        Order carried = world.in(OrderStatus.APPROVED);
        world.assign(carried, "agent-01");
        Order waiting = world.in(OrderStatus.APPROVED);

        RecordOutcome first = world.assign(waiting);
        Order told = world.now(waiting);
        RecordOutcome second = world.assign(waiting, "agent-01");

        assertThat(first.outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(told.status()).isEqualTo(OrderStatus.APPROVED);
        assertThat(told.progress().reasonCode()).isEqualTo("NO_AGENT_FREE");
        assertThat(statusVersion(told)).isEqualTo(statusVersion(waiting));
        assertThat(second.outcome()).isEqualTo(Outcome.ALREADY_APPLIED);
        assertThat(world.now(waiting)).isEqualTo(told);
        assertThat(world.number("select gen from redelivery where why = 'NO_AGENT_FREE' and version = "
                        + statusVersion(waiting)))
                .isEqualTo(2);
        assertThat(world.number("select count(*) from redelivery where next_at > now() + interval '5 seconds'"))
                .isOne();
    }

    @Test
    void anAgentWhoBecomesFreeWakesAsManyAsThereIsRoomFor() throws SQLException {
        onlyOnDuty("agent-01");
        capacity("agent-01", 1);
        Order carried = world.in(OrderStatus.APPROVED);
        world.assign(carried, "agent-01");
        world.assign(world.in(OrderStatus.APPROVED));
        world.assign(world.in(OrderStatus.APPROVED));
        Actor agent = Actor.of(Role.AGENT, "agent-01");

        await(world.orders.pickUp(carried.id(), agent));
        await(world.orders.deliver(carried.id(), agent));

        assertThat(world.number("select count(*) from redelivery where next_at <= now()"))
                .isOne();
    }

    @Test
    void aReassignedOrderFreesItsAgentAndIsGivenAnew() throws SQLException {
        Order order = world.in(OrderStatus.APPROVED);
        world.assign(order, "agent-01");

        Order reassigned = await(world.orders.reassign(order.id(), Actor.of(Role.AGENT, "agent-01")));
        assertThat(load("agent-01")).isZero();
        world.assign(reassigned, "agent-02");

        assertThat(world.now(order).progress().agentId()).isEqualTo("agent-02");
        assertThat(load("agent-02")).isOne();
    }

    private List<Order> approved(int count) {
        List<Order> placed = Stream.generate(World::request)
                .limit(count)
                .map(request -> world.orders.place(request, World.ANNA, null))
                .collect(Collectors.collectingAndThen(
                        Collectors.toList(), all -> await(Uni.join().all(all).andFailFast())));
        String ids = placed.stream().map(order -> "'" + order.id() + "'").collect(Collectors.joining(","));
        world.database.execute("""
                update orders set status = 'APPROVED', validated_at = now(), paid_at = now(), approved_at = now(),
                  payment_reference = 'charge', payment_attempt = 1
                where id in (%s)
                """.formatted(ids));
        return List.copyOf(
                await(world.orders.findAll(placed.stream().map(Order::id).collect(Collectors.toSet())))
                        .values());
    }

    private int load(String agent) {
        Agent found = await(world.city.agents(java.util.Set.of(agent))).get(agent);
        return found.load();
    }

    private void onlyOnDuty(String... agents) {
        world.database.execute("update agent set on_duty = id = any ('{" + String.join(",", agents) + "}')");
    }

    private void capacity(String agent, int capacity) {
        world.database.execute("update agent set capacity = " + capacity + " where id = '" + agent + "'");
    }
}
