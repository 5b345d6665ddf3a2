package dev.tiffin.gateway.feed;

import static dev.tiffin.gateway.feed.Sample.entry;
import static dev.tiffin.gateway.feed.Sample.progress;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.contract.OrderStatus;
import dev.tiffin.gateway.order.Counts;
import dev.tiffin.gateway.order.Progress;
import dev.tiffin.gateway.store.LogEntry;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TallyTest {

    private final UUID id = UUID.randomUUID();
    private final Tally tally =
            new Tally(new Counts("1:1:", Sample.NOON, Map.of(OrderStatus.DELIVERED, 5L), 5, 5, 5, 5));

    @Test
    void followsAnOrderThroughItsStatuses() {
        tally.count(entry(id, 1, null, OrderStatus.PLACED), null);
        tally.count(entry(id, 2, OrderStatus.PLACED, OrderStatus.PAYMENT_REQUESTED), null);
        tally.count(entry(id, 3, OrderStatus.PAYMENT_REQUESTED, OrderStatus.PAID), null);

        var now = tally.now();
        assertThat(now.total()).isEqualTo(6);
        assertThat(now.in(OrderStatus.PAID)).isEqualTo(1);
        assertThat(now.in(OrderStatus.PLACED)).isZero();
        assertThat(now.validated()).isEqualTo(6);
        assertThat(now.paid()).isEqualTo(6);
        assertThat(now.approved()).isEqualTo(5);
    }

    @Test
    void anOrderThatLosesItsAgentHasNone() {
        tally.count(entry(id, 5, OrderStatus.APPROVED, OrderStatus.ASSIGNED), null);
        assertThat(tally.now().assigned()).isEqualTo(6);

        tally.count(entry(id, 6, OrderStatus.ASSIGNED, OrderStatus.APPROVED), null);
        assertThat(tally.now().assigned()).isEqualTo(5);
    }

    @Test
    void aChargeThatLandsLateCountsOnce() {
        var unpaid = progress(4, OrderStatus.REJECTED);
        var late = paidEntry(5, OrderStatus.REJECTED);
        var again = paidEntry(6, OrderStatus.REFUND_REQUESTED);

        assertThat(Tally.needsVersionBefore(late)).isTrue();
        tally.count(late, unpaid);
        tally.count(again, late.progress());

        assertThat(tally.now().paid()).isEqualTo(6);
    }

    @Test
    void aChangeWithinAStatusChangesNoCount() {
        tally.count(entry(id, 1, null, OrderStatus.PLACED), null);
        var before = tally.now();

        tally.count(entry(id, 2, OrderStatus.PLACED, OrderStatus.PLACED), null);

        assertThat(tally.now().byStatus()).isEqualTo(before.byStatus());
    }

    private LogEntry paidEntry(int version, OrderStatus from) {
        Instant paidAt = Sample.NOON;
        var is = progress(version, OrderStatus.REFUND_REQUESTED);
        return new LogEntry(
                id,
                version,
                from,
                new Progress(
                        null,
                        is.status(),
                        version,
                        version,
                        is.changedAt(),
                        "test",
                        null,
                        Sample.NOON,
                        paidAt,
                        null,
                        null,
                        "charge",
                        1,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
    }
}
