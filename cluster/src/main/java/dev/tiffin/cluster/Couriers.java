package dev.tiffin.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tiffin.contract.Role;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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

    /** Returns how many had something to do. All act at once, or trials would measure them and not the system. */
    private int round() throws InterruptedException {
        var byAgent = new HashMap<String, List<String>>();
        try (var hands = Executors.newVirtualThreadPerTaskExecutor()) {
            var filter = Map.of("filter", Map.of("statuses", List.of("ASSIGNED", "PICKED_UP")));
            for (var edge : api.ask(tokens.operator(), GIVEN, filter).data().at("/orders/edges")) {
                var order = edge.path("node");
                byAgent.computeIfAbsent(order.at("/agent/id").asText(), agent -> new ArrayList<>())
                        .add(step(order));
            }
            for (var acted : hands.invokeAll(byAgent.entrySet().stream()
                    .map(agent -> (Callable<Api.Answer>) () -> act(agent.getKey(), agent.getValue()))
                    .toList())) {
                var unused = acted.get();
            }
        } catch (IOException e) {
            return 0; // the gateway is away: tried again
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException) {
                return 0; // the same
            }
            throw new Failure("The couriers cannot act", e);
        }
        return byAgent.size();
    }

    private Api.Answer act(String agent, List<String> steps) throws InterruptedException, IOException {
        var mutation = IntStream.range(0, steps.size())
                .mapToObj(at -> " s" + at + ": " + steps.get(at))
                .collect(Collectors.joining("", "mutation {", " }"));
        return api.ask(tokens.of(Role.AGENT, agent), mutation, Map.of());
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
