package dev.tiffin.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Starting, stopping and every way of being killed. */
@ExtendWith(SharedSystem.class)
class LauncherIT {

    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

    private final RunningSystem shared;

    LauncherIT(RunningSystem shared) {
        this.shared = shared;
    }

    /** One copy beside the shared one lives through it all; each start costs seconds, so this is one story. */
    @Test
    void aCopySurvivesEveryEnd() throws Exception {
        try (var second = RunningSystem.start(Map.of("TIFFIN_CITY", "off"))) {
            var customer = new Customer(second, "second");
            var id = UUID.randomUUID();
            customer.place(Customer.lunch(id));
            Until.holds(
                    "it waits for a person, in the copy where it was placed",
                    Duration.ofMinutes(1),
                    () -> new Truth(second).in(customer.name(), "ASSIGNED") == 1);
            assertThat(new Truth(shared).history(id)).isEmpty();
            theDemoPlaysTheCityForItsOwnOrders(second);

            killTheLauncher(second);
            second.startAgain();
            assertThat(new Truth(second).history(id)).last().isEqualTo("ASSIGNED");

            var orphan = leavePostgresBehind(second);
            second.startAgain();
            assertThat(second.screen()).contains("a PostgreSQL that an earlier run left behind was stopped");
            assertThat(orphan.isAlive()).isFalse();
            assertThat(new Truth(second).history(id)).last().isEqualTo("ASSIGNED");

            try (var watch = customer.watch(id)) {
                stopInOrder(second);
                assertThat(watch.subscription().end())
                        .isCompletedWithValue(
                                "was closed by the gateway with 1001 The gateway is stopping; connect again");
            }
            assertThat(second.home().resolve("logs/api-gateway.log"))
                    .content()
                    .as("nothing was waited for in vain")
                    .doesNotContain("Timed out");
        }
    }

    @Test
    void aTakenPortIsNamedWithItsHolder() throws Exception {
        var again = shared.command("run", Map.of("TIFFIN_HOME", shared.home() + "-other"));
        assertThat(again.how()).isEqualTo("ended with code 1");
        assertThat(again.printed())
                .startsWith("tiffin: Port " + shared.port() + ", which api-gateway needs, is taken by java (process ")
                .contains("TIFFIN_PORT=")
                .hasLineCount(1);
    }

    @Test
    void theLastPortIsLookedAtToo() throws Exception {
        var first = Ports.freeRow();
        try (var taken = new ServerSocket(first + Ports.SPAN, 1, InetAddress.getLoopbackAddress())) {
            var port = String.valueOf(first);
            var run = shared.command("run", Map.of("TIFFIN_PORT", port, "TIFFIN_HOME", shared.home() + "-last"));
            assertThat(run.how()).isEqualTo("ended with code 1");
            assertThat(run.printed())
                    .startsWith("tiffin: Port " + taken.getLocalPort() + ", which PostgreSQL needs, is taken")
                    .hasLineCount(1);
        }
    }

    @Test
    void aHomeIsUsedByOneCopyOnly() throws Exception {
        var run = shared.command("run", Map.of("TIFFIN_PORT", String.valueOf(Ports.freeRow())));
        assertThat(run.how()).isEqualTo("ended with code 1");
        assertThat(run.printed())
                .startsWith("tiffin: Tiffin runs already in " + Settings.show(shared.home()) + " (process ")
                .hasLineCount(1);
    }

    @Test
    void whatCannotWorkIsSaidInOneSentence() throws Exception {
        var elsewhere = Map.of("TIFFIN_HOME", shared.home() + "-none");
        var wrong = List.of(
                shared.command("demo", elsewhere),
                shared.command("token", elsewhere),
                shared.command("dance", Map.of()),
                shared.command("run", Map.of("TIFFIN_PORT", "lunch")),
                shared.command("run", Map.of("TIFFIN_PORT", "70000")),
                shared.command("run", Map.of("TIFFIN_CITY", "asleep")));
        assertThat(wrong).allSatisfy(ended -> {
            assertThat(ended.how()).isEqualTo("ended with code 1");
            assertThat(ended.printed()).startsWith("tiffin: ").endsWith(".\n").hasLineCount(1);
        });
    }

    @Test
    void aDeadDatabaseIsSaidInOneSentence() throws Exception {
        var port = Ports.freeRow();
        var url = "postgresql://nobody:secret@127.0.0.1:" + (port + Ports.SPAN) + "/tiffin";
        var run = shared.command(
                "run",
                Map.of(
                        "TIFFIN_PORT",
                        String.valueOf(port),
                        "TIFFIN_HOME",
                        shared.home() + "-dead",
                        "DATABASE_URL",
                        url));
        assertThat(run.how()).isEqualTo("ended with code 1");
        assertThat(run.printed())
                .contains("tiffin: The database at 127.0.0.1:" + (port + Ports.SPAN) + "/tiffin cannot be used: ")
                .doesNotContain("secret")
                .doesNotContain("\tat ");
    }

    private static void theDemoPlaysTheCityForItsOwnOrders(RunningSystem system) throws Exception {
        var demo = system.command("demo", Map.of("TIFFIN_CITY", "0.05"));
        assertThat(demo.printed()).contains("5 of 5 orders arrived,");
        assertThat(demo.how()).isEqualTo("ended with code 0");
        assertThat(new Truth(system).texts("select distinct status::text from orders order by 1"))
                .as("nobody else's was touched")
                .containsExactly("ASSIGNED", "DELIVERED");
    }

    private static void killTheLauncher(RunningSystem system) throws Exception {
        var everything = system.everything();
        assertThat(everything).hasSizeGreaterThan(14); // seven processes and their ties, and PostgreSQL's own
        RunningSystem.kill(system.launcher().pid(), "KILL");
        Until.holds(
                "nothing is left running",
                LONGEST_STOP,
                () -> everything.stream().noneMatch(ProcessHandle::isAlive));
    }

    /** The tie of PostgreSQL is killed first, so that nobody stops the server when the launcher is killed. */
    private static ProcessHandle leavePostgresBehind(RunningSystem system) throws Exception {
        var postgres = system.process("PostgreSQL");
        var tie = postgres.children()
                .filter(child -> child.info().command().orElse("").endsWith("sh"))
                .findFirst()
                .orElseThrow();
        RunningSystem.kill(tie.pid(), "KILL");
        tie.onExit().join();
        var others = system.everything().stream()
                .filter(process -> process.pid() != postgres.pid()
                        && process.parent().map(ProcessHandle::pid).orElse(0L) != postgres.pid())
                .toList();
        RunningSystem.kill(system.launcher().pid(), "KILL");
        Until.holds("the others end", LONGEST_STOP, () -> others.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(postgres.isAlive()).isTrue();
        return postgres;
    }

    private static void stopInOrder(RunningSystem system) throws Exception {
        var everything = system.everything();
        RunningSystem.kill(system.launcher().pid(), "TERM");
        assertThat(system.launcher().awaitEnd()).isEqualTo("ended with code 0");
        Until.holds(
                "nothing is left running",
                LONGEST_STOP,
                () -> everything.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(system.screen()).contains("Everything has stopped").doesNotContain("was killed by");
    }
}
