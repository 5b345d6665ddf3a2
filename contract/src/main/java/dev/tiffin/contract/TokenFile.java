package dev.tiffin.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/**
 * A bearer token kept in a file that somebody else renews: the launcher on one machine, the kubelet in a cluster. It is
 * read again once a minute. Safe for use by several threads.
 */
public final class TokenFile {

    private static final Duration READ_AGAIN = Duration.ofMinutes(1);

    private final Path file;
    private final InstantSource clock;
    private volatile Reading last;

    private record Reading(String token, long readAt) {}

    /**
     * Reads the file for the first time.
     *
     * @throws UncheckedIOException if it cannot be read
     */
    public TokenFile(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
        this.last = read();
    }

    /** The value of an {@code Authorization} header. */
    public String authorization() {
        var reading = last;
        if (clock.millis() - reading.readAt > READ_AGAIN.toMillis()) {
            reading = read();
            last = reading;
        }
        return reading.token;
    }

    private Reading read() {
        try {
            return new Reading("Bearer " + Files.readString(file).strip(), clock.millis());
        } catch (IOException e) {
            throw new UncheckedIOException("The token file " + file + " cannot be read", e);
        }
    }
}
