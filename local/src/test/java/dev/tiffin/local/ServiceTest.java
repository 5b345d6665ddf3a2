package dev.tiffin.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small shell program stands for a service; it is ready when its mark is there. */
class ServiceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final BlockingQueue<Child> started = new LinkedBlockingQueue<>();
    private final Screen screen = new Screen(new PrintStream(printed, true, StandardCharsets.UTF_8), false);
    private Service service = new Service("none", new Shell("exit 0"), screen);

    @AfterEach
    void stop() {
        service.stop();
    }

    @Test
    void isStartedAgainWhenItIsKilled() throws Exception {
        service = running("touch mark; while :; do sleep 1; done");
        var first = started.take();
        RunningSystem.kill(first.pid(), "KILL");
        var second = started.take();
        Until.holds("it is back", PATIENCE, () -> said().contains("kitchen is back"));
        assertThat(second.pid()).isNotEqualTo(first.pid());
        assertThat(said()).contains("kitchen was killed by signal 9; starts again in 0.2 s");
    }

    @Test
    void staysDownWhileItIsHeld() throws Exception {
        service = running("touch mark; while :; do sleep 1; done");
        var first = started.take();
        service.hold();
        assertThat(first.alive()).isFalse();
        assertThat(started).isEmpty();
        service.release();
        assertThat(started.take().alive()).isTrue();
    }

    @Test
    void anEndBeforeItWasReadyIsAFailureWithItsLastWords() {
        service = new Service("kitchen", new Shell("echo no gas; exit 3"), screen);
        service.start();
        assertThatThrownBy(() -> service.awaitReady(PATIENCE))
                .isInstanceOf(Trouble.class)
                .hasMessageStartingWith("kitchen ended with code 3 before it was ready: no gas (");
    }

    @Test
    void stopsWhatWillNotStartAndWhatHasNotStarted() throws Exception {
        service = new Service("kitchen", new Shell("while :; do sleep 1; done"), screen);
        service.start();
        var child = started.take();
        service.stop();
        assertThat(child.alive()).isFalse();
        service.start();
        assertThat(started).isEmpty();
    }

    @Test
    void whatDoesNotEndInTimeIsKilled() throws Exception {
        var command =
                List.of("/bin/sh", "-c", "trap '' TERM; cd " + folder + "; touch mark; while :; do sleep 0.1; done");
        var brief = Child.TERM.within(Duration.ofMillis(200));
        var child = Child.start(command, brief, Map.of(), folder.resolve("log"));
        Until.holds("it does not listen to TERM", PATIENCE, () -> Files.exists(folder.resolve("mark")));
        child.stop();
        assertThat(child.awaitEnd()).isEqualTo("was killed by signal 9");
    }

    private Service running(String script) throws InterruptedException {
        var kitchen = new Service("kitchen", new Shell(script), screen);
        kitchen.start();
        kitchen.awaitReady(PATIENCE);
        return kitchen;
    }

    private String said() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private final class Shell implements Service.Program {

        private final String script;

        Shell(String script) {
            this.script = script;
        }

        @Override
        public Child start() throws IOException {
            var command = List.of("/bin/sh", "-c", "cd " + folder + "; " + script);
            var child = Child.start(command, Child.TERM, Map.of(), folder.resolve("log"));
            started.add(child);
            return child;
        }

        @Override
        public boolean ready() {
            return Files.exists(folder.resolve("mark"));
        }

        @Override
        public int port() {
            return 0;
        }

        @Override
        public String lastWords() {
            return Logs.lastLine(folder.resolve("log"));
        }
    }
}
