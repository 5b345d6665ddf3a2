package dev.tiffin.local;

import dev.tiffin.contract.Role;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * {@code make run}: brings everything up in its order, waits, and takes it down in the opposite order.
 *
 * <pre>
 *   lock the home ─ ports free? ─ functions ─ PostgreSQL ─ tables ─ gateway, bridge ─ all healthy ─ people ─ screen
 *   Ctrl-C, kill -TERM, a failure on the way:        people ─ bridge ─ functions ─ gateway ─ PostgreSQL
 *   kill -9:                                          every {@link Child} sees its pipe close
 * </pre>
 */
final class Run {

    private static final Duration LONGEST_DATABASE_START = Duration.ofMinutes(1);

    private final Settings settings;
    private final StartUp startUp;
    private final Screen screen;
    private final Instant begun = Instant.now();
    private final Passwords passwords;
    private final Random chance = new Random();
    private final Deque<Stoppable> running = new ArrayDeque<>();
    private boolean stopped;
    private volatile int code;

    /** A part of the system that is up. */
    private interface Stoppable {
        void stop() throws IOException;
    }

    Run(Settings settings, StartUp startUp, Screen screen) {
        this.settings = settings;
        this.startUp = startUp;
        this.screen = screen;
        this.passwords = new Passwords(settings.home().resolve("passwords"));
    }

    /** Comes back only with a {@link Trouble}: a signal ends the whole process. */
    static int untilStopped(Settings settings) throws IOException, InterruptedException {
        var run = new Run(settings, StartUp.fast(settings.shared()), Screen.standard());
        run.stopAtExit();
        run.start();
        run.allWasWell();
        new CountDownLatch(1).await();
        return run.code;
    }

    /** Whatever ends this process, the system is taken down first; the exit code is 1 unless all was well till then. */
    void stopAtExit() {
        code = 1;
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop();
            Runtime.getRuntime().halt(code);
        }));
    }

    /** The exit code is 0 from now on. */
    void allWasWell() {
        code = 0;
    }

    /** Returns when everything is ready, and how it was started. */
    Services start() throws IOException, InterruptedException {
        Files.createDirectories(settings.home());
        lock();
        Logs.turnOver(settings.logs());
        var manifests = Manifests.read(settings.manifests());
        var tokens = Tokens.keptIn(settings.home());
        var services = new Services(settings, manifests, tokens, startUp, screen);
        var server = settings.databaseUrl() == null ? server() : null;
        checkPorts(services, server);
        screen.line("");
        screen.line(screen.bold("  Tiffin") + " is starting " + screen.grey("in " + Settings.show(settings.home())));
        screen.line("");
        renewTokens(tokens, services);
        var postgres = server == null ? null : new Service("PostgreSQL", server, screen);
        if (postgres != null) {
            own(postgres::stop);
        }
        own(services::stop);
        services.startFunctions();
        var database = database(server, postgres);
        database.migrate();
        services.startGatewayAndBridge(database);
        services.awaitReady();
        open(tokens, services, database);
        return services;
    }

    /** One copy a home; the lock goes with the process. */
    private void lock() throws IOException, InterruptedException {
        var channel =
                FileChannel.open(settings.home().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                own(channel::close);
                return;
            }
        } catch (OverlappingFileLockException e) {
            throw new IllegalStateException("One process runs one copy", e);
        }
        var who = Copy.runningIn(settings.home())
                .map(copy -> " (process " + copy.process() + ", " + copy.gateway() + ")")
                .orElse("");
        throw new Trouble("Tiffin runs already in " + Settings.show(settings.home()) + who
                + "; another copy needs another TIFFIN_PORT.");
    }

    private PostgresServer server() throws IOException, InterruptedException {
        var binaries = PostgresBinaries.in(settings.shared());
        var port = settings.port() + Ports.SPAN;
        var server = new PostgresServer(binaries, settings, port, passwords.of(PostgresServer.SUPERUSER));
        if (server.stopOrphan()) {
            screen.event("a PostgreSQL that an earlier run left behind was stopped");
        }
        return server;
    }

    private void checkPorts(Services services, @Nullable PostgresServer server) {
        for (var name : services.names()) {
            var host = name.equals(Services.GATEWAY) ? settings.host() : Ports.LOOPBACK;
            Ports.mustBeFree(name, host, services.port(name));
        }
        if (server != null) {
            Ports.mustBeFree("PostgreSQL", Ports.LOOPBACK, settings.port() + Ports.SPAN);
        }
    }

    private void renewTokens(Tokens tokens, Services services) throws IOException, InterruptedException {
        tokens.renew(services.tokenHolders());
        var clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("tokens").daemon().factory());
        var every = Tokens.RENEWAL.toMillis();
        var unused = clock.scheduleAtFixedRate(() -> renewAgain(tokens, services), every, every, TimeUnit.MILLISECONDS);
        own(clock::shutdownNow);
    }

    private void renewAgain(Tokens tokens, Services services) {
        try {
            tokens.renew(services.tokenHolders());
        } catch (IOException e) {
            screen.event(screen.red("the services' tokens cannot be renewed") + ": " + e.getMessage());
        }
    }

    private Database database(@Nullable PostgresServer server, @Nullable Service postgres)
            throws IOException, InterruptedException {
        if (settings.databaseUrl() != null) {
            return Database.given(settings.databaseUrl(), passwords);
        }
        if (server != null && postgres != null) {
            server.initialise();
            postgres.start();
            postgres.awaitReady(LONGEST_DATABASE_START);
        }
        return Database.embedded(settings.port() + Ports.SPAN, passwords);
    }

    private void open(Tokens tokens, Services services, Database database) throws IOException, InterruptedException {
        var control = Control.open(passwords, services, screen);
        own(control::close);
        var gateway = URI.create("http://" + reachable() + ":" + settings.port());
        var process = ProcessHandle.current().pid();
        var copy = new Copy(process, gateway, database.jdbcUrl(), control.port(), settings.cityIsOn(), settings.mood());
        var habits = Habits.of(settings, chance);
        if (settings.cityIsOn()) {
            var city = City.awake(new GraphQl(copy.graphQl()), tokens, habits, everybody -> true, screen);
            own(city::close);
        }
        if (settings.ordersAMinute() > 0) {
            var eaters = Eaters.hungry(new GraphQl(copy.graphQl()), tokens, settings.ordersAMinute(), habits);
            own(eaters::close);
        }
        copy.writeTo(settings.home());
        own(() -> Copy.removeFrom(settings.home()));
        var token = tokens.of(Role.CUSTOMER, "alice");
        Welcome.show(screen, settings, copy, token, Duration.between(begun, Instant.now()));
    }

    /** An address a browser on this machine can open. */
    private String reachable() {
        return settings.host().equals(Ports.LOOPBACK) || settings.host().equals("0.0.0.0")
                ? "localhost"
                : settings.host();
    }

    /** What is up from now on; while everything is being taken down, it goes down at once. */
    private void own(Stoppable part) throws IOException, InterruptedException {
        synchronized (running) {
            if (!stopped) {
                running.push(part);
                return;
            }
        }
        part.stop();
        throw new InterruptedException("Everything is being stopped");
    }

    /** Takes down what is up; again, it does nothing. */
    void stop() {
        var since = Instant.now();
        synchronized (running) {
            stopped = true;
        }
        var worthSaying = running.size() > 2;
        if (worthSaying) {
            screen.line("");
            screen.line("  Stopping ...");
        }
        while (!running.isEmpty()) {
            try {
                running.pop().stop();
            } catch (IOException e) {
                screen.event(screen.red("not stopped in order") + ": " + e.getMessage());
            }
        }
        if (worthSaying) {
            screen.line("  Everything has stopped, in " + Screen.seconds(Duration.between(since, Instant.now())) + ".");
        }
    }
}
