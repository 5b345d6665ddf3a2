package dev.tiffin.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The services' log files: one each, and the one of the run before. */
final class Logs {

    private static final int TAIL = 8_192;

    private Logs() {}

    /** Starts with empty files; the last run's are kept beside them. */
    static void turnOver(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (var files = Files.newDirectoryStream(folder, "*.log")) {
            for (var file : files) {
                Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** What a service said last, and where to read more. */
    static String lastLine(Path log) {
        try (var file = Files.newByteChannel(log)) {
            file.position(Math.max(0, file.size() - TAIL));
            var end = java.nio.ByteBuffer.allocate(TAIL);
            while (file.read(end) > 0) {
                // until the file's end
            }
            var said = new String(end.array(), 0, end.position(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("\tat "))
                    .reduce((former, latter) -> latter)
                    .orElse("it said nothing");
            return said.strip() + " (" + Settings.show(log) + ")";
        } catch (IOException e) {
            return "it left no log (" + Settings.show(log) + ")";
        }
    }
}
