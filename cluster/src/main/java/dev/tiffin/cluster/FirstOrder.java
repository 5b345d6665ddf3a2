package dev.tiffin.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;

/** From nothing to the first order that has its agent. */
record FirstOrder(Installation installation, Parties parties) {

    String with(String overlay) throws InterruptedException {
        var since = installation.install(overlay);
        installation.awaitReady();
        var ready = Duration.between(since, Instant.now());
        parties.forward().cut();
        var id = parties.customers().place();
        var unused = parties.customers().await(id, "ASSIGNED", Duration.ofMinutes(5));
        return "ready after " + ready.toSeconds() + " s, assigned after "
                + Duration.between(since, Instant.now()).toSeconds() + " s";
    }

    /** Nothing may be made anew by it: kubectl calls much "configured" that the API server then finds unchanged. */
    String again(String overlay) throws InterruptedException {
        var before = generations();
        installation.apply(overlay);
        var after = generations();
        if (!after.equals(before)) {
            throw new Failure("Applied again, the generations are " + after + " and were " + before);
        }
        installation.awaitReady();
        return after.size() + " objects, each as before";
    }

    /** Of what was applied; what Knative makes of it, and scales, is not counted. */
    private static List<String> generations() throws InterruptedException {
        var kinds = "deployments,statefulsets,jobs,networkpolicies,services.serving.knative.dev";
        return StreamSupport.stream(Kubectl.get(kinds).path("items").spliterator(), false)
                .filter(item -> item.at("/metadata/ownerReferences").isEmpty())
                .map(item -> item.path("kind").asText() + "/"
                        + item.at("/metadata/name").asText() + " "
                        + item.at("/metadata/generation").asLong())
                .toList();
    }
}
