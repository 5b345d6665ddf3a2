package dev.tiffin.local;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {"mysql://a:b@host/c", "postgresql://host/name", "postgresql://a:b@host", "a b", "postgresql:///x"
            })
    void anAddressThatCannotBeOneIsRefused(String url) {
        assertThatThrownBy(() -> Database.given(url, new Passwords(folder)))
                .isInstanceOf(Trouble.class)
                .hasMessageStartingWith("DATABASE_URL must look like");
    }
}
