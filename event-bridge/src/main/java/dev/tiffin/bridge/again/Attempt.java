package dev.tiffin.bridge.again;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that failed.
 *
 * @param status HTTP status; null for no answer
 * @param took from sending to failing
 * @param answer what was said, without anything personal
 */
public record Attempt(
        UUID orderId,
        int version,
        Instant at,
        String destination,
        @Nullable Integer status,
        Duration took,
        String answer) {}
