package dev.tiffin.bench.system;

import dev.tiffin.bench.BenchFailure;
import dev.tiffin.bench.machine.CpuMeter;
import dev.tiffin.contract.Role;
import dev.tiffin.issuer.DevelopmentIssuer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A whole Tiffin of the bench's own: started by the launcher like {@code make run} does, on ports and in a folder of
 * its own, with the simulated city switched off and a city made for the bench instead. Closing it stops everything.
 */
public final class RunningSystem implements AutoCloseable {

    private static final int PORTS = 11;
    private static final int SPARE = 6;
    private static final int DATABASE = 10;
    private static final String WRITTEN_WHEN_READY = "running.properties";
    private static final Duration LONGEST_START = Duration.ofMinutes(3);
    private static final Duration LONGEST_STOP = Duration.ofMinutes(1);
    private static final Duration TOKENS_VALID_FOR = Duration.ofHours(12);

    /** The services, as they are called in the table. Each runs from the folder of this name. */
    private static final List<String> SERVICES = Stream.concat(
                    Stream.of("api-gateway"), Role.SERVICES.stream().sorted())
            .toList();

    private final Process launcher;
    private final Path home;
    private final int port;
    private final Duration startTime;
    private final List<Socket> held = new ArrayList<>();
    private final Thread stopAtExit = new Thread(this::stop, "stop the system");

    private RunningSystem(Process launcher, Path home, int port, Duration startTime) {
        this.launcher = launcher;
        this.home = home;
        this.port = port;
        this.startTime = startTime;
        Runtime.getRuntime().addShutdownHook(stopAtExit);
    }

    /**
     * Starts it and waits until the launcher says that everything is healthy.
     *
     * @param root the repository, built
     */
    public static RunningSystem start(Path root) {
        try {
            var home = Files.createTempDirectory("tiffin-bench-");
            var port = FreePorts.block(PORTS);
            var output = home.resolve("launcher.log");
            var builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-jar",
                            root.resolve("local/target/local.jar").toString(),
                            "run")
                    .directory(root.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment()
                    .putAll(Map.of(
                            "TIFFIN_PORT",
                            String.valueOf(port),
                            "TIFFIN_HOME",
                            home.toString(),
                            "TIFFIN_CITY",
                            "off",
                            "TIFFIN_PAYMENT",
                            "instant"));
            builder.environment().remove("DATABASE_URL");
            var startedAt = System.nanoTime();
            var launcher = builder.start();
            awaitReady(launcher, output, home.resolve(WRITTEN_WHEN_READY));
            return new RunningSystem(launcher, home, port, Duration.ofNanos(System.nanoTime() - startedAt));
        } catch (IOException e) {
            throw new BenchFailure("The system cannot be started: " + e.getMessage(), e);
        }
    }

    /** The repository that this program was built in: it is {@code <root>/bench/target/bench.jar}. */
    public static Path repository() {
        try {
            var program = Path.of(RunningSystem.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return program.resolve("../../..").normalize();
        } catch (URISyntaxException e) {
            throw new BenchFailure("The folder of this program has a name that is no address", e);
        }
    }

    /** From starting the launcher until it said that everything is healthy. */
    public Duration startTime() {
        return startTime;
    }

    /** Where the gateway listens on this machine. */
    public int port() {
        return port;
    }

    /** Where its PostgreSQL listens, with user and password. */
    public String databaseUrl() {
        try {
            var password = Files.readString(home.resolve("passwords/postgres"));
            return "jdbc:postgresql://127.0.0.1:" + (port + DATABASE) + "/tiffin?user=postgres&password=" + password;
        } catch (IOException e) {
            throw new BenchFailure("The password of the system's PostgreSQL cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Stops one of the services until the whole system is closed. The launcher keeps it down for as long as a
     * connection to its control port is up.
     */
    public void stopForGood(String service) {
        try {
            var running = new Properties();
            running.load(new StringReader(Files.readString(home.resolve(WRITTEN_WHEN_READY))));
            var control =
                    new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(running.getProperty("control")));
            held.add(control);
            var request = Files.readString(home.resolve("passwords/control")) + " " + service + "\n";
            control.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            var answer = new BufferedReader(new InputStreamReader(control.getInputStream(), StandardCharsets.UTF_8));
            if (!"held".equals(answer.readLine())) {
                throw new BenchFailure("The launcher did not stop " + service);
            }
        } catch (IOException e) {
            throw new BenchFailure("The launcher cannot be asked to stop " + service + ": " + e.getMessage(), e);
        }
    }

    /** Services that the bench starts by itself, each in place of the system's, which has to be stopped. */
    public SingleServices singles() {
        return new SingleServices(home, port + SPARE, port + DATABASE);
    }

    private DevelopmentIssuer issuer() throws IOException {
        return DevelopmentIssuer.keptIn(home.resolve("issuer"));
    }

    /** Headers that say who is asking, one for each of some customers. */
    public List<String> customers(int count) {
        try {
            var issuer = issuer();
            return IntStream.rangeClosed(1, count)
                    .mapToObj(n -> "Bearer " + issuer.token("bench-customer-" + n, Role.CUSTOMER, TOKENS_VALID_FOR))
                    .toList();
        } catch (IOException e) {
            throw new BenchFailure("The system's development issuer cannot be read: " + e.getMessage(), e);
        }
    }

    /** Measures this program and all processes of the system. */
    public CpuMeter meter() {
        var byCommand = new HashMap<String, String>();
        SERVICES.forEach(service -> byCommand.put("/" + service + "/target/", service));
        byCommand.put("bin/postgres ", "postgresql");
        return new CpuMeter(Map.of(launcher.pid(), "launcher"), byCommand);
    }

    /** The names under which the processes of the system and this program are measured. */
    public static Set<String> processGroups() {
        var groups = new HashSet<>(SERVICES);
        groups.addAll(List.of(CpuMeter.DRIVER, "launcher", "postgresql"));
        return groups;
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(stopAtExit);
        stop();
        try {
            for (var connection : held) {
                connection.close();
            }
        } catch (IOException e) {
            throw new BenchFailure("A connection to the launcher cannot be closed", e);
        }
    }

    private void stop() {
        Processes.end(launcher, LONGEST_STOP);
    }

    private static void awaitReady(Process launcher, Path output, Path ready) throws IOException {
        if (!Processes.comesSoFar(launcher, LONGEST_START, () -> Files.exists(ready))) {
            launcher.destroy();
            throw new BenchFailure("The system did not start; the launcher said:\n" + Files.readString(output));
        }
    }
}
