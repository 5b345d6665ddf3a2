package dev.tiffin.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The data of every order event: an order as it stood at one version. What was fixed at placement comes from the order,
 * what moves from its log, so an event says the same however late it is sent. It only ever grows; readers ignore what
 * they do not know.
 *
 * @param id the order
 * @param version counts the order's changes from 1
 * @param status name of the {@link OrderStatus}, as text so that a newer release's status is no error to an older
 *     reader
 * @param statusVersion the version at which this status was entered; write-backs carry it
 * @param createdAt when the order was placed
 * @param changedAt when this version was written, by the database's clock
 * @param changedBy who wrote it: {@code customer:<subject>}, {@code function:<name>}, {@code deadline},
 *     {@code sql:<user>} ...
 * @param customerId the subject of the token it was placed with
 * @param restaurant what the steps need of the restaurant, as it was at placement
 * @param address where to deliver; absent from payment events
 * @param lines what was ordered, priced by the menu at placement
 * @param total sum in minor units of {@code currency}
 * @param currency ISO 4217 code
 * @param paymentMethod the payment provider's token; only in {@code order.payment-requested}
 * @param paymentReference the provider's name of the charge that was recorded
 * @param paymentAttempt number of the charge asked for last, from 1; 0 before the first
 * @param cancelRequestedAt when the customer wished to cancel while a charge was under way
 * @param validatedAt when validation passed
 * @param paidAt when the charge was recorded
 * @param approvedAt when the restaurant approved
 * @param agentAssignedAt when an agent was assigned
 * @param refundedAt when the refund was recorded
 * @param agentId the agent who carries the order
 * @param promisedAt when the food is estimated to arrive
 * @param reasonCode machine-readable reason of the last refusal or wait
 * @param reason the same as a sentence fit for the customer
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OrderSnapshot(
        UUID id,
        int version,
        String status,
        int statusVersion,
        Instant createdAt,
        Instant changedAt,
        String changedBy,
        String customerId,
        RestaurantSnapshot restaurant,
        @Nullable Address address,
        List<OrderLine> lines,
        long total,
        String currency,
        @Nullable String paymentMethod,
        @Nullable String paymentReference,
        int paymentAttempt,
        @Nullable Instant cancelRequestedAt,
        @Nullable Instant validatedAt,
        @Nullable Instant paidAt,
        @Nullable Instant approvedAt,
        @Nullable Instant agentAssignedAt,
        @Nullable Instant refundedAt,
        @Nullable String agentId,
        @Nullable Instant promisedAt,
        @Nullable String reasonCode,
        @Nullable String reason) {}
