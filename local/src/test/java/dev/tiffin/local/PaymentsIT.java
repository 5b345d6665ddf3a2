package dev.tiffin.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Cards of every kind, customers who change their minds, and both payment-fn and the provider killed at bad moments.
 * What counts is the provider's ledger: no free lunch, and no customer's money lost.
 */
@ExtendWith(SharedSystem.class)
class PaymentsIT {

    private static final List<String> CARDS = List.of(
            "tok_visa",
            "tok_fail_2",
            "tok_charge_no_answer",
            "tok_declined",
            "tok_charge_error",
            "tok_insufficient_funds");
    private static final int EACH = 10;
    private static final long LUNCH = 2 * 1290;
    private static final Duration LONGEST_WAY_HOME = Duration.ofMinutes(4);

    private final RunningSystem system;
    private final Truth truth;

    PaymentsIT(RunningSystem system) {
        this.system = system;
        this.truth = new Truth(system);
    }

    @Test
    void nobodyEatsForFreeAndNobodyPaysForNothing() throws Exception {
        var customer = new Customer(system, "payments");
        var cards = place(customer);
        for (var victim : List.of("payment-fn", "payment-simulator", "payment-fn")) {
            Until.holds("somebody is charged", LONGEST_WAY_HOME, () -> truth.inFlight(customer.name()) > 0);
            RunningSystem.kill(system.process(victim).pid(), "KILL");
            Until.holds(
                    victim + " is back",
                    Duration.ofMinutes(1),
                    () -> system.screen().contains(victim + " is back"));
        }
        cancelSome(customer, new ArrayList<>(cards.keySet()));
        payTheDeclined(customer);

        var lost = "select count(*) from orders where customer_id = ? and status not in ('DELIVERED', 'CANCELLED', "
                + "'REFUNDED')";
        Until.holds("all orders have ended", LONGEST_WAY_HOME, () -> truth.number(lost, customer.name()) == 0);
        var ledger = Ledger.of(system);
        for (var order : cards.keySet()) {
            var status = truth.texts("select status::text from orders where id = ?", order)
                    .getFirst();
            assertThat(ledger.kept(order))
                    .as("kept for an order by %s that ended as %s", cards.get(order), status)
                    .isEqualTo(status.equals("DELIVERED") ? LUNCH : 0);
            assertThat(ledger.attempts(order)).as("charges by attempt").doesNotHaveDuplicates();
        }
        assertThat(truth.brokenHistories()).isEmpty();
    }

    private static Map<UUID, String> place(Customer customer) throws Exception {
        var cards = new LinkedHashMap<UUID, String>();
        for (int i = 0; i < EACH; i++) {
            for (var card : CARDS) {
                var id = UUID.randomUUID();
                var order = Customer.lunch(id);
                order.put("paymentMethod", card);
                customer.place(order);
                cards.put(id, card);
            }
        }
        return cards;
    }

    /** Some in time, some too late: then the refusal is the answer. */
    private static void cancelSome(Customer customer, List<UUID> orders) throws Exception {
        for (int i = 0; i < orders.size(); i += 5) {
            try {
                customer.cancel(orders.get(i));
            } catch (GraphQl.Refused tooLate) {
                assertThat(tooLate.code()).isEqualTo("NOT_ALLOWED_NOW");
            }
        }
    }

    private void payTheDeclined(Customer customer) throws Exception {
        Until.holds(
                "all charges have been tried",
                LONGEST_WAY_HOME,
                () -> truth.in(customer.name(), "PLACED", "PAYMENT_REQUESTED") == 0);
        for (var id : truth.texts(
                "select id::text from orders where customer_id = ? and status = 'VALIDATED'", customer.name())) {
            customer.pay(UUID.fromString(id), Customer.PAYING_CARD);
        }
    }
}
