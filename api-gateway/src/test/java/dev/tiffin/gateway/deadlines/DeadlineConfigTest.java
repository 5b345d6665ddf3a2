package dev.tiffin.gateway.deadlines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.contract.OrderStatus;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeadlineConfigTest {

    /** The defaults are the database's, where a test of their own pins them. */
    @Test
    void nothingIsChangedThatNobodyHasSet() {
        assertThat(config(Map.of()).limits()).isEmpty();
    }

    /** A step more is a setting more. */
    @Test
    void everyStatusThatIsNotTheLastHasASetting() {
        var settings = new HashMap<String, String>();
        var limits = new EnumMap<OrderStatus, Duration>(OrderStatus.class);
        for (var status : OrderStatus.values()) {
            if (!status.terminal()) {
                var limit = Duration.ofMinutes(1 + limits.size());
                settings.put("tiffin.deadline." + key(status), limit.toString());
                limits.put(status, limit);
            }
        }
        assertThat(config(settings).limits()).isEqualTo(limits);
    }

    private static String key(OrderStatus status) {
        return status.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static DeadlineConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withMapping(DeadlineConfig.class)
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(DeadlineConfig.class);
    }
}
