package dev.tiffin.bridge.again;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AnswersTest {

    @Test
    void secretsAreBlackedOut() {
        assertThat(Answers.keepable("cannot charge tok_visa for Torstraße 1", List.of("tok_visa", "Torstraße 1")))
                .isEqualTo("cannot charge *** for ***");
    }

    @Test
    void whatTheDatabaseRefusesIsGone() {
        assertThat(Answers.keepable("a\u0000b\r\nc\ud800d", List.of())).isEqualTo("a b  c d");
    }

    @Test
    void aKilobyteIsKept() {
        assertThat(Answers.keepable("x".repeat(5_000), List.of())).hasSize(1_024);
    }
}
