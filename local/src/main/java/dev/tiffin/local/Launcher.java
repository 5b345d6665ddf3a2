package dev.tiffin.local;

import dev.tiffin.contract.Role;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The whole system on one machine: {@code run}, {@code demo}, {@code token}, {@code warm}. What goes wrong is said in
 * one sentence; the exit code is then not 0.
 */
public final class Launcher {

    private static final String USAGE = "Say what to do: run, demo, token or warm.";

    /** Whose token it is unless SUBJECT says so; a service's subject is its own name. */
    private static final Map<String, String> USUAL_SUBJECT = Map.of(
            Role.CUSTOMER, "alice",
            Role.RESTAURANT, "spice-garden",
            Role.AGENT, "agent-01",
            Role.OPERATOR, "olga");

    private static final List<String> ROLES = Stream.concat(
                    Stream.of(Role.CUSTOMER, Role.RESTAURANT, Role.AGENT, Role.OPERATOR),
                    Role.SERVICES.stream().sorted())
            .toList();

    private Launcher() {}

    /**
     * Runs one command.
     *
     * @param arguments the command; everything else is said by the environment
     */
    public static void main(String[] arguments) {
        System.setProperty("slf4j.internal.verbosity", "ERROR"); // a library would complain that nobody reads its log
        System.exit(code(arguments.length == 1 ? arguments[0] : ""));
    }

    /** The border where every fault becomes a sentence; what it was in full is kept in a file. */
    @SuppressWarnings("checkstyle:IllegalCatch")
    private static int code(String command) {
        try {
            return perform(command, Settings.of(System.getenv()));
        } catch (Trouble e) {
            System.err.println("tiffin: " + e.getMessage());
        } catch (GraphQl.Refused e) {
            System.err.println("tiffin: the gateway refuses (" + e.code() + "): " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            System.err.println("tiffin: " + command + " failed: " + e + kept(e));
        }
        return 1;
    }

    private static int perform(String command, Settings settings) throws IOException, InterruptedException {
        return switch (command) {
            case "run" -> Run.untilStopped(settings);
            case "demo" -> Demo.show(settings, Settings.given(System.getenv(), "BREAK"), Screen.standard());
            case "token" -> token(settings);
            case "warm" -> Warm.up(settings);
            default -> throw new Trouble(USAGE);
        };
    }

    private static int token(Settings settings) throws IOException {
        var role = Settings.given(System.getenv(), "ROLE").orElse(Role.CUSTOMER);
        if (!ROLES.contains(role)) {
            throw new Trouble("There is no role " + role + "; there are " + String.join(", ", ROLES) + ".");
        }
        if (!Tokens.existIn(settings.home())) {
            throw new Trouble("Nothing that could check a token has run here yet; start it with make run.");
        }
        var subject = Settings.given(System.getenv(), "SUBJECT").orElse(USUAL_SUBJECT.getOrDefault(role, role));
        System.out.println(Tokens.keptIn(settings.home()).of(role, subject));
        return 0;
    }

    private static String kept(Exception e) {
        try {
            var text = new StringWriter();
            e.printStackTrace(new PrintWriter(text));
            var file = Files.writeString(Files.createTempFile("tiffin-", ".txt"), text.toString());
            return " (all of it is in " + file + ")";
        } catch (IOException again) {
            return "";
        }
    }
}
