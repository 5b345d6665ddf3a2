package dev.tiffin.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
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
        var ledger = ledger();
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

    /** What the provider says, asked by its own API. */
    private record Ledger(List<JsonNode> payments, List<JsonNode> refunds) {

        long kept(UUID order) {
            return sum(charged(order), "amount_received")
                    - sum(refunds.stream().filter(of(order)).toList(), "amount");
        }

        List<String> attempts(UUID order) {
            return charged(order).stream()
                    .map(payment -> payment.at("/metadata/attempt").asText())
                    .toList();
        }

        private List<JsonNode> charged(UUID order) {
            return payments.stream()
                    .filter(of(order))
                    .filter(payment -> payment.path("status").asText().equals("succeeded"))
                    .toList();
        }

        private static Predicate<JsonNode> of(UUID order) {
            return entry -> entry.at("/metadata/order_id").asText().equals(order.toString());
        }

        private static long sum(List<JsonNode> entries, String field) {
            return entries.stream()
                    .mapToLong(entry -> entry.path(field).asLong())
                    .sum();
        }
    }

    private Ledger ledger() throws IOException, InterruptedException {
        return new Ledger(all("/v1/payment_intents"), all("/v1/refunds"));
    }

    private List<JsonNode> all(String path) throws IOException, InterruptedException {
        var found = new ArrayList<JsonNode>();
        try (var http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            JsonNode page;
            var after = "";
            do {
                var query = "?limit=100" + after;
                var question = HttpRequest.newBuilder(URI.create(system.address("payment-simulator") + path + query))
                        .header("Authorization", "Bearer sk_test_auditor")
                        .build();
                page = GraphQl.JSON.readTree(http.send(question, HttpResponse.BodyHandlers.ofString())
                        .body());
                page.path("data").forEach(found::add);
                after = found.isEmpty()
                        ? ""
                        : "&starting_after=" + found.getLast().path("id").asText();
            } while (page.path("has_more").asBoolean());
        }
        return found;
    }
}
