package dev.tiffin.gateway.core;

import static dev.tiffin.gateway.core.World.OPERATOR;
import static dev.tiffin.gateway.core.World.await;
import static dev.tiffin.gateway.core.World.statusVersion;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tiffin.contract.OrderStatus;
import dev.tiffin.contract.Role;
import dev.tiffin.contract.StepResults.ApprovalDecision;
import dev.tiffin.contract.StepResults.ApprovalResult;
import dev.tiffin.contract.StepResults.Outcome;
import dev.tiffin.contract.StepResults.RecordOutcome;
import dev.tiffin.gateway.order.Actor;
import dev.tiffin.gateway.order.Order;
import dev.tiffin.gateway.order.OrderRefused;
import dev.tiffin.gateway.order.RestaurantChanges;
import io.smallrye.mutiny.Uni;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A restaurant that says how many orders it prepares at once is never given more. */
class KitchensTest {

    private static final String DUE_NOW = "select count(*) from redelivery where next_at <= clock_timestamp()";

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void whoeverFindsItFullWaitsAndIsWokenWhenThereIsRoom() throws SQLException {
        limit(1);
        Order first = world.approved(world.in(OrderStatus.PAID));
        Order second = world.in(OrderStatus.PAID);

        assertThat(approve(second).outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(approve(second).outcome()).isEqualTo(Outcome.ALREADY_APPLIED);

        Order waiting = world.now(second);
        assertThat(waiting.status()).isEqualTo(OrderStatus.PAID);
        assertThat(waiting.progress().reasonCode()).isEqualTo("KITCHEN_FULL");
        assertThat(world.number("select count(*) from redelivery where why = 'KITCHEN_FULL'"))
                .isOne();
        assertThat(world.number(DUE_NOW)).isZero();

        world.assign(first, "agent-01", "agent-02");
        assertThat(world.number(DUE_NOW)).as("its food is still there").isZero();
        await(world.orders.pickUp(first.id(), OPERATOR));
        assertThat(world.number(DUE_NOW)).isOne();
        assertThat(approve(second).outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(world.now(second).status()).isEqualTo(OrderStatus.APPROVED);
        assertThat(world.now(second).progress().reasonCode()).isNull();
    }

    @Test
    void fortyApprovalsAtOnceByTwoGatewaysFillItAndNoMore() throws SQLException {
        limit(7);
        List<Order> paid =
                IntStream.range(0, 40).mapToObj(i -> world.in(OrderStatus.PAID)).toList();
        var gateways = List.of(world.orders, world.anotherGateway());
        List<Uni<List<RecordOutcome>>> approvals = new ArrayList<>();
        for (int i = 0; i < paid.size(); i++) {
            approvals.add(gateways.get(i % 2).recordApprovals(List.of(approval(paid.get(i)))));
        }
        await(Uni.join().all(approvals).andFailFast());

        assertThat(world.number("select count(*) from orders where status = 'APPROVED'"))
                .isEqualTo(7);
        assertThat(world.number("select load from kitchen")).isEqualTo(7);
        assertThat(world.number("select count(*) from redelivery where why = 'KITCHEN_FULL'"))
                .isEqualTo(33);
    }

    @Test
    void aPersonIsToldThatItIsFull() {
        limit(1);
        world.approved(world.in(OrderStatus.PAID));
        Order waiting = world.in(OrderStatus.PAID);
        await(world.orders.recordApprovals(List.of(new ApprovalResult(
                waiting.id(), statusVersion(waiting), ApprovalDecision.NEEDS_PERSON, null, null, null))));

        var owner = Actor.of(Role.RESTAURANT, World.RESTAURANT);
        assertThatThrownBy(() -> await(world.orders.approve(waiting.id(), 30, owner)))
                .isInstanceOf(OrderRefused.class)
                .hasMessageContaining("full");

        limit(2);
        assertThat(await(world.orders.approve(waiting.id(), 30, owner)).status())
                .isEqualTo(OrderStatus.APPROVED);
    }

    @Test
    void moreRoomWakesWhoeverWaits() throws SQLException {
        limit(1);
        world.approved(world.in(OrderStatus.PAID));
        approve(world.in(OrderStatus.PAID));
        approve(world.in(OrderStatus.PAID));
        assertThat(world.number(DUE_NOW)).isZero();

        limit(2);

        assertThat(world.number(DUE_NOW)).isOne();
    }

    @Test
    void withoutALimitNothingIsCounted() throws SQLException {
        world.approved(world.in(OrderStatus.PAID));
        assertThat(world.number("select count(*) from kitchen")).isZero();
    }

    @Test
    void anAgentWhoComesOnDutyWakesAsManyOrdersAsTheyCanCarry() throws SQLException {
        try (var session = world.database.connect();
                var statement = session.createStatement()) {
            statement.execute("update agent set on_duty = false");
            statement.execute("update agent set capacity = 2 where id = 'agent-05'");
        }
        for (int i = 0; i < 3; i++) {
            assertThat(world.assign(world.in(OrderStatus.APPROVED)).outcome()).isEqualTo(Outcome.APPLIED);
        }
        assertThat(world.number(DUE_NOW)).isZero();

        assertThat(await(world.city.setOnDuty("agent-05", true)).onDuty()).isTrue();

        assertThat(world.number(DUE_NOW)).isEqualTo(2);
    }

    private void limit(int capacity) {
        await(world.city.change(World.RESTAURANT, new RestaurantChanges(null, null, null, null, capacity)));
    }

    private RecordOutcome approve(Order order) {
        return await(world.orders.recordApprovals(List.of(approval(order)))).getFirst();
    }

    private static ApprovalResult approval(Order order) {
        return new ApprovalResult(order.id(), statusVersion(order), ApprovalDecision.APPROVED, 30, null, null);
    }
}
