package dev.tiffin.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.contract.Role;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Cards of every kind; customers, restaurants, agents and an operator who do as chance has it; too few agents, kitchens
 * that are soon full, deadlines of seconds, events that come again; and payment-fn and the provider killed in between.
 * Then everybody does their work until nothing is left to do. What counts is the provider's ledger: no free lunch, and
 * no customer's money lost. ({@code -Dseed=...} does the same again, as far as chance is ours.)
 */
@ExtendWith(WithoutCity.class)
class RandomLivesIT {

    private static final int ORDERS = 60;
    private static final int ROUNDS = 60;
    private static final int ACTS_TO_A_LOOK = 5;
    private static final int ROUNDS_TO_A_KILL = 12;
    private static final long LUNCH = 2 * 1290;
    private static final Duration LONGEST_WAY_HOME = Duration.ofMinutes(4);

    private static final String BY_HAND = "trattoria-nonna";
    private static final String BY_ITSELF = "night-falafel";
    private static final Map<String, String> DISHES = Map.of(BY_HAND, BY_HAND + "-1", BY_ITSELF, BY_ITSELF + "-5");
    private static final Map<String, Integer> CAPACITIES = Map.of(BY_HAND, 4, BY_ITSELF, 6);
    private static final Map<String, Object> BETWEEN_BOTH =
            Map.of("text", "Mehringdamm 1", "latitude", 52.4970, "longitude", 13.3980);
    private static final String NONE_YET = "none yet";
    private static final List<String> CARDS = List.of(
            "tok_visa",
            "tok_visa",
            "tok_visa",
            "tok_fail_2",
            "tok_declined",
            "tok_charge_no_answer",
            "tok_charge_error",
            "tok_error",
            "tok_refundFail",
            NONE_YET);
    private static final List<String> VICTIMS = List.of("payment-fn", Services.SIMULATOR);

    private final RunningSystem system;
    private final Truth truth;
    private List<String> wrong = List.of();

    RandomLivesIT(RunningSystem system) {
        this.system = system;
        this.truth = new Truth(system);
    }

    @BeforeEach
    void fewCanCookAndFewCanCarry() throws Exception {
        truth.openAllDay(BY_HAND);
        truth.run("update agent set on_duty = id in ('agent-01', 'agent-02', 'agent-03', 'agent-04')");
        for (var kitchen : CAPACITIES.entrySet()) {
            system.api()
                    .ask(
                            system.tokens().of(Role.RESTAURANT, kitchen.getKey()),
                            "mutation C($most: Int!) { changeRestaurant(changes: {capacity: $most}) { id } }",
                            Map.of("most", kitchen.getValue()));
        }
    }

    @AfterEach
    void everybodyIsThereAgain() throws Exception {
        truth.run("update agent set on_duty = true");
    }

    @Test
    void nobodyEatsForFreeAndNobodyPaysForNothing() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        try {
            live(new Random(seed));
        } catch (AssertionError | Exception e) {
            throw new AssertionError(
                    "With -Dseed=" + seed + ": " + e.getMessage() + "; wrong in the books: " + wrong, e);
        }
    }

    private void live(Random random) throws Exception {
        var customer = new Customer(system, "random");
        var people = new People(system, customer, random);
        var cards = placed(customer, random);
        for (int round = 1; round <= ROUNDS; round++) {
            people.act(people.orders(), ACTS_TO_A_LOOK);
            if (round % ROUNDS_TO_A_KILL == 0) {
                kill(VICTIMS.get(random.nextInt(VICTIMS.size())));
                assertThat(truth.lostOrders()).isEmpty();
            }
        }
        Until.holds("all orders have ended, and what is late has arrived", LONGEST_WAY_HOME, () -> {
            for (var order : people.orders()) {
                if (!order.status().equals("DELIVERED")) {
                    people.work(order, true);
                }
            }
            return truth.inFlight(customer.name()) == 0 && theMoneyIsWhereItBelongs(customer, cards);
        });
        assertThat(truth.brokenHistories()).isEmpty();
        assertThat(truth.overloadedAgents()).isEmpty();
        assertThat(truth.overloadedKitchens()).isEmpty();
    }

    private static Map<UUID, String> placed(Customer customer, Random random) throws Exception {
        var cards = new HashMap<UUID, String>();
        for (int i = 0; i < ORDERS; i++) {
            var card = CARDS.get(random.nextInt(CARDS.size()));
            var restaurant = random.nextBoolean() ? BY_HAND : BY_ITSELF;
            var id = UUID.randomUUID();
            var order = Customer.lunch(id, restaurant, DISHES.get(restaurant));
            order.put("address", BETWEEN_BOTH);
            if (card.equals(NONE_YET)) {
                order.remove("paymentMethod");
            } else {
                order.put("paymentMethod", card);
            }
            customer.place(order);
            cards.put(id, card);
        }
        return cards;
    }

    /** Unless it has just been killed. */
    private void kill(String service) throws Exception {
        var victim = system.running(service);
        if (victim.isPresent()) {
            RunningSystem.kill(victim.get().pid(), "KILL");
        }
    }

    private boolean theMoneyIsWhereItBelongs(Customer customer, Map<UUID, String> cards) throws Exception {
        var ledger = Ledger.ifThere(system);
        if (ledger.isEmpty()) {
            return false;
        }
        wrong = truth
                .rows(
                        "select id, status, changed_by, coalesce(payment_reference, '') from orders "
                                + "where customer_id = ?",
                        row -> new End(
                                row.getObject(1, UUID.class), row.getString(2), row.getString(3), row.getString(4)),
                        customer.name())
                .stream()
                .filter(end -> !end.agreesWith(ledger.get()))
                .map(end -> end + ", first by " + cards.get(end.order()))
                .toList();
        return wrong.isEmpty();
    }

    /** How an order ended, who ended it, and the charge on record, if there is one. */
    private record End(UUID order, String status, String by, String reference) {

        boolean agreesWith(Ledger ledger) {
            var attempts = ledger.attempts(order);
            return ledger.kept(order) == (status.equals("DELIVERED") || isGivenBackInCash() ? LUNCH : 0)
                    && Set.copyOf(attempts).size() == attempts.size()
                    && (reference.isEmpty() || ledger.references(order).contains(reference));
        }

        /** An operator who confirms a refund has given the money back another way: the provider keeps it. */
        private boolean isGivenBackInCash() {
            return status.equals("REFUNDED") && by.startsWith(Role.OPERATOR);
        }
    }
}
