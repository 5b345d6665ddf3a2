package dev.tiffin.simulator;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The simulator on a free port of this machine, inside of a test, with a clock that the test moves. It can be stopped
 * and started again on its ledger, like the process.
 */
public final class TestSimulator implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";

    private final Path ledgerFile;
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private Duration searchLag = Duration.ZERO;
    private int port;
    private Vertx vertx;
    private Api api;

    private TestSimulator(Path ledgerFile) {
        this.ledgerFile = ledgerFile;
    }

    /** A simulator that keeps its ledger in this file. */
    public static TestSimulator on(Path ledgerFile) {
        var simulator = new TestSimulator(ledgerFile);
        simulator.start();
        return simulator;
    }

    /** Starts it again, on the port that it had. */
    public void start() {
        vertx = Vertx.vertx();
        api = new Api(new Config(), () -> Instant.now(Clock.systemUTC()).plus(ahead.get()));
        var router = Router.router(vertx);
        api.install(router);
        var server = vertx.createHttpServer().requestHandler(router).listen(port, LOOPBACK);
        port = server.toCompletionStage().toCompletableFuture().join().actualPort();
    }

    /** Stops it, as a crash would: what is on disk is on disk. */
    @Override
    public void close() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
        api.close();
    }

    /** Its address, also while it is stopped. */
    public URI url() {
        return URI.create("http://" + LOOPBACK + ":" + port);
    }

    /** Moves its clock. */
    public void passTime(Duration time) {
        ahead.updateAndGet(time::plus);
    }

    /** From now on searches find only what is older than this. */
    public void searchLag(Duration lag) {
        searchLag = lag;
    }

    /** What was charged for an order, a number for each charge. */
    public List<Long> charged(UUID order) {
        return api.ledger().intents().stream()
                .filter(Intent::charged)
                .filter(intent -> order.toString().equals(intent.metadata().get("order_id")))
                .map(Intent::amount)
                .toList();
    }

    /** How many payments were tried for an order, charged or not. */
    public int tried(UUID order) {
        return (int) api.ledger().intents().stream()
                .filter(intent -> order.toString().equals(intent.metadata().get("order_id")))
                .count();
    }

    /** What went back to the customer of an order, or is on its way, a number for each refund. */
    public List<Long> refunded(UUID order) {
        return api.ledger().refunds().stream()
                .filter(Refund::counts)
                .filter(refund -> order.toString().equals(refund.metadata().get("order_id")))
                .map(Refund::amount)
                .toList();
    }

    private final class Config implements SimulatorConfig {
        @Override
        public Path ledger() {
            return ledgerFile;
        }

        @Override
        public Duration keyLifetime() {
            return Duration.ofHours(24);
        }

        @Override
        public Duration slow() {
            return Duration.ofSeconds(4);
        }

        @Override
        public Duration searchLag() {
            return searchLag;
        }
    }
}
