package dev.tiffin.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tiffin.contract.Role;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The delivery agents of the city: they fetch and bring whatever they are given, at once. */
final class Couriers implements AutoCloseable {

    private static final String GIVEN = """
            query Given($filter: OrderFilterInput) {
              orders(first: 100, filter: $filter) { edges { node { id status agent { id } } } }
            }
            """;

    private final Api api;
    private final Tokens tokens;
    private final Thread dispatcher;
    private volatile boolean closed;

    Couriers(Api api, Tokens tokens) {
        this.api = api;
        this.tokens = tokens;
        this.dispatcher = Thread.ofVirtual().name("couriers").start(this::work);
    }

    private void work() {
        try {
            while (!closed) {
                if (round() == 0) {
                    Thread.sleep(100);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns how much there was to do. */
    private int round() throws InterruptedException {
        var byAgent = new HashMap<String, List<String>>();
        try {
            var filter = Map.of("filter", Map.of("statuses", List.of("ASSIGNED", "PICKED_UP")));
            for (var edge : api.ask(tokens.operator(), GIVEN, filter).data().at("/orders/edges")) {
                var order = edge.path("node");
                byAgent.computeIfAbsent(order.at("/agent/id").asText(), agent -> new ArrayList<>())
                        .add(step(order));
            }
            for (var agent : byAgent.entrySet()) {
                var steps = new StringBuilder("mutation {");
                for (var at = 0; at < agent.getValue().size(); at++) {
                    steps.append(" s")
                            .append(at)
                            .append(": ")
                            .append(agent.getValue().get(at));
                }
                var unused = api.ask(
                        tokens.of(Role.AGENT, agent.getKey()),
                        steps.append(" }").toString(),
                        Map.of());
            }
        } catch (IOException e) {
            return 0; // the gateway is away: tried again
        }
        return byAgent.size();
    }

    private static String step(JsonNode order) {
        var command = order.path("status").asText().equals("ASSIGNED") ? "markPickedUp" : "markDelivered";
        return command + "(id: \"" + order.path("id").asText() + "\") { id }";
    }

    @Override
    public void close() {
        closed = true;
        dispatcher.interrupt();
    }
}
