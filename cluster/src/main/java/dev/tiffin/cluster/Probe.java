package dev.tiffin.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;

/** A pod that does nothing but try connections. Made of the database's image: it has a shell, and is there already. */
final class Probe implements AutoCloseable {

    private static final Duration LONG = Duration.ofMinutes(2);

    private final String namespace;
    private final String name;

    private Probe(String namespace, String name) {
        this.namespace = namespace;
        this.name = name;
    }

    static Probe in(String namespace, String name, String label) throws InterruptedException {
        var probe = new Probe(namespace, name);
        try {
            var file = Files.createTempFile("probe", ".yaml");
            Files.writeString(file, manifest(name, label));
            probe.must("apply", "--filename=" + file);
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        probe.must("wait", "--for=condition=Ready", "pod/" + name, "--timeout=" + LONG.toSeconds() + "s");
        return probe;
    }

    private static String manifest(String name, String label) {
        return """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: %s
                  labels: {%s}
                spec:
                  terminationGracePeriodSeconds: 0
                  automountServiceAccountToken: false
                  securityContext: {runAsNonRoot: true, runAsUser: 999, seccompProfile: {type: RuntimeDefault}}
                  containers:
                    - name: probe
                      image: docker.io/library/postgres:17
                      command: [sleep, infinity]
                      resources:
                        requests: {cpu: 10m, memory: 16Mi}
                        limits: {cpu: 100m, memory: 64Mi}
                      securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
                """.formatted(name, label);
    }

    /** In a namespace of its own. */
    static Probe outside(String namespace) throws InterruptedException {
        var unused = Kubectl.run(List.of("kubectl", "create", "namespace", namespace));
        return in(namespace, "e2e-outside", "e2e: outside");
    }

    /** Rules for a new pod may come a moment after it. */
    void reaches(String host, int port) throws InterruptedException {
        Until.holds(name + " reaches " + host + ":" + port, Duration.ofSeconds(30), () -> connects(host, port));
    }

    void doesNotReach(String host, int port) throws InterruptedException {
        Until.holds(name + " does not reach " + host + ":" + port, Duration.ofSeconds(30), () -> !connects(host, port));
    }

    private boolean connects(String host, int port) throws InterruptedException {
        return run("timeout 3 bash -c 'exec 3<>/dev/tcp/" + host + "/" + port + "'")
                .well();
    }

    /** Posts nothing, with one more header; the first line of the answer. */
    String post(String host, String header) throws InterruptedException {
        var request = "POST / HTTP/1.1\\r\\nHost: " + host + "\\r\\n" + header
                + "Content-Length: 0\\r\\nConnection: close\\r\\n\\r\\n";
        var said = run("exec 3<>/dev/tcp/" + host + "/80; printf '" + request + "' >&3; timeout 60 head -n 1 <&3");
        return said.out().strip() + said.errors().strip();
    }

    private Kubectl.Said run(String script) throws InterruptedException {
        return Kubectl.run(List.of("kubectl", "--namespace", namespace, "exec", name, "--", "bash", "-c", script));
    }

    private void must(String... arguments) throws InterruptedException {
        var command = new java.util.ArrayList<>(List.of("kubectl", "--namespace", namespace));
        command.addAll(List.of(arguments));
        var said = Kubectl.run(command);
        if (!said.well()) {
            throw new Failure(String.join(" ", command) + ": " + said.errors().strip());
        }
    }

    @Override
    public void close() {
        try {
            if (namespace.equals(Kubectl.NAMESPACE)) {
                must("delete", "pod", name, "--wait=false");
            } else {
                var unused = Kubectl.run(List.of("kubectl", "delete", "namespace", namespace, "--wait=false"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
