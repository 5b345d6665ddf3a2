package dev.tiffin.local;

import java.util.Map;

/**
 * A running copy in which nobody is simulated: the test is the customer, the restaurant, the agents, and the operator.
 * Persons have seconds, not minutes, so that one can wait for their deadlines, and nobody waits long for a provider
 * that does not answer.
 */
final class WithoutCity extends SharedSystem {

    WithoutCity() {
        super(Map.of(
                "TIFFIN_CITY", "off",
                "TIFFIN_DEADLINE_VALIDATED", "PT8S",
                "TIFFIN_DEADLINE_AWAITING_RESTAURANT", "PT8S",
                "TIFFIN_DEADLINE_PICKED_UP", "PT2S",
                "TIFFIN_PAYMENT_UNDECIDED_AFTER", "PT1S",
                "TIFFIN_PAYMENT_NONE_FOUND_AFTER", "PT1S",
                "TIFFIN_PAYMENT_STRIPE_READ_TIMEOUT", "PT2S"));
    }
}
