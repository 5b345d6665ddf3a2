package dev.tiffin.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.contract.EventTypes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two bridges under load, and blows that fall at random for some minutes; then orders, log and effects are compared one
 * by one. {@code make chaos}; {@code -Dchaos.minutes=10 -Dchaos.rate=100 -Dchaos.seed=...}.
 */
@Tag("chaos")
class ChaosTest {

    private static final int IN_FLIGHT = 50;
    private static final int BURST = 300;
    private static final Duration HOME = Duration.ofMinutes(3);
    private static final Set<String> DELIVERED =
            Set.of(EventTypes.PLACED, EventTypes.PAYMENT_REQUESTED, EventTypes.PAID, EventTypes.APPROVED);

    /** A bridge that writes after another took over would know less than is written already. */
    static final String WENT_BACK = """
            select count(*) from (
                select pg_snapshot_xmax(cursor)
                    < lag(pg_snapshot_xmax(cursor)) over (partition by part order by gen) as back
                from delivery_checkpoint, unnest(parts) part where reader = 'delivery') c
            where back""";

    /** What is known of those that do not come home. */
    private static final String STRANDED = """
            select count(*) || ' orders; ' || string_agg(o.status || ' ' || o.created_at || ' '
                || coalesce(r.why || ' ' || r.next_at, 'no row') || ' ' || coalesce(d.state, 'no dead letter'), ', '
                order by o.created_at)
            from (select * from orders where status <> 'AWAITING_RESTAURANT' order by created_at limit 20) o
            left join redelivery r on r.order_id = o.id left join dead_letter d on d.order_id = o.id""";

    private final Map<Blow, Felt> felt = new EnumMap<>(Blow.class);

    /** What a blow did, over all times that it fell. */
    private record Felt(int times, long inFlight, long doubled, long inverted, long stall) {
        Felt and(Felt other) {
            return new Felt(
                    times + other.times,
                    Math.min(inFlight, other.inFlight),
                    doubled + other.doubled,
                    inverted + other.inverted,
                    Math.max(stall, other.stall));
        }
    }

    @Test
    void nothingIsLostDoubledOrOvertaken() throws SQLException {
        long seed = Long.getLong("chaos.seed", System.nanoTime());
        var chance = new Random(seed);
        var duration = Duration.ofMinutes(Integer.getInteger("chaos.minutes", 10));
        int rate = Integer.getInteger("chaos.rate", 100);
        System.out.printf("chaos: %d minutes, %d orders/s, seed %d%n", duration.toMinutes(), rate, seed);
        try (var world = new ChaosWorld(rate)) {
            Eventually.is("orders flow", HOME, () -> world.steps().finished() > rate);
            long end = System.nanoTime() + duration.toNanos();
            while (System.nanoTime() < end || felt.size() < Blow.values().length) {
                var round = new ArrayList<>(List.of(Blow.values()));
                Collections.shuffle(round, chance);
                for (Blow blow : round) {
                    if (System.nanoTime() < end || !felt.containsKey(blow)) {
                        strike(world, blow, chance.nextBoolean());
                    }
                }
            }
            world.endPlacing();
            world.heal();
            awaitHome(world);
            judge(world);
        }
    }

    private void strike(ChaosWorld world, Blow blow, boolean second) throws SQLException {
        long before = world.steps().finished();
        world.place(BURST);
        Eventually.is("the burst is under way", HOME, () -> world.steps().finished() > before);
        long inFlight = world.inFlight();
        assertThat(inFlight).as("orders in flight at %s", blow).isGreaterThanOrEqualTo(IN_FLIGHT);
        long inverted = world.functions().inversions();
        long doubled = world.steps().chargedTwice();
        world.steps().measureGaps();
        blow.fall(world, second);
        world.heal();
        // All that had been placed until now come home, or it fails here: the blow has lost none.
        awaitHome(world);
        var once = new Felt(
                1,
                inFlight,
                world.steps().chargedTwice() - doubled,
                world.functions().inversions() - inverted,
                world.steps().longestGapMillis());
        felt.merge(blow, once, Felt::and);
        System.out.printf("chaos: %-42s %4d in flight, stall %5d ms%n", blow.words(), inFlight, once.stall);
    }

    /** Each by itself: that as many came home says nothing while others follow. */
    private static void awaitHome(ChaosWorld world) throws SQLException {
        try (var orders = new TestOrders(world.database())) {
            var until = orders.text("select now()");
            var left = "orders where status <> '" + Steps.END + "' and created_at <= '" + until + "'";
            long end = System.nanoTime() + HOME.toNanos();
            while (orders.count(left) > 0) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("never came home: " + orders.text(STRANDED));
                }
                LockSupport.parkNanos(50_000_000);
            }
        }
    }

    private void judge(ChaosWorld world) throws SQLException {
        try (var orders = new TestOrders(world.database())) {
            long lost = lost(world, orders);
            long doubled = world.steps().chargedTwice()
                    + orders.number("select count(*) from (select from order_log group by order_id, status"
                            + " having count(*) > 1) twice");
            long undelivered = undelivered(world, orders);
            table(lost, doubled, world.functions().inversions());
            ChaosReport.tell("%,d orders, %,d deliveries, %,d dead letters; undelivered versions of the log: %d"
                    .formatted(
                            world.acknowledged().size(),
                            world.functions().deliveries(),
                            orders.count("dead_letter"),
                            undelivered));
            assertThat(lost).as("lost").isZero();
            assertThat(doubled).as("doubled in effect").isZero();
            assertThat(undelivered).as("undelivered").isZero();
            assertThat(world.functions().inversions()).as("inverted").isZero();
            assertThat(orders.count("dead_letter where state = 'OPEN'")).isZero();
            assertThat(orders.number(WENT_BACK))
                    .as("checkpoints of somebody who had lost the part")
                    .isZero();
        }
    }

    private static long lost(ChaosWorld world, TestOrders orders) throws SQLException {
        long home = 0;
        try (var statement = orders.connection().createStatement();
                var rows = statement.executeQuery("select id from orders where status = '" + Steps.END + "'")) {
            while (rows.next()) {
                home += world.acknowledged().contains(rows.getObject(1, UUID.class)) ? 1 : 0;
            }
        }
        return world.acknowledged().size() - home;
    }

    private static long undelivered(ChaosWorld world, TestOrders orders) throws SQLException {
        long undelivered = 0;
        try (var statement = orders.connection().createStatement();
                var rows = statement.executeQuery("select order_id, version, status from order_log")) {
            while (rows.next()) {
                var type = EventTypes.of(rows.getString(3), true);
                boolean missing = DELIVERED.contains(type)
                        && !world.functions().hasSeen(rows.getObject(1, UUID.class), rows.getInt(2));
                undelivered += missing ? 1 : 0;
            }
        }
        return undelivered;
    }

    private void table(long lost, long doubled, long inverted) {
        ChaosReport.tell("%n%-44s %5s %10s %5s %8s %9s %14s"
                .formatted("blow", "fell", "in flight", "lost", "doubled", "inverted", "longest stall"));
        felt.forEach((blow, sum) -> ChaosReport.tell("%-44s %5d %10s %5d %8d %9d %11d ms"
                .formatted(blow.words(), sum.times, ">= " + sum.inFlight, 0, sum.doubled, sum.inverted, sum.stall)));
        ChaosReport.tell("%-44s %5d %10s %5d %8d %9d%n"
                .formatted(
                        "all, compared one by one",
                        felt.values().stream().mapToInt(Felt::times).sum(),
                        "",
                        lost,
                        doubled,
                        inverted));
    }
}
