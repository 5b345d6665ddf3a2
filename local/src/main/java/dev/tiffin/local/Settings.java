package dev.tiffin.local;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the environment says about one copy of the system on this machine.
 *
 * @param root the repository: manifests and packaged services are found below it
 * @param home where this copy keeps everything it writes; {@code TIFFIN_HOME}, else {@code .tiffin} below the root,
 *     and a folder named after the port in it for a copy on another port
 * @param port the gateway's; the others count from it; {@code TIFFIN_PORT}
 * @param host address the gateway listens on; {@code TIFFIN_HOST}; everything else is bound to loopback
 * @param databaseUrl the PostgreSQL server to use in place of one of its own; {@code DATABASE_URL}
 * @param payment who moves the money; {@code TIFFIN_PAYMENT}, {@code simulator}, {@code instant} or {@code stripe}
 * @param pace what the city's people take for each of their steps; zero switches the city off; {@code TIFFIN_CITY}, in
 *     seconds or {@code off}
 * @param mood how often they say no; {@code TIFFIN_MOOD}
 * @param ordersAMinute how often the city's customers order by themselves; {@code TIFFIN_CUSTOMERS}, 0 for never
 * @param javaOptions more options for the JVM of each service; {@code TIFFIN_JAVA_OPTIONS}, separated by spaces
 */
record Settings(
        Path root,
        Path home,
        int port,
        String host,
        @Nullable String databaseUrl,
        Payment payment,
        Duration pace,
        Mood mood,
        int ordersAMinute,
        List<String> javaOptions) {

    /** Who moves the money. */
    enum Payment {
        /** payment-simulator, which speaks Stripe's language and is started beside payment-fn. */
        SIMULATOR("stripe"),
        /** Nobody: every good test token is charged at once. For measuring and first steps. */
        INSTANT("instant"),
        /** Stripe itself: TIFFIN_PAYMENT_STRIPE_URL and a key must be given to this program, which passes them on. */
        STRIPE("stripe");

        private final String provider;

        Payment(String provider) {
            this.provider = provider;
        }

        /** What payment-fn calls it. */
        String provider() {
            return provider;
        }
    }

    static final int USUAL_PORT = 8080;
    private static final int LAST_PORT = 65_535 - Ports.SPAN;
    private static final String USUAL_PACE = "2";

    static Settings of(Map<String, String> environment) {
        var root = repository();
        var port = port(given(environment, "TIFFIN_PORT").orElse(String.valueOf(USUAL_PORT)));
        var own = root.resolve(".tiffin");
        var home = given(environment, "TIFFIN_HOME")
                .map(folder -> Path.of(folder).toAbsolutePath().normalize())
                .orElse(port == USUAL_PORT ? own : own.resolve(String.valueOf(port)));
        return new Settings(
                root,
                home,
                port,
                given(environment, "TIFFIN_HOST").orElse(Ports.LOOPBACK),
                given(environment, "DATABASE_URL").orElse(null),
                payment(given(environment, "TIFFIN_PAYMENT").orElse("simulator")),
                pace(given(environment, "TIFFIN_CITY").orElse(USUAL_PACE)),
                Mood.named(given(environment, "TIFFIN_MOOD").orElse("calm")),
                ordersAMinute(given(environment, "TIFFIN_CUSTOMERS").orElse("0")),
                given(environment, "TIFFIN_JAVA_OPTIONS").stream()
                        .flatMap(options -> Stream.of(options.split("\\s+")))
                        .toList());
    }

    static Optional<String> given(Map<String, String> environment, String key) {
        return Optional.ofNullable(environment.get(key)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** Where unpacked PostgreSQL and other things that all copies share are kept. */
    Path shared() {
        return root.resolve(".tiffin").resolve("shared");
    }

    Path logs() {
        return home.resolve("logs");
    }

    Path manifests() {
        return root.resolve("k8s/base/steps.yaml");
    }

    Path jar(String module) {
        return root.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
    }

    boolean cityIsOn() {
        return !pace.isZero();
    }

    /** How the person at the keyboard would write a path: short where it can be. */
    static String show(Path path) {
        var here = Path.of("").toAbsolutePath();
        return path.startsWith(here) ? here.relativize(path).toString() : path.toString();
    }

    /** This program is {@code <root>/local/target/local.jar}. */
    private static Path repository() {
        try {
            var program = Path.of(Settings.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            var root = program.resolve("../../..").normalize();
            if (Files.exists(root.resolve("k8s/base/steps.yaml"))) {
                return root;
            }
        } catch (URISyntaxException e) {
            throw new Trouble("The folder of this program has a name that is no address.", e);
        }
        throw new Trouble(
                "This program runs from the repository only: local/target/local.jar beside k8s/ and the services.");
    }

    private static int port(String text) {
        try {
            var port = Integer.parseInt(text);
            if (port >= 1 && port <= LAST_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw new Trouble("TIFFIN_PORT is \"" + text + "\", which is no number.", e);
        }
        throw new Trouble("TIFFIN_PORT is " + text + "; it may be 1 to " + LAST_PORT + ".");
    }

    private static int ordersAMinute(String text) {
        if (text.matches("\\d{1,4}")) {
            return Integer.parseInt(text);
        }
        throw new Trouble("TIFFIN_CUSTOMERS is \"" + text + "\"; it may be 0 to 9999 orders a minute.");
    }

    private static Payment payment(String text) {
        return Stream.of(Payment.values())
                .filter(payment -> payment.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() ->
                        new Trouble("TIFFIN_PAYMENT is \"" + text + "\"; it may be simulator, instant or stripe."));
    }

    private static Duration pace(String text) {
        if (text.equals("off")) {
            return Duration.ZERO;
        }
        try {
            var seconds = Double.parseDouble(text);
            if (seconds > 0 && seconds < 3600) {
                return Duration.ofMillis(Math.max(1, Math.round(seconds * 1000)));
            }
        } catch (NumberFormatException e) {
            throw new Trouble("TIFFIN_CITY is \"" + text + "\"; it may be off, or seconds a step.", e);
        }
        throw new Trouble(
                "TIFFIN_CITY is " + text + "; it may be off, or more than 0 and less than 3600 seconds a step.");
    }
}
