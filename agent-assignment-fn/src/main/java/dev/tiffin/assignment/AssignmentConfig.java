package dev.tiffin.assignment;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How agents are found and ranked. */
@ConfigMapping(prefix = "tiffin.assignment")
interface AssignmentConfig {

    /** Speed of a delivery agent: 250 is 15 km/h, a bicycle in a city. */
    @WithDefault("250")
    double metresPerMinute();

    /** By how much each order that an agent carries already delays the next. */
    @WithDefault("10")
    double minutesPerOrder();

    /** Most agents that are proposed for one order. */
    @WithDefault("16")
    int candidates();

    /** How many of the nearest free agents the gateway is asked for; the ranking chooses among them. */
    @WithDefault("50")
    int listed();

    /**
     * How long orders of one restaurant may share an answer. An agent who was taken meanwhile costs no more than the
     * next candidate's turn, because the gateway claims, and only the gateway.
     */
    @WithDefault("PT0.1S")
    Duration reuse();
}
