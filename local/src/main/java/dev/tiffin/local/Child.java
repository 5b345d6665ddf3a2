package dev.tiffin.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process that cannot outlive this one. It is started by a small shell script that leaves a <em>tie</em> behind and
 * then becomes the program. The tie reads a pipe that only this process holds open:
 *
 * <pre>
 *   launcher ──pipe──▶ tie (sh): read … ends when the pipe does ──signal──▶ program
 * </pre>
 *
 * However the launcher ends, kill -9 included, the pipe closes; the tie then asks the program to end and, when it has
 * been patient, kills it. Stopping on purpose is the same thing: the pipe is closed. The script runs in a session of
 * its own, so that Ctrl-C reaches the launcher alone, which then stops everything in its order.
 */
final class Child {

    /** What a program may take to end that has nothing else to do. */
    static final Duration PATIENCE = Duration.ofSeconds(8);

    /** Asks for an orderly end of a JVM. */
    static final End TERM = new End("TERM", PATIENCE);

    /** PostgreSQL's fast shutdown: it does not wait for its clients. */
    static final End INT = new End("INT", PATIENCE);

    private static final String TIE = """
            signal=$1; most=$2; shift 2
            exec 3<&0 </dev/null
            {
              read -r _
              kill -s "$signal" "$$"
              tries=0
              while [ "$tries" -lt "$most" ]; do
                kill -0 "$$" || exit 0
                sleep 0.2 # a PAUSE
                tries=$((tries + 1))
              done
              kill -s KILL "$$"
            } <&3 >/dev/null 2>&1 &
            exec "$@" 3<&-
            """;

    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration FOR_THE_TIE = Duration.ofSeconds(7);
    private static final List<String> SESSION = ownSession();

    private final Process process;
    private final Duration patience;

    private Child(Process process, Duration patience) {
        this.process = process;
        this.patience = patience;
    }

    /**
     * What ends a program.
     *
     * @param signal what asks it to
     * @param patience how long it may take then
     */
    record End(String signal, Duration patience) {

        End within(Duration longest) {
            return new End(signal, longest);
        }
    }

    /**
     * Starts a program.
     *
     * @param end what ends it
     * @param environment added to this process's own
     * @param log where both its outputs are appended
     */
    static Child start(List<String> command, End end, Map<String, String> environment, Path log) throws IOException {
        var tied = new ArrayList<>(SESSION);
        var pauses = String.valueOf(end.patience.dividedBy(PAUSE));
        tied.addAll(List.of("/bin/sh", "-c", TIE, "tie", end.signal, pauses));
        tied.addAll(command);
        var builder = new ProcessBuilder(tied)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        return new Child(builder.start(), end.patience);
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Waits for its end and says how it was. */
    String awaitEnd() throws InterruptedException {
        var code = process.waitFor();
        return code > 128 ? "was killed by signal " + (code - 128) : "ended with code " + code;
    }

    /** Asks it to end and waits until it has. */
    void stop() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(patience.plus(FOR_THE_TIE).toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (IOException e) {
            process.destroyForcibly(); // the pipe is broken: its end is near in any case
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Linux has setsid; elsewhere Perl, which macOS brings, does the same. */
    private static List<String> ownSession() {
        return Files.isExecutable(Path.of("/usr/bin/setsid"))
                ? List.of("/usr/bin/setsid")
                : List.of("/usr/bin/perl", "-MPOSIX", "-e", "POSIX::setsid(); exec @ARGV or die");
    }
}
