package dev.tiffin.gateway.order;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Until when an order may stay in its status.
 *
 * @param dueAt then the limit passes
 * @param raisedAt when it was handed to an operator because no rule could help
 */
public record Deadline(Instant dueAt, @Nullable Instant raisedAt) {}
