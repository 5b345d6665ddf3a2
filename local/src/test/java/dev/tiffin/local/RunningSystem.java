package dev.tiffin.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** One copy of the system as a person would start it, on ports and in a folder of its own. */
final class RunningSystem implements AutoCloseable {

    static final Duration START = Duration.ofMinutes(2);

    private static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();
    private static final Path HOMES = emptied(Path.of("target/end-to-end").toAbsolutePath());
    private static final String PACE = "0.05";

    private final Path home;
    private final int port;
    private final Map<String, String> environment;
    private Child launcher;
    private int runs;

    private RunningSystem(Path home, int port, Map<String, String> more) throws IOException {
        this.home = home;
        this.port = port;
        this.environment = new HashMap<>(more);
        environment.put("TIFFIN_PORT", String.valueOf(port));
        environment.put("TIFFIN_HOME", home.toString());
        environment.putIfAbsent("TIFFIN_CITY", PACE);
        // As for all tests: these few orders end before the second compiler's work is worth it.
        environment.putIfAbsent("TIFFIN_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
        this.launcher = launch();
    }

    /** Starts a copy in a new folder and waits until it is ready. */
    static RunningSystem start(Map<String, String> more) throws Exception {
        var system = new RunningSystem(Files.createTempDirectory(HOMES, "copy-"), Ports.freeRow(), more);
        system.awaitReady();
        return system;
    }

    /** Starts the launcher again, on the same ports and folder. */
    void startAgain() throws Exception {
        launcher = launch();
        awaitReady();
    }

    void awaitReady() throws Exception {
        Until.holds("the system is ready:\n" + screen(), START, () -> {
            if (!launcher.alive()) {
                throw new AssertionError("The launcher " + launcher.awaitEnd() + ":\n" + screen());
            }
            return screen().contains("Tiffin is ready");
        });
    }

    /** What the launcher has printed in its present run. */
    String screen() {
        try {
            return Files.readString(output());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Copy copy() throws IOException {
        return Copy.runningIn(home).orElseThrow();
    }

    Tokens tokens() throws IOException {
        return Tokens.keptIn(home);
    }

    Passwords passwords() {
        return new Passwords(home.resolve("passwords"));
    }

    GraphQl api() throws IOException {
        return new GraphQl(copy().graphQl());
    }

    /**
     * Lets somebody do something to an order.
     *
     * @param mutation with {@code $id} for the order
     */
    void act(String role, String who, String mutation, UUID order) throws IOException, InterruptedException {
        api().ask(tokens().of(role, who), "mutation A($id: ID!) { " + mutation + " { id } }", Map.of("id", order));
    }

    Path home() {
        return home;
    }

    int port() {
        return port;
    }

    Child launcher() {
        return launcher;
    }

    static Manifests manifests() {
        return Manifests.read(REPOSITORY.resolve("k8s/base/steps.yaml"));
    }

    /**
     * Base address of a function: ports follow the manifests' order after the gateway's and the bridge's; the payment
     * simulator's is the last.
     */
    String address(String service) {
        var functions = manifests().functions();
        var place = service.equals(Services.SIMULATOR) ? functions.size() : functions.indexOf(service);
        return "http://127.0.0.1:" + (port + 2 + place);
    }

    /** The process of a service: the child of the launcher that runs its jar, or PostgreSQL. */
    ProcessHandle process(String service) {
        return running(service).orElseThrow(() -> new AssertionError("No process of " + service));
    }

    /** The same; empty while it is being started again. */
    Optional<ProcessHandle> running(String service) {
        var mark = service.equals("PostgreSQL") ? "/postgres" : "/" + service + "/target/";
        return ProcessHandle.of(launcher.pid())
                .orElseThrow()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains(mark))
                .findFirst();
    }

    /** The launcher's descendants: services, their ties, PostgreSQL's own processes. */
    List<ProcessHandle> everything() {
        return ProcessHandle.of(launcher.pid()).orElseThrow().descendants().toList();
    }

    /** Another command of the program against this copy. */
    Ended command(String command, Map<String, String> more) throws IOException, InterruptedException {
        var output = Files.createTempFile(home, command + "-", ".txt");
        var all = new HashMap<>(environment);
        all.putAll(more);
        var child = Child.start(program(command), Child.TERM, all, output);
        return new Ended(child.awaitEnd(), Files.readString(output));
    }

    /** How a command ended, and what it printed. */
    record Ended(String how, String printed) {}

    static void kill(long process, String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, String.valueOf(process))
                .start()
                .waitFor();
    }

    @Override
    public void close() {
        launcher.stop();
    }

    private Child launch() throws IOException {
        runs++;
        return Child.start(program("run"), Child.TERM, environment, output());
    }

    private Path output() {
        return home.resolve("screen-" + runs + ".txt");
    }

    private static List<String> program(String command) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return List.of(
                java,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                REPOSITORY.resolve("local/target/local.jar").toString(),
                command);
    }

    /** What these tests leave behind can be looked at until they run again. */
    private static Path emptied(Path folder) {
        try {
            Files.createDirectories(folder);
            try (var former = Files.walk(folder)) {
                former.sorted(Comparator.reverseOrder())
                        .filter(file -> !file.equals(folder))
                        .map(Path::toFile)
                        .forEach(File::delete);
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
