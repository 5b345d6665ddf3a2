package dev.tiffin.gateway.order;

import dev.tiffin.contract.Address;
import dev.tiffin.contract.OrderLine;
import dev.tiffin.contract.OrderStatus;
import dev.tiffin.contract.RestaurantSnapshot;
import dev.tiffin.contract.Role;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** An order in each status, as the simplest way there leaves it. */
final class Sample {

    static final UUID ID = UUID.fromString("01890000-0000-7000-8000-000000000001");
    static final Instant THEN = Instant.parse("2030-01-01T12:00:00Z");
    static final Instant NOW = Instant.parse("2030-01-01T12:30:00Z");
    static final int STATUS_VERSION = 4;
    static final int ATTEMPT = 1;
    static final String CARD = "tok_visa";
    static final String REFERENCE = "charge-1";

    static final Actor CUSTOMER = Actor.of(Role.CUSTOMER, "u-1");
    static final Actor RESTAURANT = Actor.of(Role.RESTAURANT, "curry-house");
    static final Actor AGENT = Actor.of(Role.AGENT, "agent-01");
    static final Actor OPERATOR = Actor.of(Role.OPERATOR, "op");

    static final Placement PLACEMENT = new Placement(
            ID,
            THEN,
            "u-1",
            new RestaurantSnapshot(
                    "curry-house",
                    "Curry House",
                    52.5,
                    13.4,
                    "Europe/Berlin",
                    List.of(),
                    5_000,
                    1_000,
                    "AUTOMATIC",
                    20,
                    List.of(),
                    null),
            new Address("Street 1", 52.51, 13.41),
            List.of(new OrderLine("curry-house-1", "Dal", List.of(), 2, 950)),
            1_900,
            "EUR");

    private Sample() {}

    static Order in(OrderStatus status) {
        return new Order(
                PLACEMENT,
                switch (status) {
                    case PLACED -> progress(status).done().next();
                    case VALIDATED -> valid(status).done().next();
                    case PAYMENT_REQUESTED ->
                        valid(status).charging(CARD).done().next();
                    case PAID, AWAITING_RESTAURANT -> paid(status).done().next();
                    case APPROVED -> approved(status).done().next();
                    case ASSIGNED, PICKED_UP, DELIVERED ->
                        approved(status).assigned("agent-01", THEN).done().next();
                    case REJECTED ->
                        progress(status).because("CLOSED", "Closed.").done().next();
                    case CANCELLED ->
                        valid(status)
                                .because(Reason.CANCELLED_BY_CUSTOMER)
                                .done()
                                .next();
                    case REFUND_REQUESTED ->
                        paid(status)
                                .because(Reason.CANCELLED_BY_CUSTOMER)
                                .done()
                                .next();
                    case REFUNDED ->
                        paid(status)
                                .because(Reason.CANCELLED_BY_CUSTOMER)
                                .refunded(THEN)
                                .done()
                                .next();
                });
    }

    /** The order with another history than the simplest. */
    static Edit edit(Order order) {
        return new Edit(order.progress(), CUSTOMER);
    }

    private static Edit progress(OrderStatus status) {
        var nothing = new Progress(
                null,
                status,
                6,
                STATUS_VERSION,
                THEN,
                "customer:u-1",
                null,
                null,
                null,
                null,
                null,
                null,
                0,
                null,
                null,
                null,
                null,
                null,
                null);
        return new Edit(nothing, CUSTOMER);
    }

    private static Edit valid(OrderStatus status) {
        return progress(status).validated(THEN);
    }

    private static Edit paid(OrderStatus status) {
        return valid(status).charging(CARD).charged(REFERENCE, THEN);
    }

    private static Edit approved(OrderStatus status) {
        return paid(status).approved(THEN, NOW);
    }
}
