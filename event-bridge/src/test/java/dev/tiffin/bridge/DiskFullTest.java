package dev.tiffin.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.database.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The database's volume fills up and is given room again: what was acknowledged comes home. Needs leave to mount. */
@Tag("chaos")
class DiskFullTest {

    private static final int SIZE_MB = 350;
    private static final int ORDERS = 500;

    @Test
    void ordersGoOnWhenThereIsRoomAgain() throws SQLException, IOException {
        var volume = Files.createTempDirectory("tiffin-volume");
        run("mount", "-t", "tmpfs", "-o", "size=" + SIZE_MB + "m,mode=777", "tmpfs", volume.toString());
        var database = TestDatabase.onItsOwnServer(volume.resolve("data"));
        try {
            fillsUpUnderLoad(volume, database);
        } finally {
            database.stopServer();
            run("umount", volume.toString());
            Files.delete(volume);
        }
    }

    private static void fillsUpUnderLoad(Path volume, TestDatabase database) throws SQLException, IOException {
        try (var orders = new TestOrders(database);
                var steps = new Steps(database);
                var functions = new StepServer(TestRelay.VERTX, steps::take);
                var relay = TestRelay.start(
                        database, TestRelay.direct(Map.of(), functions.address()), TestRelay.settings())) {
            orders.placeQuickly(ORDERS);
            Eventually.is("some are under way", () -> steps.finished() > 10);
            var ballast = volume.resolve("ballast");
            int refused = fill(volume, ballast, database);
            assertThat(refused).as("the volume was full").isPositive();
            Files.delete(ballast);
            // As an administrator would, whether or not it has given up by itself.
            database.stopServer();
            database.startServer();
            long placed = placed(database);
            Eventually.is("all that were acknowledged are home", () -> steps.finished() >= placed);
            relay.awaitRest();
            assertThat(functions.inversions()).isZero();
            assertThat(steps.chargedTwice()).isZero();
            ChaosReport.tell("disk full: %d statements refused, %d orders came home".formatted(refused, placed));
        }
    }

    /** Until nothing can be written any more; answers how many statements the database refused. */
    private static int fill(Path volume, Path ballast, TestDatabase database) throws IOException {
        Files.createFile(ballast);
        byte[] piece = new byte[1 << 20];
        int refused = 0;
        for (int round = 0; round < 400 && refused < 3; round++) {
            try {
                if (volume.toFile().getUsableSpace() > 0) {
                    Files.write(ballast, piece, java.nio.file.StandardOpenOption.APPEND);
                }
            } catch (IOException e) {
                // Full, as it should be.
                assertThat(volume.toFile().getUsableSpace()).isLessThan(piece.length);
            }
            try (var own = new TestOrders(database)) {
                own.placeQuickly(round < 300 ? 1 : 200);
            } catch (SQLException e) {
                refused++;
            }
        }
        return refused;
    }

    private static long placed(TestDatabase database) throws SQLException {
        try (var own = new TestOrders(database)) {
            return own.number("select count(*) from orders");
        }
    }

    private static void run(String... command) {
        try {
            int code = new ProcessBuilder(command).inheritIO().start().waitFor();
            assertThat(code).as(String.join(" ", command)).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
