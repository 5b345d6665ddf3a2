package dev.tiffin.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A PostgreSQL of our own: a data folder that is kept, a server that is safe against power loss, reachable from this
 * machine only and by password only.
 */
final class PostgresServer implements Service.Program {

    static final String SUPERUSER = "postgres";

    /** Whatever a configuration file in the data folder says, an acknowledged order is on the disk. */
    private static final List<String> SAFE =
            List.of("fsync=on", "full_page_writes=on", "synchronous_commit=on", "listen_addresses=" + Ports.LOOPBACK);

    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    private final Path binaries;
    private final Path data;
    private final Path log;
    private final int port;
    private final String password;

    PostgresServer(Path binaries, Settings settings, int port, String password) {
        this.binaries = binaries;
        this.data = settings.home().resolve("postgres");
        this.log = settings.logs().resolve("postgres.log");
        this.port = port;
        this.password = password;
    }

    /** Makes the data folder unless there is one; a half-made one never has the right name. */
    void initialise() throws IOException, InterruptedException {
        if (Files.exists(data)) {
            checkVersion();
            return;
        }
        var fresh = Files.createTempDirectory(data.getParent(), "postgres-being-made-");
        var secret = Files.createTempFile(data.getParent(), "secret-", "");
        try {
            Files.writeString(secret, password);
            var command = asOrdinaryUser(List.of(
                    program("initdb"),
                    "--pgdata=" + fresh,
                    "--username=" + SUPERUSER,
                    "--pwfile=" + secret,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--no-instructions"));
            var made = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            if (made.waitFor() != 0) {
                throw new Trouble("PostgreSQL's data folder cannot be made: " + lastWords());
            }
        } finally {
            Files.delete(secret);
        }
        Files.move(fresh, data);
    }

    /**
     * Stops the server that an earlier run left on our data folder, as happens when launcher and tie were both killed.
     *
     * @return whether there was one
     */
    boolean stopOrphan() throws IOException, InterruptedException {
        var lock = data.resolve("postmaster.pid");
        if (!Files.exists(lock)) {
            return false;
        }
        var lines = Files.readAllLines(lock);
        var owner = lines.isEmpty() ? java.util.Optional.<ProcessHandle>empty() : handle(lines.getFirst());
        if (owner.filter(this::servesOurData).isEmpty()) {
            Files.delete(
                    lock); // its number may belong to somebody else by now, which would keep PostgreSQL from starting
            return false;
        }
        end(owner.get());
        return true;
    }

    @Override
    public Child start() throws IOException {
        var command = new ArrayList<>(List.of(program("postgres"), "-D", data.toString(), "-p", String.valueOf(port)));
        for (var setting : SAFE) {
            command.addAll(List.of("-c", setting));
        }
        command.addAll(List.of("-c", "unix_socket_directories=", "-c", "cluster_name=tiffin-" + port));
        return Child.start(asOrdinaryUser(command), Child.INT, Map.of(), log);
    }

    @Override
    public boolean ready() {
        try (var connection = DriverManager.getConnection(
                "jdbc:postgresql://" + Ports.LOOPBACK + ":" + port + "/postgres?loginTimeout=2", SUPERUSER, password)) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false; // not yet; the caller looks again until its time is up
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String lastWords() {
        return Logs.lastLine(log);
    }

    /** The version of the folder's maker; PostgreSQL's major versions do not read each other's data. */
    private void checkVersion() throws IOException {
        var made = Files.readString(data.resolve("PG_VERSION")).strip();
        var ours = binaries.getFileName().toString().replaceFirst(".*-(\\d+)\\.\\d+\\.\\d+$", "$1");
        if (!made.equals(ours)) {
            throw new Trouble("The data in " + Settings.show(data) + " was made by PostgreSQL " + made + ", this is "
                    + ours + "; move the folder away to start with fresh data.");
        }
    }

    private static java.util.Optional<ProcessHandle> handle(String pid) {
        return pid.strip().matches("\\d{1,10}")
                ? ProcessHandle.of(Long.parseLong(pid.strip()))
                : java.util.Optional.empty();
    }

    private boolean servesOurData(ProcessHandle process) {
        return process.info()
                .arguments()
                .filter(arguments -> List.of(arguments).contains(data.toString()))
                .isPresent();
    }

    private void end(ProcessHandle orphan) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", String.valueOf(orphan.pid())).start().waitFor();
        try {
            orphan.onExit().get(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new Trouble(
                    "An orphaned PostgreSQL (process " + orphan.pid() + ") of " + Settings.show(data)
                            + " does not end.",
                    e);
        }
    }

    private String program(String name) {
        return binaries.resolve("bin").resolve(name).toString();
    }

    /** PostgreSQL refuses to run as root; in a user namespace of its own, root is nobody. */
    private static List<String> asOrdinaryUser(List<String> command) {
        if (!System.getProperty("user.name").equals("root")) {
            return command;
        }
        var wrapped = new ArrayList<>(List.of("unshare", "--user"));
        wrapped.addAll(command);
        return wrapped;
    }
}
