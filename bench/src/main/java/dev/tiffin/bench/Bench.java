package dev.tiffin.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.tiffin.bench.system.PostgresSession;
import dev.tiffin.bench.system.RunningSystem;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** {@code make bench}: starts a system of its own, measures it against the floor, prints one table. */
public final class Bench {

    private Bench() {}

    /** Runs with the options that {@code --help} shows; exit code 1 if anything was not as promised. */
    public static void main(String[] arguments) {
        if (List.of(arguments).contains("--help")) {
            System.out.print(Options.USAGE);
            return;
        }
        Locale.setDefault(Locale.ROOT);
        System.setProperty("slf4j.internal.verbosity", "ERROR"); // a library would complain that nobody reads its log
        try {
            run(Options.of(arguments), System.out);
        } catch (BenchFailure e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void run(Options options, PrintStream out) {
        var root = RunningSystem.repository();
        try (var system = RunningSystem.start(root);
                var database = PostgresSession.open(system.databaseUrl())) {
            var results = new Rounds(options, system, database, out).measure();
            out.print(Report.of(results));
            write(results, root.resolve("bench/target/bench.json"));
        }
    }

    private static void write(Results results, Path file) {
        try {
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), results);
        } catch (IOException e) {
            throw new BenchFailure("The results cannot be written to " + file + ": " + e.getMessage(), e);
        }
    }
}
