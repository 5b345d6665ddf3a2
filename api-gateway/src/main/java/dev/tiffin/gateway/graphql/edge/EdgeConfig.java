package dev.tiffin.gateway.graphql.edge;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalInt;

/** Limits of what one caller may take of the gateway. */
@ConfigMapping(prefix = "tiffin.graphql")
public interface EdgeConfig {

    /** Largest body of an HTTP request, bytes. A thousand orders take about 400,000. */
    @WithDefault("2097152")
    int maxBodyBytes();

    /**
     * Most WebSockets open at the same time; further ones are answered 503. Default: as many as half of the heap has
     * room for at 25 KB each, 5,200 where the heap is 256 MB. Each also takes a file descriptor.
     */
    OptionalInt maxSockets();

    /** Most operations under way on one WebSocket; a further one closes it (4429). */
    @WithDefault("100")
    int maxOperationsPerSocket();

    /** How long a WebSocket may wait before its connection_init; then it is closed (4408). */
    @WithDefault("PT5S")
    Duration initTimeout();

    /** How often each WebSocket is pinged. One that answers neither of two pings in a row is closed. */
    @WithDefault("PT25S")
    Duration pingEvery();

    /** How long a WebSocket may leave what it was sent unread; then it is closed. */
    @WithDefault("PT30S")
    Duration stalledLimit();
}
