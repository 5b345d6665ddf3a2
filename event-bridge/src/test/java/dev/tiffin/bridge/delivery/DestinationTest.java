package dev.tiffin.bridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.bridge.delivery.Destination.State;
import dev.tiffin.bridge.delivery.Outcome.Failed;
import dev.tiffin.bridge.delivery.Outcome.Kind;
import dev.tiffin.bridge.delivery.Outcome.Refused;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DestinationTest {

    private static final UUID POISON = UUID.randomUUID();

    private final Destination destination = new Destination("payment-fn", 4);

    private void end(UUID order, Outcome outcome) {
        destination.started();
        destination.ended(order, outcome);
    }

    private static Failed failure(Kind kind) {
        return new Failed(kind, null, "", null);
    }

    private void failOrders(int count) {
        for (int i = 0; i < count; i++) {
            end(UUID.randomUUID(), failure(Kind.EITHER));
        }
    }

    @Test
    void startsNoMoreThanItsLimit() {
        for (int i = 0; i < 4; i++) {
            assertThat(destination.isOpen()).isTrue();
            destination.started();
        }
        assertThat(destination.isOpen()).isFalse();
        destination.ended(UUID.randomUUID(), Outcome.ACCEPTED);
        assertThat(destination.isOpen()).isTrue();
    }

    @Test
    void fiveDifferentOrdersThatFailAreTrouble() {
        failOrders(4);
        assertThat(destination.state()).isEqualTo(State.FLOWING);
        failOrders(1);
        assertThat(destination.state()).isEqualTo(State.TROUBLED);
        assertThat(destination.isOpen()).isFalse();
    }

    @Test
    void onePoisonOrderIsNoTroubleHoweverOftenItFails() {
        var poison = UUID.randomUUID();
        for (int i = 0; i < 100; i++) {
            end(poison, failure(Kind.EITHER));
        }
        assertThat(destination.state()).isEqualTo(State.FLOWING);
    }

    @Test
    void aSuccessBetweenStartsTheCountAnew() {
        failOrders(4);
        end(UUID.randomUUID(), Outcome.ACCEPTED);
        failOrders(4);
        assertThat(destination.state()).isEqualTo(State.FLOWING);
    }

    @Test
    void whoRefusesOrIsBusyIsWell() {
        failOrders(4);
        end(UUID.randomUUID(), new Refused(422, ""));
        failOrders(4);
        end(UUID.randomUUID(), failure(Kind.EVENT));
        failOrders(4);
        assertThat(destination.state()).isEqualTo(State.FLOWING);
    }

    @Test
    void threeConnectionsInARowThatFailAreTroubleEvenOfOneOrder() {
        var order = UUID.randomUUID();
        end(order, failure(Kind.CONNECTION));
        end(order, failure(Kind.CONNECTION));
        assertThat(destination.state()).isEqualTo(State.FLOWING);
        end(order, failure(Kind.CONNECTION));
        assertThat(destination.state()).isEqualTo(State.TROUBLED);
    }

    @Test
    void probesAtGrowingDistances() {
        failOrders(5);
        assertThat(destination.pause()).isEqualTo(Duration.ofMillis(100));
        for (long expected : new long[] {200, 400, 800, 1600, 3200, 5000, 5000}) {
            var order = UUID.randomUUID();
            destination.probe(order);
            assertThat(destination.state()).isEqualTo(State.PROBING);
            assertThat(destination.isOpen()).isFalse();
            destination.ended(order, failure(Kind.DESTINATION));
            assertThat(destination.state()).isEqualTo(State.TROUBLED);
            assertThat(destination.pause()).isEqualTo(Duration.ofMillis(expected));
        }
    }

    @Test
    void whatWasUnderWayBeforeAProbeDoesNotDecideForIt() {
        destination.started();
        failOrders(5);
        destination.probe(UUID.randomUUID());
        destination.ended(UUID.randomUUID(), failure(Kind.EITHER));
        assertThat(destination.state()).isEqualTo(State.PROBING);
        assertThat(destination.inFlight()).isEqualTo(1);
    }

    @Test
    void comesBackSlowly() {
        failOrders(5);
        var order = UUID.randomUUID();
        destination.probe(order);
        destination.ended(order, Outcome.ACCEPTED);
        assertThat(destination.state()).isEqualTo(State.FLOWING);
        assertThat(inParallel()).isEqualTo(1);
        end(UUID.randomUUID(), Outcome.ACCEPTED);
        assertThat(inParallel()).isEqualTo(2);
        for (int i = 0; i < 10; i++) {
            end(UUID.randomUUID(), Outcome.ACCEPTED);
        }
        assertThat(inParallel()).isEqualTo(4);
    }

    @Test
    void flowsWhenThereIsNothingToProbeWith() {
        failOrders(5);
        destination.nothingToProbe();
        assertThat(destination.state()).isEqualTo(State.FLOWING);
        assertThat(inParallel()).isEqualTo(1);
    }

    /** How many may start now. */
    private int inParallel() {
        int started = 0;
        while (destination.isOpen()) {
            destination.started();
            started++;
        }
        for (int i = 0; i < started; i++) {
            destination.ended(POISON, failure(Kind.EITHER));
        }
        return started;
    }
}
