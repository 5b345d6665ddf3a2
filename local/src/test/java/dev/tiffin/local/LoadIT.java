package dev.tiffin.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many orders at once, and processes that are killed while they are under way. */
@ExtendWith(SharedSystem.class)
class LoadIT {

    private static final Duration LONGEST_WAY_HOME = Duration.ofMinutes(4);
    private static final int WAVE = 100;
    private static final int IN_FLIGHT = 50;

    private final RunningSystem system;
    private final Truth truth;

    LoadIT(RunningSystem system) {
        this.system = system;
        this.truth = new Truth(system);
    }

    @Test
    void aThousandOrdersAtOnceAllArriveAndNoAgentCarriesTooMany() throws Exception {
        var customer = new Customer(system, "thousand");
        customer.placeMany(1_000);
        allArrive(customer, 1_000);
    }

    /** At the moment of the kill at least {@value #IN_FLIGHT} orders are under way, some of them here. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "order-validation-fn",
                "payment-fn",
                "restaurant-approval-fn",
                "agent-assignment-fn",
                "event-bridge",
                "api-gateway",
                "PostgreSQL"
            })
    void killedInMidFlowItComesBackAndEveryOrderArrives(String service) throws Exception {
        var customer = new Customer(system, "killed-" + service);
        var victim = system.process(service);
        customer.placeMany(WAVE);
        awaitWorkFor(service, customer);
        var inFlight = truth.inFlight(customer.name());
        RunningSystem.kill(victim.pid(), "KILL");
        assertThat(inFlight).isGreaterThanOrEqualTo(IN_FLIGHT);
        victim.onExit().join();
        allArrive(customer, WAVE);
        assertThat(system.process(service).pid()).isNotEqualTo(victim.pid());
        assertThat(system.screen()).contains(service + " was killed by signal 9", service + " is back");
    }

    /** Also while the answer to the customer is on its way: asked again with the same ids, nothing is ordered twice. */
    @Test
    void aCustomerWhoseAnswerWasLostAsksAgain() throws Exception {
        var customer = new Customer(system, "lost-answer");
        var failure = new AtomicReference<Exception>();
        var placing = Thread.ofVirtual().start(() -> {
            try {
                customer.placeMany(500);
            } catch (Exception e) {
                failure.set(e);
            }
        });
        Until.holds(
                "some of the orders are placed",
                Duration.ofSeconds(30),
                () -> truth.number("select count(*) from orders where customer_id = ?", customer.name()) > 0);
        RunningSystem.kill(system.process("api-gateway").pid(), "KILL");
        placing.join();
        assertThat(failure).hasNullValue();
        allArrive(customer, 500);
    }

    private void awaitWorkFor(String service, Customer customer) throws Exception {
        var waiting = RunningSystem.manifests().waitingFor(service).stream()
                .map(Enum::name)
                .toArray(String[]::new);
        if (waiting.length > 0) {
            Until.holds(
                    "orders wait for " + service, Duration.ofSeconds(30), () -> truth.in(customer.name(), waiting) > 0);
        }
    }

    private void allArrive(Customer customer, int count) throws Exception {
        Until.holds("all of " + customer.name() + " arrive", LONGEST_WAY_HOME, () -> {
            try {
                return truth.in(customer.name(), "DELIVERED") == count;
            } catch (java.sql.SQLException e) {
                return false; // PostgreSQL may be the one that was killed
            }
        });
        assertThat(truth.brokenHistories()).isEmpty();
        assertThat(truth.overloadedAgents()).isEmpty();
    }
}
