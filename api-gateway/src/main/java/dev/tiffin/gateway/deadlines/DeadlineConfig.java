package dev.tiffin.gateway.deadlines;

import dev.tiffin.contract.OrderStatus;
import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * How long an order may stay in a status, e.g. {@code tiffin.deadline.awaiting-restaurant=10m}. What is not set stays
 * as it is in the table {@code status_limit}, whose defaults come with the database.
 */
@ConfigMapping(prefix = "tiffin.deadline")
public interface DeadlineConfig {

    /** Until it is validated; then it is rejected. Default 60 minutes. */
    Optional<Duration> placed();

    /** Until the customer pays; then it is rejected. Default 15 minutes. */
    Optional<Duration> validated();

    /** Until the charge is known; then whatever was charged goes back. Default 60 minutes. */
    Optional<Duration> paymentRequested();

    /** Until the restaurant's policy has spoken; then the money goes back. Default 60 minutes. */
    Optional<Duration> paid();

    /** Until the restaurant answers; then the money goes back. Default 5 minutes. */
    Optional<Duration> awaitingRestaurant();

    /** Until an agent is found; then the money goes back. Default 10 minutes. */
    Optional<Duration> approved();

    /** Until the food is picked up; then an operator has to look. Default 30 minutes. */
    Optional<Duration> assigned();

    /** Until the food is delivered; then an operator has to look. Default 2 hours. */
    Optional<Duration> pickedUp();

    /** Until the money went back; then an operator has to look. Default 24 hours. */
    Optional<Duration> refundRequested();

    /** Those that are set. */
    default Map<OrderStatus, Duration> limits() {
        Map<OrderStatus, Duration> limits = new EnumMap<>(OrderStatus.class);
        placed().ifPresent(limit -> limits.put(OrderStatus.PLACED, limit));
        validated().ifPresent(limit -> limits.put(OrderStatus.VALIDATED, limit));
        paymentRequested().ifPresent(limit -> limits.put(OrderStatus.PAYMENT_REQUESTED, limit));
        paid().ifPresent(limit -> limits.put(OrderStatus.PAID, limit));
        awaitingRestaurant().ifPresent(limit -> limits.put(OrderStatus.AWAITING_RESTAURANT, limit));
        approved().ifPresent(limit -> limits.put(OrderStatus.APPROVED, limit));
        assigned().ifPresent(limit -> limits.put(OrderStatus.ASSIGNED, limit));
        pickedUp().ifPresent(limit -> limits.put(OrderStatus.PICKED_UP, limit));
        refundRequested().ifPresent(limit -> limits.put(OrderStatus.REFUND_REQUESTED, limit));
        return limits;
    }
}
