package dev.tiffin.bench.load;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tiffin.bench.BenchFailure;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class VersionCheckTest {

    private final UUID order = UUID.randomUUID();
    private final VersionCheck versions = new VersionCheck();

    @Test
    void everyVersionOnceInOrderIsWell() {
        versions.follow(order);

        assertThatCode(() -> {
                    versions.saw(order, 1);
                    versions.saw(order, 2);
                    versions.saw(order, 3);
                })
                .doesNotThrowAnyException();
    }

    @Test
    void aMissedVersionFails() {
        versions.follow(order);
        versions.saw(order, 1);

        assertThatThrownBy(() -> versions.saw(order, 3))
                .isInstanceOf(BenchFailure.class)
                .hasMessageContaining("version 3 after version 1");
    }

    @Test
    void aMissedFirstVersionFails() {
        versions.follow(order);

        assertThatThrownBy(() -> versions.saw(order, 2)).isInstanceOf(BenchFailure.class);
    }

    @Test
    void aRepeatedVersionFails() {
        versions.follow(order);
        versions.saw(order, 1);

        assertThatThrownBy(() -> versions.saw(order, 1)).isInstanceOf(BenchFailure.class);
    }

    @Test
    void anOrderFromBeforeTheSubscriptionMayBeginAnywhereAndIsCheckedFromThereOn() {
        versions.followFromAnywhere(order);
        versions.saw(order, 3);
        versions.saw(order, 4);

        assertThatThrownBy(() -> versions.saw(order, 6)).isInstanceOf(BenchFailure.class);
    }

    @Test
    void aPushAfterTheLastVersionFails() {
        versions.follow(order);
        versions.saw(order, 1);
        versions.end(order);

        assertThatThrownBy(() -> versions.saw(order, 1)).hasMessageContaining("after its last version");
    }

    @Test
    void anOrderThatNobodyPlacedFails() {
        assertThatThrownBy(() -> versions.saw(order, 1)).hasMessageContaining("nobody here has placed it");
    }
}
