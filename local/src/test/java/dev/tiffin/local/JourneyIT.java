package dev.tiffin.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tiffin.contract.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * An order's way through all the real processes; the numbers are those of the picture in the README.
 *
 * <pre>
 *   customer ──(1) placeOrder──▶ api-gateway ──(2) one transaction──▶ orders + order_log ──(3) doorbell──▶ event-bridge
 *      ▲                          │     ▲                                                                      │
 *      └────(7) orderChanged──────┘     └──(6) record...([...]) ── function ◀──(5) by the Triggers── (4) CloudEvent
 * </pre>
 */
@ExtendWith(SharedSystem.class)
class JourneyIT {

    private final RunningSystem system;
    private final Truth truth;

    JourneyIT(RunningSystem system) {
        this.system = system;
        this.truth = new Truth(system);
    }

    @Test
    void anOrderTravelsFromTheCustomerToTheDoor() throws Exception {
        var customer = new Customer(system, "journey");
        var id = UUID.randomUUID();

        var placed = customer.place(Customer.lunch(id)); // (1)
        assertThat(placed.path("total").path("amount").asLong()).isEqualTo(2 * 1290);
        assertThat(truth.history(id)).startsWith("PLACED"); // (2): the answer came after the commit of row and log

        try (var watch = customer.watch(id)) {
            var seen = until(watch, "DELIVERED"); // (3) to (6), and (7) each time
            assertThat(statuses(seen))
                    .containsExactly(
                            "PLACED", "PAYMENT_REQUESTED", "PAID", "APPROVED", "ASSIGNED", "PICKED_UP", "DELIVERED");
            assertThat(versions(seen)).containsExactly(1, 2, 3, 4, 5, 6, 7);
            assertThat(seen.get(1).path("isValidated").asBoolean()).isTrue();
            assertThat(seen.get(1).path("isPaid").asBoolean()).isFalse();
            assertThat(seen.get(4).path("isAgentAssigned").asBoolean()).isTrue();
            assertThat(seen.get(4).at("/agent/name").asText()).isNotBlank();
        }
        assertThat(customer.read(id).path("timeline").findValuesAsText("by"))
                .containsExactly(
                        "customer:" + customer.name(),
                        "function:order-validation-fn",
                        "function:payment-fn",
                        "function:restaurant-approval-fn",
                        "function:agent-assignment-fn",
                        courier(id),
                        courier(id));
        assertThat(truth.brokenHistories()).isEmpty();
    }

    @Test
    void aDeclinedCardIsReplacedAndARestaurantApprovesByHand() throws Exception {
        truth.openAllDay("old-tavern");
        var customer = new Customer(system, "by-hand");
        var id = UUID.randomUUID();
        var order = Customer.lunch(id, "old-tavern", "old-tavern-1");
        order.remove("paymentMethod");
        order.put("address", Map.of("text", "Turmstrasse 1", "latitude", 52.5254, "longitude", 13.3424));
        customer.place(order);

        try (var watch = customer.watch(id)) {
            assertThat(statuses(until(watch, "VALIDATED"))).containsExactly("PLACED", "VALIDATED");
            customer.pay(id, Customer.DECLINED_CARD);
            assertThat(until(watch, "VALIDATED").getLast().at("/reason/code").asText())
                    .isEqualTo("CARD_DECLINED");
            customer.pay(id, Customer.PAYING_CARD);
            assertThat(statuses(until(watch, "DELIVERED")))
                    .containsExactly(
                            "PAYMENT_REQUESTED",
                            "PAID",
                            "AWAITING_RESTAURANT",
                            "APPROVED",
                            "ASSIGNED",
                            "PICKED_UP",
                            "DELIVERED");
        }
        assertThat(truth.texts("select changed_by from order_log where order_id = ? and status = 'APPROVED'", id))
                .containsExactly("restaurant:old-tavern");
        assertThat(truth.brokenHistories()).isEmpty();
    }

    /** The refund waits behind the event that says that the order was paid: an order's events keep their order. */
    @Test
    void aCancelledOrderIsRefunded() throws Exception {
        var customer = new Customer(system, "refund");
        var id = UUID.randomUUID();
        cancelWhilePaid(customer, id);
        try (var watch = customer.watch(id)) {
            assertThat(statuses(until(watch, "REFUNDED")))
                    .containsExactly("PLACED", "PAYMENT_REQUESTED", "PAID", "REFUND_REQUESTED", "REFUNDED");
        }
        assertThat(truth.brokenHistories()).isEmpty();
    }

    @Test
    void nobodySeesOrTouchesAnotherCustomersOrder() throws Exception {
        var customer = new Customer(system, "owner");
        var id = UUID.randomUUID();
        customer.place(Customer.lunch(id));
        var stranger = new Customer(system, "stranger");
        assertThat(stranger.read(id).isNull()).isTrue();
        assertThat(refusal(() -> stranger.cancel(id))).isEqualTo("ORDER_NOT_FOUND");
        assertThat(refusal(() -> stranger.place(Customer.lunch(id)))).isEqualTo("ORDER_ID_TAKEN");
    }

    /** The launcher has set what every order's safety rests on, and says so when asked. */
    @Test
    void whatIsAcknowledgedIsOnTheDisk() throws Exception {
        assertThat(truth.setting("fsync")).isEqualTo("on");
        assertThat(truth.setting("full_page_writes")).isEqualTo("on");
        assertThat(truth.setting("synchronous_commit")).isEqualTo("on");
        assertThat(truth.texts("select rolname from pg_roles where rolsuper")).containsExactly("postgres");
        assertThat(truth.texts(
                        "select distinct usename::text from pg_stat_activity where application_name <> 'tiffin-local'"
                                + " and datname = 'tiffin' and usename <> 'postgres' order by 1"))
                .containsExactly("tiffin_bridge", "tiffin_gateway");
    }

    private void cancelWhilePaid(Customer customer, UUID id) throws Exception {
        try (var held = Control.hold(system.copy(), system.passwords(), "restaurant-approval-fn")) {
            assertThat(held.service()).isEqualTo("restaurant-approval-fn");
            customer.place(Customer.lunch(id));
            try (var watch = customer.watch(id)) {
                until(watch, "PAID");
                customer.cancel(id);
            }
        }
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

    private String courier(UUID order) throws Exception {
        return Role.AGENT + ":"
                + truth.texts("select agent_id from orders where id = ?", order).getFirst();
    }

    private static List<JsonNode> until(Customer.Watch watch, String status) throws Exception {
        var seen = new ArrayList<JsonNode>();
        do {
            seen.add(watch.next());
        } while (!seen.getLast().path("status").asText().equals(status));
        return seen;
    }

    private static List<String> statuses(List<JsonNode> seen) {
        return seen.stream().map(order -> order.path("status").asText()).toList();
    }

    private static List<Integer> versions(List<JsonNode> seen) {
        return seen.stream().map(order -> order.path("version").asInt()).toList();
    }
}
