package dev.tiffin.function;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** How the gateway is reached. */
@ConfigMapping(prefix = "tiffin.gateway")
interface GatewayConfig {

    /** Base address, without {@code /graphql}. */
    @WithDefault("http://127.0.0.1:8080")
    URI url();

    /** Longest wait for a connection. */
    @WithDefault("PT1S")
    Duration connectTimeout();

    /** Longest silence while an answer is awaited; below the time after which a deliverer gives an event up. */
    @WithDefault("PT5S")
    Duration timeout();

    /** Most connections. Two per kind of result are the rule, queries use the rest. */
    @WithDefault("8")
    int connections();
}
