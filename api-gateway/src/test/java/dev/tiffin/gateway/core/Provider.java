package dev.tiffin.gateway.core;

import dev.tiffin.contract.StepResults.ChargeOutcome;
import dev.tiffin.contract.StepResults.PaymentResult;
import dev.tiffin.contract.StepResults.RefundOutcome;
import dev.tiffin.contract.StepResults.RefundResult;
import dev.tiffin.gateway.order.Order;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The outside world of payments in a test: a ledger, and what payment-fn would make of it. */
final class Provider {

    private final Map<UUID, Map<Integer, Boolean>> attempts = new HashMap<>();
    private final Set<String> refunded = new HashSet<>();

    /** The same order and attempt is the same charge, and has the same answer, however often it is asked for. */
    PaymentResult charge(Order order, boolean good) {
        int attempt = order.progress().paymentAttempt();
        boolean taken =
                attempts.computeIfAbsent(order.id(), id -> new HashMap<>()).computeIfAbsent(attempt, n -> good);
        return new PaymentResult(
                order.id(),
                order.progress().statusVersion(),
                attempt,
                taken ? ChargeOutcome.CHARGED : ChargeOutcome.DECLINED,
                taken ? name(order.id(), attempt) : null,
                order.placement().total(),
                order.placement().currency(),
                taken ? null : "CARD_DECLINED",
                taken ? null : "The card was declined.");
    }

    /** Every charge of the order that it knows of goes back. */
    RefundResult refund(Order order) {
        long back = 0;
        for (var attempt : attempts.getOrDefault(order.id(), Map.of()).entrySet()) {
            if (attempt.getValue()) {
                refunded.add(name(order.id(), attempt.getKey()));
                back += order.placement().total();
            }
        }
        return new RefundResult(
                order.id(),
                order.progress().statusVersion(),
                back > 0 ? RefundOutcome.REFUNDED : RefundOutcome.NONE_FOUND,
                back,
                order.placement().currency(),
                null,
                null);
    }

    /** Whether it took money in this attempt. */
    boolean took(UUID order, int attempt) {
        return attempts.getOrDefault(order, Map.of()).getOrDefault(attempt, false);
    }

    /** How many charges of the order were kept. */
    long kept(UUID order) {
        return attempts.getOrDefault(order, Map.of()).entrySet().stream()
                .filter(Map.Entry::getValue)
                .filter(attempt -> !refunded.contains(name(order, attempt.getKey())))
                .count();
    }

    private static String name(UUID order, int attempt) {
        return "charge_" + order + "_" + attempt;
    }
}
