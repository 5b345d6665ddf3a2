package dev.tiffin.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How soon delivery goes on: after a bridge was killed, while one hangs, after the database was away. */
@Tag("chaos")
class TakeOverTest {

    private static final int IN_FLIGHT = 50;
    /** What a busy machine may add to what is promised. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private ChaosWorld world;

    @BeforeEach
    void begin() {
        world = new ChaosWorld(50);
        world.awaitShares();
    }

    @AfterEach
    void end() {
        world.close();
    }

    private void place() {
        world.place(300);
        assertThat(world.inFlight()).as("orders in flight").isGreaterThanOrEqualTo(IN_FLIGHT);
    }

    /** Measures, prints, and asserts that it was soon enough. */
    private static void within(Duration promised, String what, BooleanSupplier condition) {
        long begin = System.nanoTime();
        Eventually.is(what, Duration.ofMinutes(1), condition);
        var took = Duration.ofNanos(System.nanoTime() - begin);
        ChaosReport.tell(
                "take-over: %s after %d ms (promised: %d)".formatted(what, took.toMillis(), promised.toMillis()));
        assertThat(took).as(what).isLessThan(promised.plus(GRACE));
    }

    private boolean hasAll(boolean second) {
        return world.sessions("cardinality(parts) = 16 and name = '"
                        + world.bridge(second).name() + "'")
                == 1;
    }

    private void allComeHome() throws SQLException {
        world.endPlacing();
        Eventually.is("all are home", Duration.ofMinutes(2), () -> world.inFlight() == 0);
        assertThat(world.functions().inversions()).isZero();
        assertThat(world.steps().chargedTwice()).isZero();
        try (var orders = new TestOrders(world.database())) {
            assertThat(orders.number(ChaosTest.WENT_BACK)).isZero();
            assertThat(orders.count("dead_letter")).isZero();
        }
    }

    @Test
    void fromOneThatWasKilled() throws SQLException {
        place();
        world.bridge(true).kill();
        within(Duration.ofSeconds(5), "the other has taken over from the killed one", () -> hasAll(false));
        allComeHome();
    }

    @Test
    void fromOneThatHangsAndThenGoesOn() throws SQLException {
        place();
        world.bridge(true).signal("STOP");
        within(Duration.ofSeconds(20), "the other has taken over from the hung one", () -> hasAll(false));
        long deliveries = world.functions().deliveries();
        place();
        Eventually.is("events flow", () -> world.functions().deliveries() > deliveries);
        world.bridge(true).signal("CONT");
        world.awaitShares();
        allComeHome();
    }

    @Test
    void afterTheDatabaseWasAway() throws SQLException {
        place();
        world.database().stopServer();
        Eventually.is("nothing is under way", this::isQuiet);
        LockSupport.parkNanos(Duration.ofSeconds(8).toNanos());
        long before = world.functions().deliveries();
        world.database().startServer();
        within(
                Duration.ofSeconds(1),
                "events flow again",
                () -> world.functions().deliveries() > before);
        allComeHome();
    }

    private boolean isQuiet() {
        long before = world.functions().deliveries();
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        return world.functions().deliveries() == before;
    }
}
