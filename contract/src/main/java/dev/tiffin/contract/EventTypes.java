package dev.tiffin.contract;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The CloudEvents vocabulary of order events; every attribute value is ASCII. */
public final class EventTypes {

    /** What every order event's {@code type} begins with. */
    public static final String PREFIX = "dev.tiffin.order.";

    /** An order changed without entering a status: a new estimate, a wish to cancel, no agent free. */
    public static final String UPDATED = PREFIX + "updated";

    /** An order was placed and waits for validation. */
    public static final String PLACED = "dev.tiffin.order.placed";

    /** A charge is asked for. */
    public static final String PAYMENT_REQUESTED = "dev.tiffin.order.payment-requested";

    /** An order is paid and waits for the restaurant's approval. */
    public static final String PAID = "dev.tiffin.order.paid";

    /** An order is approved and waits for an agent. */
    public static final String APPROVED = "dev.tiffin.order.approved";

    /** A refund is asked for. */
    public static final String REFUND_REQUESTED = "dev.tiffin.order.refund-requested";

    /** Default of the {@code source} attribute. */
    public static final String SOURCE = "/tiffin/orders";

    /** The {@code dataschema} attribute: {@link OrderSnapshot}, first edition; it only ever grows. */
    public static final String DATA_SCHEMA = "urn:tiffin:order:1";

    /** All of them: one for each status that is entered, and {@link #UPDATED}. */
    public static final Set<String> ALL = Stream.concat(
                    Stream.of(UPDATED), Arrays.stream(OrderStatus.values()).map(OrderStatus::eventType))
            .collect(Collectors.toUnmodifiableSet());

    private EventTypes() {}

    /**
     * The type of the event of one version of an order.
     *
     * @param status name of the order's status as of that version; may be one that a newer release made
     * @param entered whether that version entered the status (its {@code version} is its {@code statusVersion})
     */
    public static String of(String status, boolean entered) {
        return entered ? PREFIX + status.toLowerCase(Locale.ROOT).replace('_', '-') : UPDATED;
    }
}
