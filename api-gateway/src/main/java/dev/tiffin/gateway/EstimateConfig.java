package dev.tiffin.gateway;

import dev.tiffin.gateway.order.Way;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the time of arrival is estimated anew when an agent says where they are. */
@ConfigMapping(prefix = "tiffin.estimate")
public interface EstimateConfig {

    /** Speed of a delivery agent: 250 is 15 km/h, a bicycle in a city. */
    @WithDefault("250")
    double metresPerMinute();

    /** By how much the streets are longer than the crow's way. */
    @WithDefault("1.3")
    double detour();

    /** Taking the food from the kitchen and giving it to the customer, together. */
    @WithDefault("5")
    int handoverMinutes();

    /** A customer is told of an estimate that differs from the last by this much or more. */
    @WithDefault("PT2M")
    Duration leastNews();

    /** All of it. */
    default Way way() {
        return new Way(metresPerMinute(), detour(), handoverMinutes(), leastNews());
    }
}
