package dev.tiffin.cluster;

import dev.tiffin.contract.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The system in the cluster, from a copy of {@code k8s/} whose images are those just built.
 *
 * @param folder with {@code k8s/} and {@code issuer/} in it
 */
record Installation(Path folder) {

    static final List<String> FUNCTIONS = Role.FUNCTIONS.stream().sorted().toList();

    private static final String TRIGGERS = "triggers.eventing.knative.dev";
    private static final Duration LONG = Duration.ofMinutes(10);

    /** What is there already belongs to somebody, and {@link #remove} would take it away. */
    void mustHaveRoom() throws InterruptedException {
        if (Kubectl.run("get", "namespace", Kubectl.NAMESPACE).well()) {
            throw new Failure(
                    "There is a namespace " + Kubectl.NAMESPACE + " in this cluster already; this would delete it."
                            + " kubectl delete namespace " + Kubectl.NAMESPACE + " makes room, if nobody needs it.");
        }
    }

    /** Makes namespace, secrets and everything of an overlay; returns when it was applied. */
    Instant install(String overlay) throws InterruptedException {
        var secrets =
                Kubectl.run(List.of("bash", folder.resolve("k8s/secrets.sh").toString()));
        if (!secrets.well()) {
            throw new Failure("k8s/secrets.sh: " + secrets.errors().strip());
        }
        var since = Instant.now();
        apply(overlay);
        return since;
    }

    /**
     * What is there already must not stand in the way. Applied once more if a webhook of Knative was too slow for the
     * API server, which gives it ten seconds: on a small machine it competes with the pods that were just applied.
     */
    void apply(String overlay) throws InterruptedException {
        var kustomization = hurried(overlay).toString();
        Until.holds("Knative takes what is applied", LONG, () -> {
            var said = Kubectl.run("apply", "--kustomize", kustomization);
            if (!said.well() && !said.errors().contains("failed calling webhook")) {
                throw new Failure("kubectl apply: " + said.errors().strip());
            }
            return said.well();
        });
    }

    /**
     * The overlay with functions that go to zero soon: nobody here has minutes to wait. Not sooner than a chain of cold
     * starts takes on a slow machine, or the first function would be gone before the last has started, each time anew.
     */
    private Path hurried(String overlay) {
        var hurried = folder.resolve("k8s/overlays/e2e-" + overlay);
        try {
            Files.createDirectories(hurried);
            Files.writeString(hurried.resolve("kustomization.yaml"), """
                    apiVersion: kustomize.config.k8s.io/v1beta1
                    kind: Kustomization
                    resources: [../%s]
                    patches:
                      - target: {group: serving.knative.dev, kind: Service}
                        patch: |-
                          apiVersion: serving.knative.dev/v1
                          kind: Service
                          metadata: {name: any}
                          spec:
                            template:
                              metadata:
                                annotations:
                                  autoscaling.knative.dev/window: 40s
                                  autoscaling.knative.dev/scale-to-zero-pod-retention-period: 0s
                    """.formatted(overlay));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return hurried;
    }

    /** Returns when tables are there and everything is ready. */
    void awaitReady() throws InterruptedException {
        var limit = "--timeout=" + LONG.toSeconds() + "s";
        Kubectl.must("wait", "--for=condition=Complete", "job", "--selector=" + Kubectl.named("migrate"), limit);
        awaitWorkload("statefulset/payment-simulator");
        awaitRolledOut("api-gateway");
        awaitRolledOut("event-bridge");
        for (var function : FUNCTIONS) {
            awaitFunction(function);
        }
        // A Broker takes events before its Triggers are ready, and forgets them.
        if (!Kubectl.get(TRIGGERS).path("items").isEmpty()) {
            Kubectl.must("wait", "--for=condition=Ready", TRIGGERS, "--all", limit);
        }
    }

    static void awaitRolledOut(String deployment) throws InterruptedException {
        awaitWorkload("deployment/" + deployment);
    }

    private static void awaitWorkload(String kindAndName) throws InterruptedException {
        Kubectl.must("rollout", "status", kindAndName, "--timeout=" + LONG.toSeconds() + "s");
    }

    /** Its newest revision serves. */
    static void awaitFunction(String function) throws InterruptedException {
        Until.holds(function + " is ready", LONG, () -> {
            var service = Kubectl.get("services.serving.knative.dev", function);
            var status = service.path("status");
            return status.path("observedGeneration").asLong()
                            == service.at("/metadata/generation").asLong()
                    && status.path("conditions").findValuesAsText("status").stream()
                            .allMatch("True"::equals)
                    && status.path("latestCreatedRevisionName").equals(status.path("latestReadyRevisionName"));
        });
    }

    /** Rolls a function to a new revision by a variable. */
    static void setOn(String function, String variable, String value) throws InterruptedException {
        var position = "/spec/template/spec/containers/0/env";
        var before = Kubectl.get("services.serving.knative.dev", function).at(position);
        var after = Api.JSON.createArrayNode();
        before.forEach(one -> {
            if (!one.path("name").asText().equals(variable)) {
                after.add(one);
            }
        });
        after.addObject().put("name", variable).put("value", value);
        var patch = Api.JSON.createArrayNode();
        patch.addObject().put("op", "replace").put("path", position).set("value", after);
        Kubectl.must("patch", "services.serving.knative.dev", function, "--type=json", "--patch=" + patch);
    }

    static void awaitNoPods() throws InterruptedException {
        for (var function : FUNCTIONS) {
            Until.holds(
                    function + " has gone to zero",
                    LONG,
                    () -> Kubectl.get("pods", "--selector=" + Kubectl.function(function))
                            .path("items")
                            .isEmpty());
        }
    }

    /** Takes everything away, volumes included. */
    void remove() throws InterruptedException {
        Kubectl.must(
                "delete", "namespace", Kubectl.NAMESPACE, "--ignore-not-found", "--timeout=" + LONG.toSeconds() + "s");
    }
}
