package dev.tiffin.contract;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The roles a token's {@code groups} claim may name. A token's subject says who within the role. */
public final class Role {
    /** Places and watches own orders; the subject is the customer id. */
    public static final String CUSTOMER = "customer";
    /** Approves and declines; the subject is the restaurant id. */
    public static final String RESTAURANT = "restaurant";
    /** Picks up and delivers; the subject is the agent id. */
    public static final String AGENT = "agent";
    /** Sees everything, may intervene. */
    public static final String OPERATOR = "operator";
    /** Delivers events to functions. */
    public static final String EVENT_BRIDGE = "event-bridge";
    /** May record validations only. */
    public static final String ORDER_VALIDATION_FN = "order-validation-fn";
    /** May record payments and refunds only. */
    public static final String PAYMENT_FN = "payment-fn";
    /** May record approvals only. */
    public static final String RESTAURANT_APPROVAL_FN = "restaurant-approval-fn";
    /** May record assignments and read agents only. */
    public static final String AGENT_ASSIGNMENT_FN = "agent-assignment-fn";

    /** The roles of the step functions, each named after its function. */
    public static final Set<String> FUNCTIONS =
            Set.of(ORDER_VALIDATION_FN, PAYMENT_FN, RESTAURANT_APPROVAL_FN, AGENT_ASSIGNMENT_FN);

    /** The roles of parts of the system, each named after its part; a person has none of them. */
    public static final Set<String> SERVICES =
            Stream.concat(Stream.of(EVENT_BRIDGE), FUNCTIONS.stream()).collect(Collectors.toUnmodifiableSet());

    private Role() {}
}
