package dev.tiffin.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.bridge.StubFunctions.Received;
import dev.tiffin.contract.EventTypes;
import dev.tiffin.database.TestDatabase;
import io.vertx.core.http.HttpServerRequest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A function that is down slows nobody else, loses nothing, kills nothing. */
class TroubleTest {

    private static final String PAYMENT = "payment-fn";

    private final TestDatabase database = TestDatabase.fresh();
    private final StubFunctions payment = StubFunctions.start(TestRelay.VERTX);
    private final StubFunctions others = StubFunctions.start(TestRelay.VERTX);
    private TestOrders orders;
    private TestRelay relay;

    @BeforeEach
    void start() throws SQLException {
        orders = new TestOrders(database);
        relay = TestRelay.start(
                database, TestRelay.direct(Map.of(PAYMENT, payment.address()), others.address()), TestRelay.settings());
    }

    @AfterEach
    void stop() throws SQLException {
        relay.close();
        orders.close();
        payment.close();
        others.close();
        database.close();
    }

    private long count(String table) {
        try {
            return orders.number("select count(*) from " + table);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private void awaitPayments(StubFunctions where, int distinct) {
        where.await(
                distinct + " payments",
                events -> events.stream().map(Received::id).distinct().count() >= distinct);
    }

    private void askForPayments(int count) throws SQLException {
        orders.placeQuickly(count);
        orders.execute("""
                update orders set status = 'PAYMENT_REQUESTED', validated_at = now(), payment_method = 'tok_visa',
                    payment_attempt = 1 where status = 'PLACED'""");
    }

    @Test
    void whenItRefusesConnections() throws SQLException {
        payment.close();
        askForPayments(1_200);
        others.await(1_200);
        Eventually.is("what waits for it leaves the memory", () -> count("redelivery") >= 1_200 - Lanes.MOST_WAITING);
        for (int i = 0; i < 5; i++) {
            others.awaitId(orders.place() + ":1");
        }
        assertThat(relay.gauge("delivery.lag.seconds")).isPositive();

        try (var again = payment.again()) {
            awaitPayments(again, 1_200);
            Eventually.is("the table is empty", () -> count("redelivery") == 0);
            again.firstDeliveries()
                    .forEach((order, versions) -> assertThat(versions).containsExactly(2));
        }
        assertThat(count("dead_letter")).isZero();
        relay.awaitRest();
    }

    @Test
    void whenItIsSlow() throws SQLException {
        var held = new ConcurrentLinkedQueue<HttpServerRequest>();
        payment.behave((event, request) -> held.add(request));
        askForPayments(3_500);
        payment.await(128);
        for (int i = 0; i < 5; i++) {
            others.awaitId(orders.place() + ":1");
        }
        assertThat(state()).as("slow is not dead").isZero();
        payment.answer(204);
        held.forEach(request -> request.response().setStatusCode(204).end());
        awaitPayments(payment, 3_500);
        relay.awaitRest();
        Eventually.is("the table is empty", () -> count("redelivery") == 0);
        payment.firstDeliveries()
                .forEach((order, versions) -> assertThat(versions).containsExactly(2));
    }

    @Test
    void whenItAnswersNothingBut503() throws SQLException {
        payment.answer(503);
        askForPayments(50);
        others.await(50);
        Eventually.is("it is seen to be in trouble", () -> state() != 0);
        int asked = payment.received().size();
        for (int i = 0; i < 20; i++) {
            others.awaitId(orders.place() + ":1");
        }
        assertThat(payment.received()).as("only probes reach it").hasSizeLessThan(asked + 40);
        payment.answer(204);
        awaitPayments(payment, 50);
        Eventually.is("it is well again", () -> state() == 0);
        assertThat(count("dead_letter")).isZero();
        relay.awaitRest();
    }

    @Test
    void whenItRefusesOurTokenForAWhile() throws SQLException {
        payment.answer(401);
        askForPayments(20);
        Eventually.is("it is seen to be in trouble", () -> state() != 0);
        payment.await(25);
        payment.answer(204);
        Eventually.is("all arrived", () -> relay.gauge("unsettled") == 0 && count("redelivery") == 0);
        assertThat(count("dead_letter")).isZero();
    }

    @Test
    void whenItAsksToBeLeftAlone() throws SQLException {
        payment.behave((event, request) -> {
            boolean first = payment.received().stream()
                            .filter(other -> other.id().equals(event.id()))
                            .count()
                    == 1;
            request.response()
                    .setStatusCode(first ? 429 : 204)
                    .putHeader("Retry-After", "2")
                    .end();
        });
        askForPayments(30);
        others.await(30);
        payment.await(60);
        Eventually.is("all arrived", () -> relay.gauge("unsettled") == 0 && count("redelivery") == 0);
        assertThat(state()).as("it is well, and busy").isZero();
        var byOrder = payment.received().stream().collect(Collectors.groupingBy(Received::order));
        assertThat(byOrder.values()).hasSize(30).allSatisfy(twice -> {
            assertThat(twice).hasSize(2);
            assertThat(Duration.ofNanos(twice.get(1).at() - twice.get(0).at()))
                    .as("it was left alone for as long as it asked")
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
        });
        assertThat(count("dead_letter")).isZero();
    }

    @Test
    void whenItCutsConnectionsUnderWay() throws SQLException {
        payment.behave((event, request) -> request.connection().close());
        askForPayments(50);
        others.await(50);
        Eventually.is("it is seen to be in trouble", () -> state() != 0);
        for (int i = 0; i < 5; i++) {
            others.awaitId(orders.place() + ":1");
        }
        payment.answer(204);
        awaitPayments(payment, 50);
        Eventually.is("all arrived", () -> relay.gauge("unsettled") == 0 && count("redelivery") == 0);
        assertThat(count("dead_letter")).isZero();
    }

    @Test
    void whenItIsSilent() throws SQLException {
        relay.close();
        relay = TestRelay.start(
                database,
                TestRelay.direct(Map.of(PAYMENT, payment.address()), others.address(), Duration.ofMillis(300)),
                TestRelay.settings());
        payment.behave((event, request) -> {});
        askForPayments(50);
        others.await(50);
        Eventually.is("it is seen to be in trouble", () -> state() != 0);
        for (int i = 0; i < 5; i++) {
            others.awaitId(orders.place() + ":1");
        }
        payment.answer(204);
        Eventually.is("all arrived", () -> relay.gauge("unsettled") == 0 && count("redelivery") == 0);
        assertThat(payment.firstDeliveries()).hasSize(50);
        assertThat(count("dead_letter")).isZero();
    }

    @Test
    void onePoisonOrderDoesNotStopIt() throws SQLException {
        var poison = orders.place();
        payment.behave((event, request) -> request.response()
                .setStatusCode(event.order().equals(poison) ? 500 : 204)
                .end());
        orders.askForPayment(poison);
        payment.awaitId(poison + ":2");
        var good = new ArrayList<UUID>();
        for (int i = 0; i < 20; i++) {
            var order = orders.place();
            orders.askForPayment(order);
            good.add(order);
            payment.awaitId(order + ":2");
            assertThat(state()).isZero();
        }
        assertThat(payment.firstDeliveries().keySet()).containsAll(good);
    }

    @Test
    void eventsGoWhereTheTriggersSayAndNobodysEventsAreSettled() throws SQLException {
        var order = orders.place();
        orders.askForPayment(order);
        orders.pay(order);
        orders.approve(order);
        orders.change(order, "promised_at = promised_at + interval '5 min'");
        orders.refund(order);
        payment.await(2);
        others.await(3);
        relay.awaitRest();
        Eventually.is("all is settled", () -> relay.gauge("delivery.lag.seconds") == 0);
        assertThat(payment.received())
                .extracting(Received::type)
                .containsExactly(EventTypes.PAYMENT_REQUESTED, EventTypes.REFUND_REQUESTED);
        assertThat(others.received())
                .extracting(Received::type)
                .containsExactly(EventTypes.PLACED, EventTypes.PAID, EventTypes.APPROVED);
    }

    private double state() {
        return relay.destinationState(PAYMENT);
    }
}
