package dev.tiffin.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenFileTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void writeTheFirstToken() throws IOException {
        file = folder.resolve("token");
        Files.writeString(file, "first\n");
    }

    @Test
    void readsARenewedTokenAMinuteLaterAtTheLatest() throws IOException {
        var token = new TokenFile(file, now::get);
        Files.writeString(file, "second");
        assertThat(token.authorization()).isEqualTo("Bearer first");
        now.updateAndGet(then -> then.plus(Duration.ofSeconds(61)));
        assertThat(token.authorization()).isEqualTo("Bearer second");
    }

    @Test
    void namesTheFileItCannotRead() {
        assertThatThrownBy(() -> new TokenFile(folder.resolve("none"), now::get))
                .hasMessageContaining("none");
    }
}
