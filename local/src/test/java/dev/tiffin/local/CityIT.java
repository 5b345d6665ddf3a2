package dev.tiffin.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.contract.Role;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The simulated people, on their worst day, through the public API like anybody else. */
@ExtendWith(SharedSystem.class)
class CityIT {

    private static final Duration LONGEST_WAY_HOME = Duration.ofMinutes(3);
    private static final Habits STORMY = new Habits(Duration.ofMillis(50), Mood.STORMY, new Random(7));
    private static final int A_LOT = 1_200;
    private static final int LUNCHES = 60;
    private static final String THEIRS = "from orders where customer_id like 'eater-%'";

    private final RunningSystem system;
    private final Truth truth;

    CityIT(RunningSystem system) {
        this.system = system;
        this.truth = new Truth(system);
    }

    @Test
    void aStormyDayLeavesNobodyWaiting() throws Exception {
        truth.openAllDay("old-tavern");
        try (var eaters = Eaters.hungry(system.api(), system.tokens(), A_LOT, STORMY)) {
            assertThat(eaters).isNotNull();
            Until.holds(
                    "they order, change their minds and have bad cards",
                    LONGEST_WAY_HOME,
                    () -> truth.number("select count(*) " + THEIRS) >= LUNCHES
                            && truth.number("select count(*) " + THEIRS + " and (cancel_requested_at is not null"
                                            + " or status = 'CANCELLED')")
                                    > 0
                            && truth.number("select count(*) from order_log l where reason_code in ('CARD_DECLINED',"
                                            + " 'INSUFFICIENT_FUNDS', 'CARD_EXPIRED') and exists (select " + THEIRS
                                            + " and id = l.order_id)")
                                    > 0);
        }
        payWhatIsLeft();

        Until.holds(
                "all have ended",
                LONGEST_WAY_HOME,
                () -> truth.number("select count(*) " + THEIRS
                                + " and status not in ('DELIVERED', 'CANCELLED', 'REFUNDED')")
                        == 0);
        assertThat(truth.number("select count(*) " + THEIRS + " and status = 'DELIVERED'"))
                .as("eaten all the same")
                .isPositive();
        assertThat(truth.overloadedAgents()).isEmpty();
        assertThat(truth.brokenHistories()).isEmpty();
    }

    /** Bad cards whose refusal came after their owner's last lunch. */
    private void payWhatIsLeft() throws Exception {
        Until.holds(
                "all charges have been tried",
                LONGEST_WAY_HOME,
                () -> truth.number("select count(*) " + THEIRS + " and status in ('PLACED', 'PAYMENT_REQUESTED')")
                        == 0);
        for (var eater : truth.texts("select distinct customer_id " + THEIRS + " and status = 'VALIDATED'")) {
            settle(eater);
        }
    }

    private void settle(String eater) throws IOException, InterruptedException {
        new Eater(system.api(), system.tokens().of(Role.CUSTOMER, eater), STORMY).settle();
    }
}
