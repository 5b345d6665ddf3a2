package dev.tiffin.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.tiffin.bridge.StubFunctions.Received;
import dev.tiffin.contract.EventTypes;
import dev.tiffin.contract.OrderStatus;
import dev.tiffin.database.TestDatabase;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The events of an order's life, one file for each type. They only ever grow: a file that has to change otherwise
 * breaks somebody. {@code -Dgolden=write} writes them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoldenEventsTest {

    private static final Path FILES = Path.of("src/test/resources/events");
    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());

    private final UUID order = UUID.fromString("018f3d5c-0000-7000-8000-000000000001");
    private List<Received> received = List.of();

    @BeforeAll
    void live() throws SQLException {
        try (var database = TestDatabase.fresh();
                var orders = new TestOrders(database);
                var broker = StubFunctions.start(TestRelay.VERTX);
                var relay = TestRelay.toBroker(database, broker)) {
            orders.place(order);
            orders.change(order, "status = 'VALIDATED', validated_at = now()");
            orders.askForPayment(order);
            orders.pay(order);
            orders.change(order, "status = 'AWAITING_RESTAURANT'");
            orders.approve(order);
            orders.change(order, "reason_code = 'NO_AGENT_FREE', reason = 'No agent is free.'");
            orders.execute("""
                    insert into agent (id, name, latitude, longitude, capacity, on_duty, position_at)
                    values ('agent-01', 'Asha', 52.5, 13.4, 2, true, now())""");
            orders.change(order, "status = 'ASSIGNED', agent_id = 'agent-01', agent_assigned_at = now()");
            orders.change(order, "status = 'PICKED_UP'");
            orders.change(order, "status = 'DELIVERED'");
            orders.refund(order);
            orders.change(order, "status = 'REFUNDED', refunded_at = now()");
            for (String end : List.of("REJECTED", "CANCELLED")) {
                var other = orders.place();
                orders.change(other, "status = '" + end + "', reason_code = 'CLOSED', reason = 'Closed.'");
            }
            received = new ArrayList<>(broker.await(16));
            relay.awaitRest();
        }
        received.removeIf(event ->
                event.type().equals(EventTypes.PLACED) && !event.order().equals(order));
    }

    @AfterAll
    void forget() {
        received = List.of();
    }

    @Test
    void everyTypeHasItsFileAndIsToldAsItSays() throws IOException {
        var types = Arrays.stream(OrderStatus.values())
                .map(OrderStatus::eventType)
                .collect(Collectors.toCollection(TreeSet::new));
        types.add(EventTypes.UPDATED);
        assertThat(received).extracting(Received::type).containsExactlyInAnyOrderElementsOf(types);
        for (Received event : received) {
            var file = FILES.resolve(event.type().substring(EventTypes.PREFIX.length()) + ".txt");
            if ("write".equals(System.getProperty("golden"))) {
                Files.writeString(file, text(event));
            }
            assertThat(text(event)).as(file.toString()).isEqualTo(Files.readString(file));
        }
    }

    /** Attributes and pretty JSON, with what differs from run to run made the same. */
    private String text(Received event) throws IOException {
        CloudEvent judged = CloudEventsJudge.read(event);
        var text = new StringBuilder();
        new TreeSet<>(judged.getAttributeNames())
                .forEach(name -> text.append(name)
                        .append(": ")
                        .append(judged.getAttribute(name))
                        .append('\n'));
        new TreeSet<>(judged.getExtensionNames())
                .forEach(name -> text.append(name)
                        .append(": ")
                        .append(judged.getExtension(name))
                        .append('\n'));
        var data = new String(judged.getData().toBytes(), StandardCharsets.UTF_8);
        text.append(JSON.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsString(JSON.readTree(data)));
        return text.toString()
                        .replaceAll("20\\d\\d-\\d\\d-\\d\\dT[0-9:.]+Z", "2026-01-01T00:00:00Z")
                        .replace(event.order().toString(), order.toString())
                + "\n";
    }

    @Test
    void tokensTravelWithRequestsForPaymentOnlyAndAddressesNeverWithMoney() {
        assertThat(received).allSatisfy(event -> {
            boolean charge = event.type().equals(EventTypes.PAYMENT_REQUESTED);
            boolean money = charge || event.type().equals(EventTypes.REFUND_REQUESTED);
            assertThat(event.body().contains("tok_visa")).isEqualTo(charge);
            assertThat(event.body().contains("Torstraße")).isEqualTo(!money);
        });
    }

    @Test
    void attributesAreAsciiSequencesSortAsTextAndTheTraceIsAlsoAHeader() {
        assertThat(received).allSatisfy(event -> {
            assertThat(event.headers().entries())
                    .allSatisfy(header -> assertThat(header.getValue()).isASCII());
            assertThat(event.headers().get("traceparent"))
                    .isEqualTo(event.headers().get("ce-traceparent"));
            assertThat(event.headers().get("ce-sequence")).hasSize(10);
            assertThat(event.headers().get("content-type")).isEqualTo("application/json");
        });
        assertThat(received.getFirst().headers().get("traceparent"))
                .isEqualTo("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    }

    @Test
    void theDataIsTheContracts() throws IOException {
        for (Received event : received) {
            var data = event.data();
            assertThat(data.id()).isEqualTo(event.order());
            assertThat(data.version()).isEqualTo(event.version());
            assertThat(JSON.readTree(event.body())).isEqualTo(JSON.readTree(writer().writeValueAsString(data)));
        }
    }

    private static ObjectMapper writer() {
        return JSON.copy().disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    }
}
