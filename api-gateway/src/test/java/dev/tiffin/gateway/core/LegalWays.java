package dev.tiffin.gateway.core;

import dev.tiffin.contract.OrderStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The model of the machine: who may lead an order from where to where. Written down a second time, from what was agreed
 * and not from the code.
 */
final class LegalWays {

    private static final String TABLE = """
            PLACED               VALIDATED            order-validation-fn
            PLACED               PAYMENT_REQUESTED    order-validation-fn
            PLACED               REJECTED             order-validation-fn deadline
            PLACED               CANCELLED            customer restaurant operator
            VALIDATED            PAYMENT_REQUESTED    customer
            VALIDATED            REJECTED             deadline
            VALIDATED            CANCELLED            customer restaurant operator
            VALIDATED            REFUND_REQUESTED     payment-fn
            PAYMENT_REQUESTED    VALIDATED            payment-fn
            PAYMENT_REQUESTED    PAID                 payment-fn
            PAYMENT_REQUESTED    CANCELLED            payment-fn
            PAYMENT_REQUESTED    REFUND_REQUESTED     payment-fn deadline
            PAID                 AWAITING_RESTAURANT  restaurant-approval-fn
            PAID                 APPROVED             restaurant-approval-fn
            PAID                 REFUND_REQUESTED     restaurant-approval-fn customer restaurant operator deadline
            AWAITING_RESTAURANT  APPROVED             restaurant
            AWAITING_RESTAURANT  REFUND_REQUESTED     restaurant customer operator deadline
            APPROVED             ASSIGNED             agent-assignment-fn
            APPROVED             REFUND_REQUESTED     restaurant operator deadline
            ASSIGNED             PICKED_UP            agent
            ASSIGNED             APPROVED             agent operator
            ASSIGNED             REFUND_REQUESTED     restaurant operator
            PICKED_UP            DELIVERED            agent
            PICKED_UP            REFUND_REQUESTED     operator
            DELIVERED            REFUND_REQUESTED     operator
            REJECTED             REFUND_REQUESTED     payment-fn
            CANCELLED            REFUND_REQUESTED     payment-fn
            REFUNDED             REFUND_REQUESTED     payment-fn
            REFUND_REQUESTED     REFUNDED             payment-fn
            REFUND_REQUESTED     CANCELLED            payment-fn
            REFUND_REQUESTED     REJECTED             payment-fn
            """;

    private static final Map<String, Set<String>> WAYS = read();

    private LegalWays() {}

    /** Whether whoever it was may have done this; within a status a change is nobody's way. */
    static boolean allow(OrderStatus from, OrderStatus to, String by) {
        return from == to || WAYS.getOrDefault(from + " " + to, Set.of()).contains(role(by));
    }

    /** Of {@code customer:anna}, {@code function:payment-fn} and {@code deadline}. */
    private static String role(String by) {
        var parts = by.split(":", 2);
        return parts[0].equals("function") ? parts[1] : parts[0];
    }

    private static Map<String, Set<String>> read() {
        var ways = new HashMap<String, Set<String>>();
        TABLE.lines().map(line -> List.of(line.strip().split(" +"))).forEach(way -> {
            var from = OrderStatus.valueOf(way.get(0));
            var to = OrderStatus.valueOf(way.get(1));
            ways.put(from + " " + to, Set.copyOf(way.subList(2, way.size())));
        });
        return ways;
    }
}
