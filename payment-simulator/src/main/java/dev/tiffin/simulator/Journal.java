package dev.tiffin.simulator;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * A file of JSON lines that only grows. A line is on disk before {@link #append} returns; half a line at the end is
 * what a crash left of something that nobody was told of, and is cut off. Not thread-safe.
 */
final class Journal implements AutoCloseable {

    private final FileChannel file;

    private Journal(FileChannel file) {
        this.file = file;
    }

    /** Opens the file, or makes it, and reads what is there to {@code past}. */
    static Journal open(Path path, Consumer<JsonObject> past) {
        try {
            var absolute = path.toAbsolutePath();
            Files.createDirectories(absolute.getParent());
            var file = FileChannel.open(
                    absolute, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (file.tryLock() == null) {
                throw new IllegalStateException("Another simulator writes to " + absolute);
            }
            file.truncate(read(absolute, past));
            file.position(file.size());
            return new Journal(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The ledger " + path + " cannot be opened", e);
        }
    }

    /** How many bytes are whole lines. */
    private static long read(Path path, Consumer<JsonObject> past) throws IOException {
        long whole = 0;
        var content = Files.readAllBytes(path);
        for (int end = 0; end < content.length; end++) {
            if (content[end] == '\n') {
                past.accept(line(path, new String(content, (int) whole, end - (int) whole, StandardCharsets.UTF_8)));
                whole = end + 1L;
            }
        }
        return whole;
    }

    private static JsonObject line(Path path, String text) {
        try {
            return new JsonObject(text);
        } catch (DecodeException e) {
            throw new IllegalStateException("The ledger " + path + " is damaged: a line is no JSON", e);
        }
    }

    void append(JsonObject line) {
        var bytes = ByteBuffer.wrap((line.encode() + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException("The ledger cannot be written", e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The ledger cannot be closed", e);
        }
    }
}
