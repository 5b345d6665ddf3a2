package dev.tiffin.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyInUseTest {

    @TempDir
    Path folder;

    /** Or the third of three equal requests at the same time would be a second charge. */
    @Test
    void onlyWhoTookAKeyGivesItBack() {
        var clock = Clock.systemUTC();
        Supplier<String> ids = () -> UUID.randomUUID().toString();
        var ledger = new Ledger(folder.resolve("ledger"), Duration.ofDays(1), clock);
        var desk = new Desk(
                ledger,
                new PaymentIntents(ledger, clock, ids, new Config(folder)),
                new Refunds(ledger, clock, ids),
                clock);

        var first = charge();
        assertThat(desk.answer(first).status()).isEqualTo(200);
        var second = charge();
        assertThat(desk.answer(second).status()).isEqualTo(409);
        desk.answered(second);
        assertThat(desk.answer(charge()).status()).isEqualTo(409);

        desk.answered(first);
        assertThat(desk.answer(charge()).replayed()).isTrue();
        assertThat(ledger.intents()).hasSize(1);
        ledger.close();
    }

    private static Request charge() {
        return new Request(
                true,
                "/v1/payment_intents",
                "Bearer sk_test_x",
                "k-1",
                Map.of("amount", "1980", "currency", "eur", "payment_method", "pm_card_visa", "confirm", "true"));
    }

    private record Config(Path ledger) implements SimulatorConfig {

        @Override
        public Duration keyLifetime() {
            return Duration.ofDays(1);
        }

        @Override
        public Duration slow() {
            return Duration.ZERO;
        }

        @Override
        public Duration searchLag() {
            return Duration.ZERO;
        }
    }
}
