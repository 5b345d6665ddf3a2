package dev.tiffin.gateway.feed;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How changes are followed. */
@ConfigMapping(prefix = "tiffin.feed")
public interface FeedConfig {

    /**
     * The database, as {@code postgresql://host:port/name}, reached directly: LISTEN does not pass a pooler. Default:
     * the same as {@code quarkus.datasource.reactive.url}.
     */
    Optional<String> url();

    /** How long a missing version may be on its way before it is fetched. */
    @WithDefault("PT0.02S")
    Duration gapWait();

    /**
     * The least time between two readings of the log: what comes in between is read together. It delays what other
     * gateways wrote; this one's own changes need no reading.
     */
    @WithDefault("PT0.025S")
    Duration readEvery();

    /** How often the log is read although nobody rang. */
    @WithDefault("PT5S")
    Duration pollEvery();

    /** The same while changes are found for which nobody rang: the bridge is away, or its rings are lost. */
    @WithDefault("PT1S")
    Duration pollUnrungEvery();

    /** How long the log is followed after the last subscriber has left. */
    @WithDefault("PT10S")
    Duration lingerAfterLast();

    /**
     * Most changes that wait for one subscriber; with one more it is let go ({@link TooSlow}). Several times what a
     * burst has, so that nobody is let go because the gateway itself is busy: a thousand orders placed at once are
     * five or six thousand changes within seconds for whoever watches them all. Subscribers share the changes that wait
     * for them; 20,000 take some 15 MB.
     */
    @WithDefault("20000")
    int mostWaiting();
}
