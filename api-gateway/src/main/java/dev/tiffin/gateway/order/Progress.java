package dev.tiffin.gateway.order;

import dev.tiffin.contract.OrderStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What moves in an order. The database's trigger, not the gateway, sets {@code version}, {@code statusVersion} and
 * {@code changedAt}.
 *
 * @param paymentMethod the payment provider's token; null until chosen, and again after a decline
 * @param status where the order stands
 * @param version counts the changes from 1
 * @param statusVersion the version at which the status was entered, or entered anew
 * @param changedAt when this version was written
 * @param changedBy who wrote it, see {@link Actor#toString()}
 * @param traceparent W3C trace context of the placement
 * @param validatedAt when validation passed
 * @param paidAt when a charge was recorded
 * @param approvedAt when the restaurant approved
 * @param agentAssignedAt when the present agent was assigned
 * @param paymentReference the provider's name of the charge recorded last
 * @param paymentAttempt number of the charge asked for last; 0 before the first
 * @param cancelRequestedAt when somebody wished to cancel while a charge was under way
 * @param agentId who carries the order
 * @param promisedAt when the food is estimated to arrive
 * @param reasonCode machine-readable reason of the last refusal, end or wait
 * @param reason the same as a sentence fit for the customer
 * @param refundedAt when the refund was recorded
 */
public record Progress(
        @Nullable String paymentMethod,
        OrderStatus status,
        int version,
        int statusVersion,
        Instant changedAt,
        String changedBy,
        @Nullable String traceparent,
        @Nullable Instant validatedAt,
        @Nullable Instant paidAt,
        @Nullable Instant approvedAt,
        @Nullable Instant agentAssignedAt,
        @Nullable String paymentReference,
        int paymentAttempt,
        @Nullable Instant cancelRequestedAt,
        @Nullable String agentId,
        @Nullable Instant promisedAt,
        @Nullable String reasonCode,
        @Nullable String reason,
        @Nullable Instant refundedAt) {}
