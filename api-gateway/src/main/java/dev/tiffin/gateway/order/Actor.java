package dev.tiffin.gateway.order;

import dev.tiffin.contract.Role;

/**
 * Who asks for a change. Its text, {@code customer:u-1}, is what the order's history shows.
 *
 * @param role one of {@link Role}, or {@link #FUNCTION}, or {@link #DEADLINE}'s
 * @param subject who within the role: customer id, restaurant id, agent id, operator's name, function's name
 */
public record Actor(String role, String subject) {

    /** Role of the step functions; the subject is the function's name. */
    public static final String FUNCTION = "function";

    /** The gateway itself, when a time limit has passed. */
    public static final Actor DEADLINE = new Actor("deadline", "");

    /**
     * The actor that a token names. A function's token carries its name as role, so that it may record its own step
     * only.
     */
    public static Actor of(String tokenRole, String subject) {
        return Role.FUNCTIONS.contains(tokenRole) ? function(tokenRole) : new Actor(tokenRole, subject);
    }

    /** The function of that name. */
    public static Actor function(String name) {
        return new Actor(FUNCTION, name);
    }

    /** Whether this is an actor of that role. */
    public boolean is(String otherRole) {
        return role.equals(otherRole);
    }

    /** As it is written into {@code changed_by}. */
    @Override
    public String toString() {
        return subject.isEmpty() ? role : role + ":" + subject;
    }
}
