package dev.tiffin.local;

import dev.tiffin.contract.Role;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** A customer, restaurants, agents and an operator, who do what they are there for, or as chance has it. */
final class People {

    private static final String OPERATOR = "olga";

    /** How someone is told that it cannot be: it is too late, too early, or the order is another agent's by now. */
    private static final Set<String> NO = Set.of("NOT_ALLOWED_NOW", "ORDER_NOT_FOUND");

    private final RunningSystem system;
    private final Truth truth;
    private final Customer customer;
    private final Random random;

    /**
     * An order as it was seen, which may be a while ago when something is done to it.
     *
     * @param agent who has it; empty if nobody
     * @param raised whether an operator has been asked to look
     */
    record Seen(UUID id, String status, String restaurant, String agent, boolean raised) {}

    People(RunningSystem system, Customer customer, Random random) {
        this.system = system;
        this.truth = new Truth(system);
        this.customer = customer;
        this.random = random;
    }

    /** Orders that have not ended, and those that have and may yet be refunded. */
    List<Seen> orders() throws SQLException, IOException {
        return truth.rows(
                """
                select o.id, o.status, o.restaurant_id, coalesce(o.agent_id, ''), d.raised_at is not null
                from orders o left join deadline d on d.order_id = o.id and d.status_version = o.status_version
                where o.customer_id = ? and o.status not in ('REJECTED', 'CANCELLED', 'REFUNDED')
                order by o.id
                """,
                row -> new Seen(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getBoolean(5)),
                customer.name());
    }

    /** Some do something to one of these each; nobody looks whether it still is as it was seen. */
    void act(List<Seen> orders, int acts) throws Exception {
        for (int act = 0; act < acts && !orders.isEmpty(); act++) {
            var order = orders.get(random.nextInt(orders.size()));
            if (random.nextInt(3) == 0) {
                anything(order);
            } else {
                work(order, random.nextInt(5) > 0);
            }
        }
    }

    /** Whoever the order waits for does what they are there for, or says no. */
    void work(Seen order, boolean good) throws Exception {
        switch (order.status()) {
            case "VALIDATED" -> quietly(() -> customer.pay(order.id(), Customer.PAYING_CARD));
            case "PAYMENT_REQUESTED" -> {
                if (order.raised()) {
                    settle(order);
                }
            }
            case "AWAITING_RESTAURANT" ->
                restaurant(
                        order,
                        good
                                ? "approveOrder(id: $id, promisedMinutes: 30)"
                                : "declineOrder(id: $id, reason: \"Sold out.\")");
            case "ASSIGNED" -> agent(order, good ? "markPickedUp(id: $id)" : "reassignOrder(id: $id)");
            case "PICKED_UP" -> agent(order, "markDelivered(id: $id)");
            case "REFUND_REQUESTED" -> {
                if (order.raised()) {
                    operator(order, "confirmRefund(id: $id, reason: \"In cash.\")");
                }
            }
            default -> {
                // a function's
            }
        }
    }

    /** Somebody does something, whatever the order's status; an event comes once more. */
    private void anything(Seen order) throws Exception {
        switch (random.nextInt(9)) {
            case 0, 1 -> quietly(() -> customer.cancel(order.id()));
            case 2 -> restaurant(order, "cancelOrder(id: $id, reason: \"Fire.\")");
            case 3 -> restaurant(order, "updateEstimate(id: $id, promisedMinutes: 55)");
            case 4 -> operator(order, "refundOrder(id: $id, reason: \"Cold.\")");
            case 5 -> operator(order, "reassignOrder(id: $id)");
            // Too early, as a rule; if it were not refused then, money would go back twice.
            case 6 -> operator(order, "confirmRefund(id: $id, reason: \"In cash.\")");
            case 7 -> quietly(() -> customer.pay(order.id(), Customer.DECLINED_CARD));
            default -> truth.run("select emit_again('" + order.id() + "', 'BY_HAND')");
        }
    }

    /** As the ledger says, which is what operators are told to look into; not now if it cannot be read. */
    private void settle(Seen order) throws Exception {
        var ledger = Ledger.ifThere(system);
        if (ledger.isEmpty()) {
            return;
        }
        var variables = new HashMap<String, Object>(Map.of("id", order.id()));
        ledger.get().references(order.id()).forEach(charge -> variables.put("charge", charge));
        quietly(() -> system.api()
                .ask(
                        system.tokens().of(Role.OPERATOR, OPERATOR),
                        "mutation S($id: ID!, $charge: String) "
                                + "{ settlePayment(id: $id, paymentReference: $charge) { id } }",
                        variables));
    }

    private void restaurant(Seen order, String mutation) throws Exception {
        quietly(() -> system.act(Role.RESTAURANT, order.restaurant(), mutation, order.id()));
    }

    private void agent(Seen order, String mutation) throws Exception {
        quietly(() -> system.act(Role.AGENT, order.agent(), mutation, order.id()));
    }

    private void operator(Seen order, String mutation) throws Exception {
        quietly(() -> system.act(Role.OPERATOR, OPERATOR, mutation, order.id()));
    }

    private interface Act {
        void done() throws Exception;
    }

    private static void quietly(Act act) throws Exception {
        try {
            act.done();
        } catch (GraphQl.Refused no) {
            if (!NO.contains(no.code())) {
                throw no;
            }
        }
    }
}
