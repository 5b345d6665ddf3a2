package dev.tiffin.local;

import dev.tiffin.issuer.DevelopmentIssuer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The gateway, the bridge, the functions of the manifests, and who plays the payment provider. Ports count from the
 * gateway's: the bridge's is the next, the functions' follow in the manifests' order, and then the simulator's.
 */
final class Services {

    static final String GATEWAY = "api-gateway";
    static final String BRIDGE = "event-bridge";
    static final String SIMULATOR = "payment-simulator";
    private static final String PAYMENT = "payment-fn";

    private static final Duration LONGEST_START = Duration.ofSeconds(90);
    private static final Jvm GATEWAY_JVM = new Jvm(128, Jvm.Compilers.BOTH);
    private static final Jvm BRIDGE_JVM = new Jvm(64, Jvm.Compilers.BOTH);
    // Little code, run by nobody for most of the day: after minutes of full load the second compiler saves a sixth of a
    // function's CPU, and until then it costs a third of the whole machine's.
    private static final Jvm FUNCTION_JVM = new Jvm(48, Jvm.Compilers.FIRST);
    private static final Jvm SIMULATOR_JVM = new Jvm(64, Jvm.Compilers.FIRST);

    private final Settings settings;
    private final Manifests manifests;
    private final Tokens tokens;
    private final StartUp startUp;
    private final Screen screen;
    private final Map<String, JavaService> programs = new LinkedHashMap<>();
    private final List<Service> functions;
    private final List<Service> core = new ArrayList<>();

    Services(Settings settings, Manifests manifests, Tokens tokens, StartUp startUp, Screen screen) {
        this.settings = settings;
        this.manifests = manifests;
        this.tokens = tokens;
        this.startUp = startUp;
        this.screen = screen;
        this.functions = Stream.concat(
                        manifests.functions().stream()
                                .map(name -> service(name, FUNCTION_JVM, settingsOfFunction(name))),
                        simulators().map(name -> service(name, SIMULATOR_JVM, settingsOfSimulator())))
                .toList();
    }

    private Map<String, String> settingsOfFunction(String name) {
        var own = new HashMap<>(Map.of("TIFFIN_GATEWAY_URL", url(GATEWAY)));
        if (name.equals(PAYMENT)) {
            own.put("TIFFIN_PAYMENT_PROVIDER", settings.payment().provider());
            if (settings.payment() == Settings.Payment.SIMULATOR) {
                own.put("TIFFIN_PAYMENT_STRIPE_URL", url(SIMULATOR));
            }
        }
        return own;
    }

    private Map<String, String> settingsOfSimulator() {
        return Map.of(
                "TIFFIN_SIMULATOR_LEDGER",
                settings.home().resolve("payments.ledger").toString());
    }

    /** One, if payments are simulated. */
    private Stream<String> simulators() {
        return settings.payment() == Settings.Payment.SIMULATOR ? Stream.of(SIMULATOR) : Stream.of();
    }

    /** All of them, in the order of their ports. */
    List<String> names() {
        return Stream.of(Stream.of(GATEWAY), tokenHolders().stream(), simulators())
                .flatMap(names -> names)
                .toList();
    }

    /** Those that hold a token of their own. */
    List<String> tokenHolders() {
        return Stream.concat(Stream.of(BRIDGE), manifests.functions().stream()).toList();
    }

    /** How each is started. */
    Map<String, JavaService> programs() {
        return Map.copyOf(programs);
    }

    int port(String name) {
        return settings.port() + names().indexOf(name);
    }

    void startFunctions() {
        functions.forEach(Service::start);
    }

    /** Starts the two that need the database. */
    void startGatewayAndBridge(Database database) {
        var gateway = service(GATEWAY, GATEWAY_JVM, database(database, database.gateway()));
        var settingsOfBridge = new HashMap<>(database(database, database.bridge()));
        settingsOfBridge.put("TIFFIN_DIRECT_MANIFESTS", settings.manifests().toString());
        settingsOfBridge.put("TIFFIN_DIRECT_ADDRESSES", addresses());
        var bridge = service(BRIDGE, BRIDGE_JVM, settingsOfBridge);
        synchronized (core) {
            core.add(bridge);
            core.add(gateway);
        }
        gateway.start();
        bridge.start();
    }

    void awaitReady() throws InterruptedException {
        for (var service : all()) {
            service.awaitReady(LONGEST_START);
        }
    }

    /** The service of that name; refuses names that are none. */
    Service named(String name) {
        return all().stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Trouble("There is no service called " + name + "."));
    }

    /** First whoever hands out work, then whoever does it, then where it is written down and paid for. */
    void stop() {
        var ends = all().stream().collect(Collectors.groupingBy(service -> switch (service.name()) {
            case BRIDGE -> 0;
            case GATEWAY, SIMULATOR -> 2;
            default -> 1;
        }));
        for (var turn : List.of(0, 1, 2)) {
            ends.getOrDefault(turn, List.of()).parallelStream().forEach(Service::stop);
        }
    }

    private List<Service> all() {
        synchronized (core) {
            return Stream.concat(core.stream(), functions.stream()).toList();
        }
    }

    private Service service(String name, Jvm jvm, Map<String, String> own) {
        var jar = settings.jar(name);
        if (!jar.toFile().exists()) {
            throw new Trouble(name + " is not built (" + Settings.show(jar) + " is missing); make run builds it.");
        }
        var environment = new HashMap<>(own);
        environment.put("QUARKUS_HTTP_PORT", String.valueOf(port(name)));
        environment.put("QUARKUS_HTTP_HOST", name.equals(GATEWAY) ? settings.host() : Ports.LOOPBACK);
        environment.put("MP_JWT_VERIFY_PUBLICKEY", tokens.publicKey());
        environment.put("MP_JWT_VERIFY_ISSUER", DevelopmentIssuer.ISSUER);
        environment.put("TIFFIN_TOKEN_FILE", tokens.fileOf(name).toString());
        environment.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false"); // these are read by people
        environment.put("MALLOC_ARENA_MAX", "2");
        var log = settings.logs().resolve(name + ".log");
        var program = new JavaService(jar, port(name), jvm.options(settings.javaOptions()), environment, log, startUp);
        programs.put(name, program);
        return new Service(name, program, screen);
    }

    private static Map<String, String> database(Database database, Database.Login login) {
        return Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl(),
                "QUARKUS_DATASOURCE_REACTIVE_URL", database.reactiveUrl(),
                "QUARKUS_DATASOURCE_USERNAME", login.user(),
                "QUARKUS_DATASOURCE_PASSWORD", login.password());
    }

    private String addresses() {
        return manifests.functions().stream()
                .map(name -> name + "=" + url(name))
                .collect(Collectors.joining(","));
    }

    private String url(String name) {
        return "http://" + Ports.LOOPBACK + ":" + port(name);
    }
}
