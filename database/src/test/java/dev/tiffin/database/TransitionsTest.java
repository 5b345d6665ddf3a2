package dev.tiffin.database;

import static dev.tiffin.database.Shop.APPROVED;
import static dev.tiffin.database.Shop.AWAITING_RESTAURANT;
import static dev.tiffin.database.Shop.DELIVERED;
import static dev.tiffin.database.Shop.PAID;
import static dev.tiffin.database.Shop.PAYMENT_REQUESTED;
import static dev.tiffin.database.Shop.PICKED_UP;
import static dev.tiffin.database.Shop.REFUND_REQUESTED;
import static dev.tiffin.database.Shop.VALIDATED;
import static dev.tiffin.database.Shop.assignedTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The CHECKs of orders let every legal way through and stop what does not belong together. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransitionsTest {
    private static final String DECLINED_CARD =
            "status = 'VALIDATED', reason_code = 'CARD_DECLINED', reason = 'The card was declined.'";
    private static final String CANCELLED = "status = 'CANCELLED', reason_code = 'CANCELLED', reason = 'By customer.'";
    private static final String REJECTED =
            "status = 'REJECTED', reason_code = 'TIME_OUT', reason = 'It took too long.'";
    private static final String CHARGE = "paid_at = now(), payment_reference = 'charge-1'";
    private static final String LATE_CHARGE = REFUND_REQUESTED + ", paid_at = now(), payment_reference = 'late-charge'";
    private static final String REFUNDED = "status = 'REFUNDED', refunded_at = now()";
    private static final String GIVEN_BACK = "status = 'APPROVED', agent_id = null, agent_assigned_at = null";

    private Shop shop;

    @BeforeAll
    void open() throws SQLException {
        shop = Shop.open();
    }

    @AfterAll
    void close() throws SQLException {
        shop.close();
    }

    static Stream<List<String>> ways() {
        String assigned = assignedTo("agent-01");
        return Stream.of(
                way(VALIDATED, PAYMENT_REQUESTED, PAID, AWAITING_RESTAURANT, APPROVED, assigned, PICKED_UP, DELIVERED),
                way(
                        PAYMENT_REQUESTED,
                        PAID,
                        APPROVED,
                        assigned,
                        GIVEN_BACK,
                        assigned,
                        PICKED_UP,
                        DELIVERED,
                        REFUND_REQUESTED,
                        REFUNDED),
                way(REJECTED),
                way(CANCELLED),
                way(VALIDATED, REJECTED),
                way(VALIDATED, CANCELLED, LATE_CHARGE, REFUNDED),
                way(PAYMENT_REQUESTED, DECLINED_CARD, PAYMENT_REQUESTED, PAID),
                way(PAYMENT_REQUESTED, DECLINED_CARD, CANCELLED),
                way(PAYMENT_REQUESTED, "cancel_requested_at = now()", CANCELLED),
                way(PAYMENT_REQUESTED, "cancel_requested_at = now()", REFUND_REQUESTED + ", " + CHARGE, REFUNDED),
                way(PAYMENT_REQUESTED, REFUND_REQUESTED, CANCELLED, LATE_CHARGE, REFUNDED),
                way(PAYMENT_REQUESTED, REFUND_REQUESTED, REJECTED, LATE_CHARGE, REFUNDED),
                way(PAYMENT_REQUESTED, REFUND_REQUESTED, "paid_at = now(), payment_reference = 'late'", REFUNDED),
                way(PAYMENT_REQUESTED, REFUND_REQUESTED, REFUNDED, LATE_CHARGE, REFUNDED),
                way(PAYMENT_REQUESTED, PAID, REFUND_REQUESTED, REFUNDED),
                way(PAYMENT_REQUESTED, PAID, LATE_CHARGE, REFUNDED),
                way(PAYMENT_REQUESTED, PAID, AWAITING_RESTAURANT, REFUND_REQUESTED, REFUNDED),
                way(PAYMENT_REQUESTED, PAID, APPROVED, REFUND_REQUESTED, REFUNDED),
                way(
                        PAYMENT_REQUESTED,
                        PAID,
                        APPROVED,
                        "reason_code = 'NO_AGENT_FREE', reason = 'Nobody is free.'",
                        assigned),
                way(PAYMENT_REQUESTED, PAID, APPROVED, assigned, REFUND_REQUESTED, REFUNDED),
                way(PAYMENT_REQUESTED, PAID, APPROVED, assigned, PICKED_UP, REFUND_REQUESTED, REFUNDED));
    }

    private static List<String> way(String... changes) {
        return Arrays.asList(changes);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void everyLegalWayIsOpen(List<String> way) throws SQLException {
        var id = shop.placed(way.toArray(String[]::new));

        assertThat(shop.one("select version from orders where id = ?", id)).isEqualTo(String.valueOf(way.size() + 1));
        assertThat(shop.one("select count(*) from order_log where order_id = ?", id))
                .isEqualTo(String.valueOf(way.size() + 1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    status = 'VALIDATED'      | validated_has_a_time
                    status = 'PAYMENT_REQUESTED', validated_at = now()      | charge_is_asked_of_a_method
                    paid_at = now()      | paid_goes_with_a_reference
                    payment_reference = 'charge-1'      | paid_goes_with_a_reference
                    status = 'PAID', validated_at = now()      | paid_is_where_money_is
                    paid_at = now(), payment_reference = 'charge-1'      | paid_is_where_money_is
                    promised_at = now()      | promised_by_an_approval
                    agent_id = 'agent-01'      | agent_goes_with_a_time
                    agent_assigned_at = now()      | agent_goes_with_a_time
                    reason = 'Why?'      | reason_goes_with_a_code
                    status = 'REJECTED'      | ended_early_for_a_reason
                    status = 'REFUND_REQUESTED', reason_code = 'X', reason = 'x'      | refund_of_a_charge
                    status = 'REFUNDED'      | refunded_has_a_time
                    """)
    void whatDoesNotBelongTogetherIsRefused(String change, String constraint) throws SQLException {
        var id = shop.place();

        assertThatThrownBy(() -> shop.move(id, change)).hasMessageContaining("\"" + constraint + "\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    status = 'APPROVED'      | approved_has_a_time
                    status = 'ASSIGNED', approved_at = now()     | assigned_to_an_agent
                    status = 'CANCELLED', reason_code = 'X', reason = 'x' | paid_is_where_money_is
                    """)
    void aPaidOrderNeedsMoreToGoOn(String change, String constraint) throws SQLException {
        var id = shop.placed(PAYMENT_REQUESTED, PAID);

        assertThatThrownBy(() -> shop.move(id, change)).hasMessageContaining("\"" + constraint + "\"");
    }
}
