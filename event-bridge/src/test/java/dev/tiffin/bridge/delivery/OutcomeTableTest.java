package dev.tiffin.bridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.bridge.delivery.Outcome.Failed;
import dev.tiffin.bridge.delivery.Outcome.Kind;
import dev.tiffin.bridge.delivery.Outcome.Refused;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomeTableTest {

    private final OutcomeTable table = new OutcomeTable(() -> Instant.parse("2026-01-01T00:00:00Z"));

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void taken(int status) {
        assertThat(table.of(status, null, "")).isEqualTo(Outcome.ACCEPTED);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 402, 406, 410, 411, 413, 415, 422, 451, 499})
    void deadAtOnce(int status) {
        assertThat(table.of(status, "5", "no")).isEqualTo(new Refused(status, "no"));
    }

    @ParameterizedTest
    @CsvSource({
        "408, EVENT",
        "409, EVENT",
        "425, EVENT",
        "429, EVENT",
        "404, EITHER",
        "500, EITHER",
        "502, EITHER",
        "503, EITHER",
        "504, EITHER",
        "599, EITHER",
        "401, DESTINATION",
        "403, DESTINATION",
        "405, DESTINATION",
        "301, DESTINATION",
        "302, DESTINATION",
        "307, DESTINATION",
        "100, DESTINATION"
    })
    void repeated(int status, Kind kind) {
        assertThat(table.of(status, null, "later")).isEqualTo(new Failed(kind, status, "later", null));
    }

    @Test
    void onlyWhatSpeaksAgainstTheEventIsAnAttempt() {
        assertThat(Kind.EVENT.isAttempt()).isTrue();
        assertThat(Kind.EITHER.isAttempt()).isTrue();
        assertThat(Kind.DESTINATION.isAttempt()).isFalse();
        assertThat(Kind.CONNECTION.isAttempt()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "7, PT7S",
        "9999999999, PT1H",
        "'Thu, 01 Jan 2026 00:01:30 GMT', PT1M30S",
        "'Wed, 31 Dec 2025 23:00:00 GMT', PT0S",
        "'Fri, 02 Jan 2026 00:00:00 GMT', PT1H",
    })
    void retryAfterInBothForms(String header, Duration wish) {
        assertThat(((Failed) table.of(503, header, "")).retryAfter()).isEqualTo(wish);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "1.5", "12345678901"})
    void anythingElseIsNoWish(String header) {
        assertThat(((Failed) table.of(503, header, "")).retryAfter()).isNull();
    }

    @Test
    void noConnectionIsNeverTheEventsFault() {
        assertThat(table.unconnected(new ConnectException("refused")))
                .isEqualTo(new Failed(Kind.CONNECTION, null, "no connection: refused", null));
    }

    @Test
    void aConnectionThatEndsUnderWayMayBeEithers() {
        assertThat(table.unanswered(new IOException("Connection reset by peer")))
                .isEqualTo(new Failed(Kind.EITHER, null, "no answer: Connection reset by peer", null));
        assertThat(table.unanswered(new IOException()))
                .isEqualTo(new Failed(Kind.EITHER, null, "no answer: IOException", null));
    }
}
