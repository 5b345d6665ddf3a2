package dev.tiffin.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tiffin.bench.BenchFailure;
import dev.tiffin.contract.OrderStatus;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CustomersTest {

    private static final List<String> CUSTOMERS = List.of("Bearer ann", "Bearer bob");
    private static final List<String> HONEST =
            List.of("1 PLACED", "2 PAYMENT_REQUESTED", "3 PAID", "4 APPROVED", "5 ASSIGNED");

    private final StubGateway gateway = StubGateway.start(HONEST);

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void followsOrdersOfAllCustomersToTheirAgents() {
        try (var customers = Customers.open(gateway.port(), CUSTOMERS, OrderStatus.ASSIGNED, Set.of())) {
            var orders = IntStream.range(0, 20).mapToObj(n -> customers.order()).toList();

            assertThat(orders).allSatisfy(order -> assertThat(order.join()).isPositive());
        }
        assertThat(gateway.placed("Bearer ann"))
                .as("a first one and half of the others")
                .isEqualTo(11);
        assertThat(gateway.placed("Bearer bob")).isEqualTo(11);
    }

    @Test
    void aBurstIsOverWhenTheLastAgentIsKnown() {
        try (var customers = Customers.open(gateway.port(), CUSTOMERS, OrderStatus.ASSIGNED, Set.of())) {
            var burst = customers.burst(100);

            assertThat(burst.answerMillis()).isPositive();
            assertThat(burst.arrivedMillis()).isPositive();
        }
        assertThat(gateway.placed("Bearer ann")).isEqualTo(101);
    }

    @Test
    void aMissedVersionFailsEveryOrderOfTheMeasurement() {
        try (var customers = Customers.open(gateway.port(), CUSTOMERS, OrderStatus.ASSIGNED, Set.of())) {
            gateway.push(List.of("1 PLACED", "2 PAYMENT_REQUESTED", "4 APPROVED"));

            assertThatThrownBy(() -> join(customers.order()))
                    .isInstanceOf(BenchFailure.class)
                    .hasMessageContaining("version 4 after version 2");
            gateway.push(HONEST);
            assertThatThrownBy(() -> join(customers.order())).isInstanceOf(BenchFailure.class);
        }
    }

    @Test
    void anOrderThatEndsOtherwiseFails() {
        try (var customers = Customers.open(gateway.port(), CUSTOMERS, OrderStatus.ASSIGNED, Set.of())) {
            gateway.push(List.of("1 PLACED", "2 REJECTED"));

            assertThatThrownBy(() -> join(customers.order())).hasMessageContaining("became REJECTED");
        }
    }

    @Test
    void anErrorInTheAnswerFails() {
        try (var customers = Customers.open(gateway.port(), CUSTOMERS, OrderStatus.ASSIGNED, Set.of())) {
            gateway.answer("{\"errors\":[{\"message\":\"closed\"}],\"data\":null}");

            assertThatThrownBy(() -> join(customers.order())).hasMessageContaining("closed");
        }
    }

    @Test
    void noGatewayIsOneClearSentence() {
        var port = gateway.port();
        gateway.close();

        assertThatThrownBy(() -> Customers.open(port, CUSTOMERS, OrderStatus.ASSIGNED, Set.of()))
                .isInstanceOf(BenchFailure.class);
    }

    private static long join(CompletableFuture<Long> order) throws Throwable {
        try {
            return order.join();
        } catch (java.util.concurrent.CompletionException e) {
            throw e.getCause();
        }
    }
}
