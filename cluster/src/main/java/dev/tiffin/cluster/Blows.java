package dev.tiffin.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What must not cost an order. */
final class Blows {

    private static final Duration LONG = Duration.ofMinutes(15);
    private static final String EVENTING = "--namespace=knative-eventing";
    private static final int WATCHED = 30;

    private final Parties parties;

    Blows(Parties parties) {
        this.parties = parties;
    }

    /** Something that is done while orders flow; returns what is worth telling. */
    private interface Blow {
        String falls() throws InterruptedException;
    }

    /** Orders before, during and after; every one of them must arrive, having taken each step once. */
    private String whileOrdersFlow(Blow blow) throws InterruptedException {
        try (var flow = new Flow(parties.customers())) {
            var underWay = flow.crowd();
            var told = blow.falls();
            var orders = flow.end();
            var homecoming = parties.customers().awaitAllDelivered(orders, LONG);
            return told + "; " + underWay + " under way then, all " + orders.size() + " home " + homecoming.toSeconds()
                    + " s after the last was placed";
        }
    }

    String failingStep() throws InterruptedException {
        Installation.setOn("payment-fn", "TIFFIN_GATEWAY_URL", "http://nobody.invalid");
        Installation.awaitFunction("payment-fn");
        var orders = parties.customers().place(5);
        Until.holds(
                "the bridge has taken down what could not be delivered",
                LONG,
                () -> Integer.parseInt(Flow.ask("select (select count(distinct order_id) from redelivery)"
                                + " + (select count(*) from dead_letter where state = 'OPEN')"))
                        >= orders.size());
        var waiting = Flow.ask("select coalesce(string_agg(distinct why, ', '), '') from redelivery");
        var dead = Flow.ask("select count(*) from dead_letter where state = 'OPEN'");
        Installation.setOn("payment-fn", "TIFFIN_GATEWAY_URL", "http://api-gateway");
        Installation.awaitFunction("payment-fn");
        var took = parties.customers().awaitAllDelivered(orders, LONG);
        return "waited (" + waiting + "), dead letters " + dead + "; home " + took.toSeconds() + " s after the repair";
    }

    String newRevision() throws InterruptedException {
        return whileOrdersFlow(() -> {
            Installation.setOn("restaurant-approval-fn", "ROLLED", Instant.now().toString());
            Installation.awaitFunction("restaurant-approval-fn");
            return "restaurant-approval-fn rolled";
        });
    }

    String killedPods() throws InterruptedException {
        return whileOrdersFlow(() -> {
            var killed = new ArrayList<String>();
            for (var selector : List.of(
                    Kubectl.named("event-bridge"),
                    Kubectl.function("payment-fn"),
                    Kubectl.named("api-gateway"),
                    Kubectl.function("agent-assignment-fn"))) {
                for (var pod : Kubectl.pods(selector)) {
                    Kubectl.kill(pod.name());
                    killed.add(pod.name().replaceFirst("-[0-9a-f]+-.*|-\\d+-deployment.*", ""));
                }
            }
            parties.forward().cut();
            Installation.awaitRolledOut("api-gateway");
            Installation.awaitRolledOut("event-bridge");
            return "killed " + String.join(", ", killed);
        });
    }

    String killedChannel() throws InterruptedException {
        var dispatcher = List.of(
                "kubectl",
                EVENTING,
                "get",
                "pods",
                "--output=name",
                "--selector=messaging.knative.dev/role=dispatcher");
        var pods = Kubectl.run(dispatcher).out().lines().toList();
        if (pods.isEmpty()) {
            return "not tried: the Broker has no in-memory channel";
        }
        return whileOrdersFlow(() -> {
            for (var pod : pods) {
                var unused = Kubectl.run(
                        List.of("kubectl", EVENTING, "delete", pod, "--grace-period=0", "--force", "--wait=false"));
            }
            return "killed " + pods.size() + " dispatcher";
        });
    }

    String rolled() throws InterruptedException {
        return whileOrdersFlow(() -> {
            var watched = parties.customers().place(WATCHED);
            try (var subscriber = new Subscriber(parties.api(), parties.tokens().customer(), watched)) {
                for (var deployment : List.of("event-bridge", "api-gateway")) {
                    Kubectl.must("rollout", "restart", "deployment/" + deployment);
                    Kubectl.must("scale", "deployment/" + deployment, "--replicas=3");
                }
                Installation.awaitRolledOut("api-gateway");
                Installation.awaitRolledOut("event-bridge");
                parties.forward().cut();
                Kubectl.must("scale", "deployment/api-gateway", "deployment/event-bridge", "--replicas=1");
                Installation.awaitRolledOut("api-gateway");
                Installation.awaitRolledOut("event-bridge");
                parties.forward().cut();
                subscriber.awaitAllDelivered(LONG);
                return "one subscriber of " + WATCHED + " orders on " + subscriber.connections()
                        + " connections missed nothing";
            }
        });
    }

    String killedDatabase() throws InterruptedException {
        return whileOrdersFlow(() -> {
            Kubectl.kill("postgres-0");
            Until.holds(
                    "PostgreSQL is back",
                    LONG,
                    () -> Kubectl.pods(Kubectl.named("postgres")).stream().anyMatch(Kubectl.Pod::ready));
            return "postgres-0 killed";
        });
    }
}
