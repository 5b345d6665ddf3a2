package dev.tiffin.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.bridge.Proxy.Fault;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Everything that may befall a bridge; each makes sure that it has really fallen. */
enum Blow {
    BRIDGE_KILLED("a bridge killed (-9)") {
        @Override
        void fall(ChaosWorld world, boolean second) {
            world.bridge(second).kill();
            assertThat(world.bridge(second).isAlive()).isFalse();
            pause(Duration.ofSeconds(2));
        }
    },
    BOTH_BRIDGES_KILLED("both bridges killed (-9)") {
        @Override
        void fall(ChaosWorld world, boolean second) {
            world.bridges().forEach(BridgeProcess::kill);
            assertThat(world.bridges()).noneMatch(BridgeProcess::isAlive);
        }
    },
    ROLLING_RESTART("rolling restart under 500 orders/s") {
        @Override
        void fall(ChaosWorld world, boolean second) {
            world.awaitShares();
            long placed = world.placed();
            long begin = System.nanoTime();
            world.hurry(500);
            for (boolean which : new boolean[] {second, !second}) {
                world.bridge(which).end();
                world.bridge(which).start();
                world.awaitShares();
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            double rate = (world.placed() - placed) / seconds;
            System.out.printf("chaos: rolling restart took %.1f s, %.0f orders/s came in meanwhile%n", seconds, rate);
            assertThat(rate).as("orders a second meanwhile").isGreaterThan(400);
        }
    },
    BRIDGE_HUNG("a bridge stopped for 25 s (SIGSTOP)") {
        @Override
        void fall(ChaosWorld world, boolean second) {
            world.bridge(second).signal("STOP");
            pause(Duration.ofSeconds(25));
            assertThat(world.sessions("name = '" + world.bridge(second).name() + "'"))
                    .as("its session was ended")
                    .isZero();
            assertThat(world.sessions("cardinality(parts) = 16"))
                    .as("the other has its parts")
                    .isEqualTo(1);
            world.bridge(second).signal("CONT");
            assertThat(world.bridge(second).isAlive()).isTrue();
        }
    },
    SESSIONS_ENDED("sessions of the bridges ended") {
        @Override
        void fall(ChaosWorld world, boolean second) throws SQLException {
            try (var orders = new TestOrders(world.database())) {
                assertThat(orders.number("select count(pg_terminate_backend(pid)) from pg_stat_activity"
                                + " where application_name = 'tiffin-event-bridge'"))
                        .isPositive();
            }
        }
    },
    DATABASE_CRASHED("database crashed and recovered") {
        @Override
        void fall(ChaosWorld world, boolean second) {
            world.database().crashServer();
            world.database().startServer();
        }
    },
    DATABASE_CUT("bridge cut off the database") {
        @Override
        void fall(ChaosWorld world, boolean second) {
            assertThat(world.toDatabase(second ? 1 : 0).cut()).isPositive();
        }
    },
    DATABASE_SILENT("database a black hole for a bridge, 15 s") {
        @Override
        void fall(ChaosWorld world, boolean second) {
            silence(world.toDatabase(second ? 1 : 0), Fault.BLACK_HOLE, Duration.ofSeconds(15));
        }
    },
    DATABASE_HALF_OPEN("no answers from the database, 15 s") {
        @Override
        void fall(ChaosWorld world, boolean second) {
            silence(world.toDatabase(second ? 1 : 0), Fault.HALF_OPEN, Duration.ofSeconds(15));
        }
    },
    DATABASE_SLOW("100 ms to the database, 10 s") {
        @Override
        void fall(ChaosWorld world, boolean second) {
            world.toDatabase(second ? 1 : 0).delay(Duration.ofMillis(50));
            pause(Duration.ofSeconds(10));
        }
    },
    FUNCTIONS_CUT("functions cut off") {
        @Override
        void fall(ChaosWorld world, boolean second) {
            assertThat(world.toFunctions().cut()).isPositive();
        }
    },
    FUNCTIONS_REFUSE("functions refuse connections, 5 s") {
        @Override
        void fall(ChaosWorld world, boolean second) {
            silence(world.toFunctions(), Fault.REFUSING, Duration.ofSeconds(5));
        }
    },
    FUNCTIONS_SILENT("functions a black hole, 10 s") {
        @Override
        void fall(ChaosWorld world, boolean second) {
            silence(world.toFunctions(), Fault.BLACK_HOLE, Duration.ofSeconds(10));
        }
    },
    FUNCTIONS_503("functions answer 503, 10 s") {
        @Override
        void fall(ChaosWorld world, boolean second) {
            world.functions().answer(503);
            pause(Duration.ofSeconds(10));
        }
    };

    private final String words;

    Blow(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** Falls, and lasts as long as it is to; what it broke is mended by {@link ChaosWorld#heal}. */
    abstract void fall(ChaosWorld world, boolean second) throws SQLException;

    /** How long a fault lasts is part of what it is. */
    private static void pause(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    private static void silence(Proxy proxy, Fault fault, Duration duration) {
        long before = proxy.swallowed();
        proxy.suffer(fault);
        pause(duration);
        assertThat(proxy.swallowed()).as("the fault was felt").isGreaterThan(before);
    }
}
