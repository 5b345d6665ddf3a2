package dev.tiffin.local;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/**
 * {@code make warm}: starts a copy of its own, on free ports and with fresh data, serves a thousand lunches, and makes
 * start-up caches from what the services loaded and did.
 */
final class Warm {

    private static final Duration BRISK = Duration.ofMillis(100);
    private static final long MEGABYTE = 1 << 20;
    private static final int CUSTOMERS = 8;
    private static final int DEMOS = 200;

    private Warm() {}

    /** Returns the exit code. */
    static int up(Settings settings) throws IOException, InterruptedException {
        var screen = Screen.standard();
        var home = Files.createTempDirectory("tiffin-warm-");
        var copy = new Settings(
                settings.root(),
                home,
                Ports.freeRow(),
                Ports.LOOPBACK,
                null,
                settings.payment(),
                BRISK,
                Mood.CALM,
                0,
                settings.javaOptions());
        var startUp = StartUp.recording(settings.shared());
        var silent = new Screen(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8), false);
        var run = new Run(copy, startUp, silent);
        run.stopAtExit();
        screen.line("");
        screen.line("  Recording how the services start; this takes some minutes.");
        screen.line("");
        var services = run.start();
        serve(copy, silent);
        run.stop();
        for (var service : services.programs().entrySet()) {
            var program = service.getValue();
            var size = startUp.assemble(JavaService.java(), program.options(), program.jar());
            screen.done(service.getKey(), size / MEGABYTE + " MB");
        }
        delete(home);
        screen.line("");
        screen.line("  From now on the services start faster, until they are built anew.");
        run.allWasWell();
        return 0;
    }

    /** Many lunches, for what runs often is noted, too: with that, the compilers need not find it out anew. */
    private static void serve(Settings copy, Screen silent) throws InterruptedException {
        Callable<Integer> lunches = () -> Demo.show(copy, Optional.empty(), silent);
        try (var customers = Executors.newFixedThreadPool(CUSTOMERS)) {
            for (var served : customers.invokeAll(Collections.nCopies(DEMOS, lunches))) {
                served.get();
            }
        } catch (ExecutionException e) {
            throw new Trouble("The lunches to learn from were not served: " + e.getCause());
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
