package dev.tiffin.approval;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the promised time of arrival assumes of the way. */
@ConfigMapping(prefix = "tiffin.approval")
interface ApprovalConfig {

    /** Speed of a delivery agent: 250 is 15 km/h, a bicycle in a city. */
    @WithDefault("250")
    double metresPerMinute();

    /** By how much the streets are longer than the crow's way. */
    @WithDefault("1.3")
    double detour();

    /** Taking the food from the kitchen and giving it to the customer, together. */
    @WithDefault("5")
    int handoverMinutes();
}
