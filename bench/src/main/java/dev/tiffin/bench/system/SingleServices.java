package dev.tiffin.bench.system;

import dev.tiffin.bench.BenchFailure;
import dev.tiffin.issuer.DevelopmentIssuer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Starts one service of a running system, with that system's database and keys, but otherwise than the launcher does.
 *
 * @param home the folder of the running system
 * @param port where the service listens on this machine
 * @param databasePort where the running system's PostgreSQL listens
 */
public record SingleServices(Path home, int port, int databasePort) {

    private static final int BRIDGE_HEAP = 64;

    /** Starts a bridge that delivers to a Broker. */
    public ServiceProcess bridgeTo(String sink) {
        var environment = environment("tiffin_bridge", "bridge");
        environment.put("K_SINK", sink);
        // Nothing comes of these events, and nobody is to wonder about that while it is measured.
        environment.put("TIFFIN_UPKEEP_WATCH_AFTER", "12h");
        return start("event-bridge", BRIDGE_HEAP, environment);
    }

    /** Starts a gateway and waits until it is ready. */
    public ServiceProcess gateway(int heapMegabytes) {
        var gateway = start("api-gateway", heapMegabytes, environment("tiffin_gateway", "gateway"));
        gateway.awaitReady();
        return gateway;
    }

    private Map<String, String> environment(String user, String password) {
        var database = "postgresql://127.0.0.1:" + databasePort + "/tiffin";
        try {
            return new HashMap<>(Map.of(
                    "QUARKUS_DATASOURCE_REACTIVE_URL",
                    database,
                    "QUARKUS_DATASOURCE_JDBC_URL",
                    "jdbc:" + database,
                    "QUARKUS_DATASOURCE_USERNAME",
                    user,
                    "QUARKUS_DATASOURCE_PASSWORD",
                    Files.readString(home.resolve("passwords").resolve(password)),
                    "MP_JWT_VERIFY_PUBLICKEY",
                    DevelopmentIssuer.keptIn(home.resolve("issuer")).publicKey(),
                    "MP_JWT_VERIFY_ISSUER",
                    DevelopmentIssuer.ISSUER,
                    // As the launcher has it.
                    "MALLOC_ARENA_MAX",
                    "2"));
        } catch (IOException e) {
            throw new BenchFailure("A password or key of the system cannot be read: " + e.getMessage(), e);
        }
    }

    private ServiceProcess start(String service, int heapMegabytes, Map<String, String> environment) {
        var jar = RunningSystem.repository().resolve(service).resolve("target/quarkus-app/quarkus-run.jar");
        var log = home.resolve("logs").resolve(service + "-alone.log");
        return ServiceProcess.start(jar, heapMegabytes, port, environment, log);
    }
}
