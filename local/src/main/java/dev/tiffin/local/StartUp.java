package dev.tiffin.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How the JVM of a packaged service starts: from its jar; or, faster, from a cache of loaded classes and
 * profiles that was recorded while the same jars ran on the same JVM (JDK 25 and newer). The caches only hold classes
 * of the ordinary class path, so there the service runs from a flat one instead of through the jar's own class
 * loader.
 */
final class StartUp {

    private static final int CACHES_SINCE = 25;
    private static final String MAIN = "io.quarkus.runner.GeneratedMain";

    private final Path folder;
    private final boolean recording;

    private StartUp(Path folder, boolean recording) {
        this.folder = folder;
        this.recording = recording;
    }

    /** With the caches that fit. */
    static StartUp fast(Path shared) {
        return new StartUp(shared.resolve("caches"), false);
    }

    /** Without caches, but taking notes for them. */
    static StartUp recording(Path shared) throws IOException {
        if (Runtime.version().feature() < CACHES_SINCE) {
            throw new Trouble("Only JDK " + CACHES_SINCE + " and newer have start-up caches; this is "
                    + Runtime.version().feature() + ".");
        }
        return new StartUp(Files.createDirectories(shared.resolve("caches")), true);
    }

    /** How long a process may take to end: writing down what it has noted takes most of a minute on a slow machine. */
    Duration patience() {
        return recording ? Duration.ofMinutes(2) : Child.PATIENCE;
    }

    /** The last options and the program, given its {@code quarkus-run.jar}. */
    List<String> program(Path jar) throws IOException {
        if (recording) {
            return flat(jar, "-XX:AOTMode=record", "-XX:AOTConfiguration=" + notes(jar));
        }
        if (Runtime.version().feature() >= CACHES_SINCE && Files.exists(cache(jar))) {
            return flat(jar, "-XX:AOTCache=" + cache(jar));
        }
        return List.of("-jar", jar.toString());
    }

    /**
     * Makes the cache from the notes of a process that has ended.
     *
     * @param options what the process was started with besides
     * @return its size in bytes
     */
    long assemble(String java, List<String> options, Path jar) throws IOException, InterruptedException {
        var fresh = Path.of(cache(jar) + ".new");
        var command = new ArrayList<>(List.of(java));
        command.addAll(options);
        command.addAll(flat(
                jar,
                "-Xlog:aot=error",
                "-XX:AOTMode=create",
                "-XX:AOTConfiguration=" + notes(jar),
                "-XX:AOTCache=" + fresh));
        var log = Path.of(cache(jar) + ".log");
        var made = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (made.waitFor() != 0 || !Files.exists(fresh)) {
            throw new Trouble("No start-up cache could be made: " + Logs.lastLine(log));
        }
        Files.delete(notes(jar));
        Files.delete(log);
        deleteOlder(jar);
        return Files.size(Files.move(fresh, cache(jar)));
    }

    private void deleteOlder(Path jar) throws IOException {
        try (var older = Files.newDirectoryStream(folder, name(jar) + "-*.aot")) {
            for (var cache : older) {
                Files.delete(cache);
            }
        }
    }

    private static List<String> flat(Path jar, String... options) throws IOException {
        var classPath = jars(jar).stream().map(Path::toString).collect(Collectors.joining(":"));
        var command = new ArrayList<>(List.of(options));
        command.addAll(List.of("-cp", classPath, MAIN));
        return command;
    }

    private Path notes(Path jar) {
        return folder.resolve(name(jar) + ".notes");
    }

    /** Named after everything it depends on: a cache of other jars or another JVM is not found. */
    private Path cache(Path jar) throws IOException {
        var text = new StringBuilder(Runtime.version().toString());
        for (var library : jars(jar)) {
            text.append('\n')
                    .append(library)
                    .append(' ')
                    .append(Files.size(library))
                    .append(' ')
                    .append(Files.getLastModifiedTime(library).toMillis());
        }
        return folder.resolve(name(jar) + "-" + digest(text.toString()) + ".aot");
    }

    private static String digest(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }

    /** {@code <module>/target/quarkus-app/quarkus-run.jar}. */
    private static String name(Path jar) {
        return jar.resolve("../../..").normalize().getFileName().toString();
    }

    /** All that the jar's own class loader would read, what Quarkus generated first. */
    private static List<Path> jars(Path jar) throws IOException {
        var found = new ArrayList<Path>();
        for (var part : List.of("quarkus", "app", "lib/boot", "lib/main")) {
            try (var files = Files.list(jar.resolveSibling(part))) {
                files.filter(file -> file.toString().endsWith(".jar"))
                        .sorted(Comparator.reverseOrder()) // of Quarkus's, what it transformed before what it generated
                        .forEach(found::add);
            }
        }
        return found;
    }
}
