package dev.tiffin.gateway.core;

import static dev.tiffin.gateway.core.World.OPERATOR;
import static dev.tiffin.gateway.core.World.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.contract.OrderStatus;
import dev.tiffin.contract.Role;
import dev.tiffin.contract.StepResults.Outcome;
import dev.tiffin.gateway.EstimateConfig;
import dev.tiffin.gateway.order.Actor;
import dev.tiffin.gateway.order.Order;
import dev.tiffin.gateway.order.Position;
import dev.tiffin.gateway.order.Way;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.InstantAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where the agent is says when the food will come, and the customer hears of it. */
class EstimatesTest {

    private static final String AGENT = "agent-01";
    private static final Actor COURIER = Actor.of(Role.AGENT, AGENT);
    private static final Position AT_THE_DOOR = new Position(World.HOME.latitude(), World.HOME.longitude());
    /** Ten kilometres to the north: 52 minutes by bicycle, detours included. */
    private static final Position FAR_NORTH = new Position(World.HOME.latitude() + 0.0899, World.HOME.longitude());

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void anAgentWhoIsFarAwayComesLaterThanPromised() {
        Order order = pickedUp();

        await(world.city.move(AGENT, FAR_NORTH));

        Order told = world.now(order);
        assertThat(told.version()).isEqualTo(order.version() + 1);
        assertThat(told.progress().statusVersion()).as("an update, no step").isEqualTo(World.statusVersion(order));
        assertThat(told.progress().changedBy()).isEqualTo("agent:" + AGENT);
        assertThatPromise(told).isBetween(inMinutes(51), inMinutes(53));
        assertThat(world.heard).as("told to whoever watches").contains(told);
    }

    @Test
    void anAgentAtTheDoorIsEarlier() {
        Order order = pickedUp();
        await(world.city.move(AGENT, AT_THE_DOOR));
        assertThatPromise(world.now(order)).isBefore(inMinutes(2));
    }

    @Test
    void aStepOnTheWayIsNoNews() {
        Order order = pickedUp();
        await(world.city.move(AGENT, FAR_NORTH));
        Order told = world.now(order);
        await(world.city.move(AGENT, new Position(FAR_NORTH.latitude() - 0.001, FAR_NORTH.longitude())));
        assertThat(world.now(order)).isEqualTo(told);
    }

    @Test
    void beforeTheFoodIsFetchedItIsNeverEarlierThanTheKitchenPromised() {
        Order order = assigned();
        await(world.city.move(AGENT, AT_THE_DOOR));
        assertThat(world.now(order)).isEqualTo(order);
        await(world.city.move(AGENT, FAR_NORTH));
        assertThatPromise(world.now(order)).isAfter(inMinutes(56));
    }

    @Test
    void afterAnotherAgentWasFoundTheirWayCounts() {
        Order order = assigned();
        await(world.orders.reassign(order.id(), OPERATOR));
        assertThat(world.assign(world.now(order), "agent-02").outcome()).isEqualTo(Outcome.APPLIED);
        Order given = world.now(order);

        await(world.city.move(AGENT, FAR_NORTH));
        assertThat(world.now(order)).as("who gave it back is of no interest").isEqualTo(given);
        await(world.city.move("agent-02", FAR_NORTH));
        assertThatPromise(world.now(order)).isAfter(inMinutes(56));
    }

    @Test
    void theDefaultsAreABicycleInACity() {
        var config = new SmallRyeConfigBuilder()
                .withMapping(EstimateConfig.class)
                .build()
                .getConfigMapping(EstimateConfig.class);
        assertThat(config.way()).isEqualTo(new Way(250, 1.3, 5, Duration.ofMinutes(2)));
    }

    private Order assigned() {
        Order approved = world.in(OrderStatus.APPROVED);
        world.assign(approved, AGENT);
        return world.now(approved);
    }

    private Order pickedUp() {
        return await(world.orders.pickUp(assigned().id(), COURIER));
    }

    private static InstantAssert assertThatPromise(Order order) {
        return (InstantAssert) assertThat(order.progress().promisedAt());
    }

    private static Instant inMinutes(int minutes) {
        return Instant.now().plus(Duration.ofMinutes(minutes));
    }
}
