package dev.tiffin.bench.load;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** A message of the protocol graphql-transport-ws, as far as {@link CustomerSocket} reads it. */
@JsonIgnoreProperties(ignoreUnknown = true)
record SocketMessage(String type, @Nullable Payload payload) {

    /** The result of a subscription. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Payload(@Nullable Data data, @Nullable JsonNode errors) {}

    /** What the subscription asked for. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Data(@Nullable OrderChange ordersChanged) {}
}
