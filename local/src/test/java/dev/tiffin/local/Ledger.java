package dev.tiffin.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What the provider says, asked by its own API. */
record Ledger(List<JsonNode> payments, List<JsonNode> refunds) {

    static Ledger of(RunningSystem system) throws IOException, InterruptedException {
        return new Ledger(all(system, "/v1/payment_intents"), all(system, "/v1/refunds"));
    }

    /** Empty while the provider is away. */
    static Optional<Ledger> ifThere(RunningSystem system) throws InterruptedException {
        try {
            return Optional.of(of(system));
        } catch (IOException away) {
            return Optional.empty();
        }
    }

    /** What was taken for an order and not given back, minor units. */
    long kept(UUID order) {
        return sum(charged(order), "amount_received")
                - sum(succeeded(refunds).filter(of(order)).toList(), "amount");
    }

    /** The provider's names of the charges of an order. */
    List<String> references(UUID order) {
        return charged(order).stream()
                .map(payment -> payment.path("id").asText())
                .toList();
    }

    /** The attempts in which money was taken. */
    List<String> attempts(UUID order) {
        return charged(order).stream()
                .map(payment -> payment.at("/metadata/attempt").asText())
                .toList();
    }

    private List<JsonNode> charged(UUID order) {
        return succeeded(payments).filter(of(order)).toList();
    }

    private static Stream<JsonNode> succeeded(List<JsonNode> entries) {
        return entries.stream().filter(entry -> entry.path("status").asText().equals("succeeded"));
    }

    private static Predicate<JsonNode> of(UUID order) {
        return entry -> entry.at("/metadata/order_id").asText().equals(order.toString());
    }

    private static long sum(List<JsonNode> entries, String field) {
        return entries.stream().mapToLong(entry -> entry.path(field).asLong()).sum();
    }

    private static List<JsonNode> all(RunningSystem system, String path) throws IOException, InterruptedException {
        var found = new ArrayList<JsonNode>();
        try (var http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            JsonNode page;
            var after = "";
            do {
                var address = URI.create(system.address(Services.SIMULATOR) + path + "?limit=100" + after);
                var question = HttpRequest.newBuilder(address)
                        .header("Authorization", "Bearer sk_test_auditor")
                        .build();
                page = GraphQl.JSON.readTree(http.send(question, HttpResponse.BodyHandlers.ofString())
                        .body());
                page.path("data").forEach(found::add);
                after = found.isEmpty()
                        ? ""
                        : "&starting_after=" + found.getLast().path("id").asText();
            } while (page.path("has_more").asBoolean());
        }
        return found;
    }
}
