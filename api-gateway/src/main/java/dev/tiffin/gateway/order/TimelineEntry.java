package dev.tiffin.gateway.order;

import dev.tiffin.contract.OrderStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One version in an order's history.
 *
 * @param version counts from 1
 * @param status as of that version
 * @param at when
 * @param by who, see {@link Actor#toString()}
 * @param reasonCode machine-readable reason
 * @param reason the same as a sentence
 */
public record TimelineEntry(
        int version,
        OrderStatus status,
        Instant at,
        String by,
        @Nullable String reasonCode,
        @Nullable String reason) {}
