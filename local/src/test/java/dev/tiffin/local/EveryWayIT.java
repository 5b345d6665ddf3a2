package dev.tiffin.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tiffin.contract.Role;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every way out of every status, through the real processes, by people who are not simulated. Where the money is, the
 * provider says.
 */
@ExtendWith(WithoutCity.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryWayIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String INN = "old-tavern";
    private static final long LUNCH = 2 * 1290;

    private final RunningSystem system;
    private final Truth truth;
    private final Customer customer;

    EveryWayIT(RunningSystem system) throws IOException {
        this.system = system;
        this.truth = new Truth(system);
        this.customer = new Customer(system, "every-way");
    }

    /** Whom nobody attends to: their deadlines pass while the other tests run. */
    private UUID forgotten;

    private UUID ignored;

    @BeforeAll
    void begin() throws Exception {
        truth.openAllDay(INN);
        forgotten = unpaid();
        ignored = awaitingTheInn();
    }

    @Test
    void whatBreaksARuleIsRejectedWithEveryReason() throws Exception {
        var order = Customer.lunch(UUID.randomUUID());
        order.put("address", Map.of("text", "Potsdam", "latitude", 52.3906, "longitude", 13.0645));
        order.put("lines", List.of(Map.of("itemId", "spice-garden-9", "quantity", 1)));
        customer.place(order);

        reached(id(order), "REJECTED");

        assertThat(truth.texts("select reason_code from orders where id = ?", id(order)))
                .containsExactly("BELOW_MINIMUM,TOO_FAR_AWAY");
        assertThat(Ledger.of(system).attempts(id(order))).isEmpty();
    }

    @Test
    void whoDoesNotPayIsNotServed() throws Exception {
        var cancelled = unpaid();
        customer.cancel(cancelled);
        assertThat(reached(cancelled, "CANCELLED").at("/reason/code").asText()).isEqualTo("CANCELLED_BY_CUSTOMER");

        assertThat(reached(forgotten, "REJECTED").at("/reason/code").asText()).isEqualTo("NOT_PAID_IN_TIME");
        assertThat(truth.texts("select changed_by from orders where id = ?", forgotten))
                .containsExactly("deadline");
    }

    @Test
    void aRestaurantThatSaysNoOrNothingGivesTheMoneyBack() throws Exception {
        var declined = awaitingTheInn();
        system.act(Role.RESTAURANT, INN, "declineOrder(id: $id, reason: \"The stove is cold.\")", declined);
        assertThat(reached(declined, "REFUNDED").at("/reason/message").asText()).isEqualTo("The stove is cold.");
        var changedTheirMind = awaitingTheInn();
        customer.cancel(changedTheirMind);
        reached(changedTheirMind, "REFUNDED");
        assertThat(reached(ignored, "REFUNDED").at("/reason/code").asText()).isEqualTo("NOT_APPROVED_IN_TIME");
        nothingIsKeptFor(ignored, declined, changedTheirMind);
    }

    @Test
    void anAgentCarriesItAndTheCustomerSeesWhen() throws Exception {
        var id = awaitingTheInn();
        system.act(Role.RESTAURANT, INN, "approveOrder(id: $id, promisedMinutes: 30)", id);
        try (var watch = customer.watch(id)) {
            seen(watch, order -> order.path("status").asText().equals("ASSIGNED"));
            system.act(Role.AGENT, agentOf(id), "reassignOrder(id: $id)", id);
            seen(watch, order -> order.path("status").asText().equals("APPROVED"));
            seen(watch, order -> order.path("status").asText().equals("ASSIGNED"));
            system.act(Role.AGENT, agentOf(id), "markPickedUp(id: $id)", id);
            var before = seen(watch, order -> order.path("status").asText().equals("PICKED_UP"));
            var far = "mutation { updatePosition(position: {latitude: 52.62, longitude: 13.42}) { id } }";
            system.api().ask(token(Role.AGENT, agentOf(id)), far, Map.of());
            var told = seen(
                    watch,
                    order -> order.path("version").asInt()
                            > before.path("version").asInt());
            assertThat(told.path("status").asText()).isEqualTo("PICKED_UP");
            assertThat(Instant.parse(promised(id))).isAfter(Instant.now().plus(Duration.ofMinutes(35)));
        }
        Until.holds(
                "it is overdue, and an operator knows",
                PATIENCE,
                () -> problems().contains("OVERDUE " + id));
        system.act(Role.AGENT, agentOf(id), "markDelivered(id: $id)", id);
        reached(id, "DELIVERED");
        assertThat(Ledger.of(system).kept(id)).isPositive();

        system.act(Role.OPERATOR, "olga", "refundOrder(id: $id, reason: \"It was cold.\")", id);
        reached(id, "REFUNDED");
        nothingIsKeptFor(id);
        assertThat(truth.overloadedAgents()).isEmpty();
    }

    @Test
    void foodUnderWayIsCalledOffByThoseWhoMay() throws Exception {
        var cooking = placed();
        reached(cooking, "ASSIGNED");
        assertThat(refusal(() -> customer.cancel(cooking))).isEqualTo("NOT_ALLOWED_NOW");
        system.act(Role.RESTAURANT, "spice-garden", "cancelOrder(id: $id)", cooking);
        reached(cooking, "REFUNDED");

        var carried = placed();
        reached(carried, "ASSIGNED");
        system.act(Role.AGENT, agentOf(carried), "markPickedUp(id: $id)", carried);
        system.act(Role.OPERATOR, "olga", "refundOrder(id: $id, reason: \"The bicycle was stolen.\")", carried);
        reached(carried, "REFUNDED");

        nothingIsKeptFor(cooking, carried);
        assertThat(truth.overloadedAgents()).isEmpty();
    }

    @Test
    void whileNobodyIsFreeTheOrderWaitsAndIsSeenToWait() throws Exception {
        truth.run("update agent set on_duty = false");
        var id = placed();
        Until.holds(
                "it is said that nobody is free",
                PATIENCE,
                () -> customer.read(id).at("/reason/code").asText().equals("NO_AGENT_FREE"));
        assertThat(customer.read(id).path("waitingFor").asText()).isEqualTo("AGENT");
        assertThat(customer.read(id).path("status").asText()).isEqualTo("APPROVED");

        system.api().ask(token(Role.AGENT, "agent-03"), "mutation { setOnDuty(onDuty: true) { id } }", Map.of());

        assertThat(reached(id, "ASSIGNED").at("/agent/id").asText()).isEqualTo("agent-03");
        truth.run("update agent set on_duty = true");
    }

    @Test
    void aChargeThatNobodyKnowsOfIsSettledByAPerson() throws Exception {
        var order = Customer.lunch(UUID.randomUUID());
        order.put("paymentMethod", "tok_error");
        customer.place(order);
        var id = id(order);
        Until.holds("an operator knows", PATIENCE, () -> problems().contains("UNDECIDED " + id));

        system.act(Role.OPERATOR, "olga", "settlePayment(id: $id)", id);

        assertThat(reached(id, "VALIDATED").at("/reason/code").asText()).isEqualTo("PAYMENT_NOT_FOUND");
        customer.pay(id, Customer.PAYING_CARD);
        reached(id, "ASSIGNED");
        assertThat(Ledger.of(system).kept(id)).isEqualTo(LUNCH);
        assertThat(problems()).doesNotContain("UNDECIDED " + id);
    }

    private UUID placed() throws Exception {
        var order = Customer.lunch(UUID.randomUUID());
        customer.place(order);
        return id(order);
    }

    private UUID unpaid() throws Exception {
        var order = Customer.lunch(UUID.randomUUID());
        order.remove("paymentMethod");
        customer.place(order);
        reached(id(order), "VALIDATED");
        return id(order);
    }

    private UUID awaitingTheInn() throws Exception {
        var order = Customer.lunch(UUID.randomUUID(), INN, INN + "-1");
        order.put("address", Map.of("text", "Turmstrasse 1", "latitude", 52.5254, "longitude", 13.3424));
        customer.place(order);
        reached(id(order), "AWAITING_RESTAURANT");
        return id(order);
    }

    private static UUID id(Map<String, Object> order) {
        return UUID.fromString((String) order.get("id"));
    }

    /** The order as its customer sees it when it is there. */
    private JsonNode reached(UUID id, String status) throws Exception {
        try (var watch = customer.watch(id)) {
            return seen(watch, order -> order.path("status").asText().equals(status));
        }
    }

    private interface Sought {
        boolean is(JsonNode order);
    }

    private static JsonNode seen(Customer.Watch watch, Sought sought) throws Exception {
        JsonNode order;
        do {
            order = watch.next();
        } while (!sought.is(order));
        return order;
    }

    private String token(String role, String who) throws IOException {
        return system.tokens().of(role, who);
    }

    private String agentOf(UUID id) throws Exception {
        return truth.texts("select agent_id from orders where id = ?", id).getFirst();
    }

    private String promised(UUID id) throws Exception {
        return truth.texts("select to_json(promised_at) #>> '{}' from orders where id = ?", id)
                .getFirst();
    }

    private List<String> problems() throws Exception {
        var answer =
                system.api().ask(token(Role.OPERATOR, "olga"), "{ orderProblems { kind order { id } } }", Map.of());
        var problems = new ArrayList<String>();
        answer.path("orderProblems")
                .forEach(problem -> problems.add(problem.path("kind").asText() + " "
                        + problem.at("/order/id").asText()));
        return problems;
    }

    private void nothingIsKeptFor(UUID... orders) throws Exception {
        var ledger = Ledger.of(system);
        var kept = new HashMap<UUID, Long>();
        for (var order : orders) {
            kept.put(order, ledger.kept(order));
            assertThat(ledger.attempts(order)).as("it was charged once").hasSize(1);
        }
        assertThat(kept.values()).containsOnly(0L);
    }

    private interface Call {
        JsonNode made() throws Exception;
    }

    private static String refusal(Call call) throws Exception {
        try {
            return "none: " + call.made();
        } catch (GraphQl.Refused refused) {
            return refused.code();
        }
    }
}
