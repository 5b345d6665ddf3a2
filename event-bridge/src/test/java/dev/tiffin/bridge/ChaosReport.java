package dev.tiffin.bridge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What {@code make chaos} ends with: kept in a file, for a build says much after the last of it was known. */
final class ChaosReport {

    /** Logs of the bridges, and the report. */
    static final Path FOLDER = Path.of("target/chaos");

    private ChaosReport() {}

    /** Adds lines, and prints them at once. */
    static void tell(String lines) {
        var text = lines + System.lineSeparator();
        System.out.print(text);
        try {
            Files.createDirectories(FOLDER);
            Files.writeString(FOLDER.resolve("report.txt"), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
