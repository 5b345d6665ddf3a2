package dev.tiffin.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who may do what, and who reaches whom. */
final class Borders {

    private static final String RECORD_PAYMENT = """
            mutation { recordPayments(results: [{orderId: "%s", statusVersion: 1, outcome: CHARGED, amount: 1,
              currency: "EUR", paymentAttempt: 1, paymentReference: "none"}]) { outcome } }
            """;
    private static final String RECORD_VALIDATION = """
            mutation { recordValidations(results: [{orderId: "%s", statusVersion: 1, violations: []}]) { outcome } }
            """;
    private static final String OUTSIDE = "tiffin-e2e-outside";

    private final Parties parties;

    Borders(Parties parties) {
        this.parties = parties;
    }

    String identity() throws InterruptedException {
        expect("UNKNOWN_ORDER", "payment-fn records a payment", token("payment-fn", "tiffin"), RECORD_PAYMENT);
        expect("FORBIDDEN", "payment-fn records a validation", token("payment-fn", "tiffin"), RECORD_VALIDATION);
        expect("FORBIDDEN", "event-bridge records a payment", token("event-bridge", "tiffin"), RECORD_PAYMENT);
        expect("401", "another account of the namespace", token("default", "tiffin"), RECORD_PAYMENT);
        expect("401", "a token for another audience", token("payment-fn", "elsewhere"), RECORD_PAYMENT);
        expect("FORBIDDEN", "a person who calls himself a function", impostor(), RECORD_PAYMENT);
        expect("UNAUTHENTICATED", "no token", null, RECORD_PAYMENT);
        return "7 callers, each with what it may";
    }

    private String impostor() {
        return parties.tokens().of("payment-fn", "payment-fn");
    }

    private static String token(String account, String audience) throws InterruptedException {
        return Kubectl.must("create", "token", account, "--audience=" + audience)
                .strip();
    }

    private void expect(String expected, String who, @Nullable String token, String document)
            throws InterruptedException {
        try {
            var answer = parties.api().ask(token, document.formatted(UUID.randomUUID()), Map.of());
            var said = answer.status() + " " + answer.body();
            if (!said.contains(expected)) {
                throw new Failure(who + ": not " + expected + " but " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String network() throws InterruptedException {
        // One that lives for a while yet: it has just worked.
        var unused = parties.customers().await(parties.customers().place(), "DELIVERED", Duration.ofMinutes(3));
        var function = Kubectl.pods("app.kubernetes.io/component=function").getFirst();
        try (var asFunction = Probe.in(Kubectl.NAMESPACE, "e2e-as-function", "app.kubernetes.io/component: function");
                var asNobody = Probe.in(Kubectl.NAMESPACE, "e2e-as-nobody", "e2e: nobody");
                var outside = Probe.outside(OUTSIDE)) {
            for (var probe : List.of(asNobody, outside)) {
                probe.doesNotReach(function.address(), 8012);
            }
            asFunction.reaches("api-gateway.tiffin", 80);
            asFunction.doesNotReach("postgres.tiffin", 5432);
            asFunction.doesNotReach("event-bridge.tiffin", 80);
            for (var probe : List.of(asNobody, outside)) {
                probe.doesNotReach("postgres.tiffin", 5432);
                probe.doesNotReach("api-gateway.tiffin", 80);
                probe.doesNotReach("event-bridge.tiffin", 80);
            }
        }
        return "3 kinds of pods, 11 ways";
    }

    /** From where the bridge is, so that the network lets it through: only the token keeps it out. */
    String strangersAtFunctions() throws InterruptedException {
        try (var probe = Probe.in(Kubectl.NAMESPACE, "e2e-as-bridge", "app.kubernetes.io/name: event-bridge")) {
            mustAnswer(probe, "no token", "", "401");
            mustAnswer(probe, "payment-fn's token", bearer("payment-fn"), "403");
            mustAnswer(probe, "the bridge's token, no event", bearer("event-bridge"), "400");
        }
        return "no token 401, another's 403, the bridge's accepted";
    }

    private static String bearer(String account) throws InterruptedException {
        return "Authorization: Bearer " + token(account, "tiffin") + "\\r\\n";
    }

    private static void mustAnswer(Probe probe, String who, String header, String status) throws InterruptedException {
        var host = "restaurant-approval-fn." + Kubectl.NAMESPACE;
        var answer = probe.post(host, header);
        if (!answer.contains(" " + status + " ")) {
            throw new Failure(who + ": not " + status + " but " + answer);
        }
    }
}
