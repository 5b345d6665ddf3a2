package dev.tiffin.local;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * A running copy of the system, as other commands find it: a file in its home that is there while it is ready.
 *
 * @param process the launcher
 * @param gateway base address
 * @param database JDBC URL
 * @param control port of {@link Control} on loopback
 * @param city whether its people carry orders to the end
 * @param mood how often these say no
 */
record Copy(long process, URI gateway, String database, int control, boolean city, Mood mood) {

    /** The copy that runs in a home, if one does. */
    static Optional<Copy> runningIn(Path home) throws IOException {
        var file = fileIn(home);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var values = new Properties();
        values.load(new StringReader(Files.readString(file)));
        var copy = new Copy(
                Long.parseLong(values.getProperty("process")),
                URI.create(values.getProperty("gateway")),
                values.getProperty("database"),
                Integer.parseInt(values.getProperty("control")),
                Boolean.parseBoolean(values.getProperty("city")),
                Mood.valueOf(values.getProperty("mood", Mood.CALM.name())));
        return Optional.of(copy).filter(Copy::alive);
    }

    /** The copy that runs in a home; refuses if none does. */
    static Copy mustRunIn(Settings settings) throws IOException {
        return runningIn(settings.home())
                .orElseThrow(() -> new Trouble("Nothing runs here on port " + settings.port()
                        + "; start it with make run"
                        + (settings.port() == Settings.USUAL_PORT ? "." : " TIFFIN_PORT=" + settings.port() + ".")));
    }

    void writeTo(Path home) throws IOException {
        var values = new Properties();
        values.setProperty("process", String.valueOf(process));
        values.setProperty("gateway", gateway.toString());
        values.setProperty("database", database);
        values.setProperty("control", String.valueOf(control));
        values.setProperty("city", String.valueOf(city));
        values.setProperty("mood", mood.name());
        var text = new StringWriter();
        values.store(text, null);
        Passwords.writePrivately(fileIn(home), text.toString());
    }

    static void removeFrom(Path home) throws IOException {
        Files.deleteIfExists(fileIn(home));
    }

    URI graphQl() {
        return gateway.resolve("/graphql");
    }

    private boolean alive() {
        return ProcessHandle.of(process).isPresent();
    }

    private static Path fileIn(Path home) {
        return home.resolve("running.properties");
    }
}
