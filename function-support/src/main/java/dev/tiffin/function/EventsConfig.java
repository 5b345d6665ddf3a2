package dev.tiffin.function;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Who may deliver events. */
@ConfigMapping(prefix = "tiffin.events")
interface EventsConfig {

    /**
     * Whether a deliverer must show a token with the role event-bridge. Off only behind a Broker, which has none to
     * show: there a network policy keeps everybody else out.
     */
    @WithDefault("true")
    boolean requireToken();
}
