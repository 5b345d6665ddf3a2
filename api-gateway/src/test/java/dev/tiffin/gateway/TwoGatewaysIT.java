package dev.tiffin.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tiffin.contract.Role;
import dev.tiffin.database.TestDatabase;
import dev.tiffin.gateway.testing.GatewayProcess;
import dev.tiffin.gateway.testing.LiveSocket;
import dev.tiffin.gateway.testing.LiveSocket.Speaking;
import dev.tiffin.issuer.DevelopmentIssuer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two gateways, processes of their own, on one database; one of them is killed in the middle. */
class TwoGatewaysIT {

    private static final int ORDERS = 20;
    private static final String WATCH =
            "subscription W($id: ID!, $after: Int) { orderChanged(id: $id, afterVersion: $after) { version } }";

    private final DevelopmentIssuer issuer = DevelopmentIssuer.temporary();
    private final String ada = issuer.token("ada", Role.CUSTOMER, Duration.ofHours(1));
    private final String validation =
            issuer.token(Role.ORDER_VALIDATION_FN, Role.ORDER_VALIDATION_FN, Duration.ofHours(1));

    @Test
    void aKilledGatewayLosesNobodyAVersion() throws Exception {
        try (var database = TestDatabase.seeded();
                var here = GatewayProcess.start(database, issuer);
                var there = GatewayProcess.start(database, issuer);
                var hereLive = LiveSocket.ready(Speaking.TRANSPORT, here.live(), ada);
                var thereLive = LiveSocket.ready(Speaking.TRANSPORT, there.live(), ada)) {
            List<String> ids = placed(here, there);
            for (String id : ids) {
                hereLive.start(id, WATCH, Map.of("id", id));
                thereLive.start(id, WATCH, Map.of("id", id));
            }
            versions(hereLive, 1);
            versions(thereLive, 1);

            validate(there, here, ids);
            database.execute("notify order_feed");
            versions(hereLive, 2);
            versions(thereLive, 2);

            for (int at = 0; at < ORDERS / 2; at++) {
                cancel(there, ids.get(at));
            }
            there.kill();
            for (int at = ORDERS / 2; at < ORDERS; at++) {
                cancel(here, ids.get(at));
            }
            database.execute("notify order_feed");

            // Who watched the one that lives sees what both wrote; who watched the other goes on there.
            versions(hereLive, 3);
            try (var again = LiveSocket.ready(Speaking.LEGACY, here.live(), ada)) {
                for (String id : ids) {
                    again.start(id, WATCH, Map.of("id", id, "after", 2));
                }
                versions(again, 3);
            }
        }
    }

    // Every order's next version is this one.
    private static void versions(LiveSocket socket, int version) {
        List<String> told = new ArrayList<>();
        for (int at = 0; at < ORDERS; at++) {
            JsonNode message = socket.message();
            assertThat(message.at("/payload/data/orderChanged/version").asInt())
                    .as("%s", message)
                    .isEqualTo(version);
            told.add(message.path("id").asText());
        }
        assertThat(told).doesNotHaveDuplicates();
    }

    private List<String> placed(GatewayProcess one, GatewayProcess other) throws Exception {
        List<String> ids = new ArrayList<>();
        for (int at = 0; at < ORDERS; at++) {
            ids.add(place(at % 2 == 0 ? one : other));
        }
        return ids;
    }

    private void validate(GatewayProcess one, GatewayProcess other, List<String> ids) throws Exception {
        for (int at = 0; at < ORDERS; at++) {
            validate(at % 2 == 0 ? one : other, ids.get(at));
        }
    }

    private String place(GatewayProcess gateway) throws Exception {
        return gateway.ask(
                        ada,
                        "mutation { placeOrder(order: {restaurantId: \"spice-garden\", paymentMethod: \"tok_visa\", "
                                + "address: {text: \"1 Test Street\", latitude: 52.52, longitude: 13.40}, "
                                + "lines: [{itemId: \"spice-garden-1\", quantity: 2}]}) { id } }")
                .at("/data/placeOrder/id")
                .asText();
    }

    private void validate(GatewayProcess gateway, String id) throws Exception {
        var outcome = gateway.ask(
                validation,
                "mutation { recordValidations(results: [{orderId: \"" + id
                        + "\", statusVersion: 1, violations: []}]) { outcome } }");
        assertThat(outcome.at("/data/recordValidations/0/outcome").asText()).isEqualTo("APPLIED");
    }

    private void cancel(GatewayProcess gateway, String id) throws Exception {
        var cancelled = gateway.ask(ada, "mutation { cancelOrder(id: \"" + id + "\") { version } }");
        assertThat(cancelled.at("/data/cancelOrder/version").asInt()).isEqualTo(3);
    }
}
