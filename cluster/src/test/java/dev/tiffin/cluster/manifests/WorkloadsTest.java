package dev.tiffin.cluster.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiffin.cluster.manifests.Overlay.Workload;
import dev.tiffin.contract.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every pod must have. */
class WorkloadsTest {

    /** A misspelt key is accepted by Knative and does nothing. */
    private static final Set<String> SCALING = Set.of(
            "autoscaling.knative.dev/min-scale",
            "autoscaling.knative.dev/max-scale",
            "autoscaling.knative.dev/target",
            "autoscaling.knative.dev/window",
            "autoscaling.knative.dev/scale-down-delay",
            "autoscaling.knative.dev/scale-to-zero-pod-retention-period");

    private static void everyWorkload(Consumer<Workload> holds) {
        for (var overlay : Overlay.all()) {
            assertThat(overlay.workloads().toList())
                    .as("overlay %s", overlay.name())
                    .hasSizeGreaterThan(4)
                    .allSatisfy(holds);
        }
    }

    @Test
    void imagesHaveATagOrADigest() {
        everyWorkload(workload -> assertThat(workload.containers())
                .allSatisfy(container -> assertThat(container.path("image").asText())
                        .matches("[^:@]+(:[0-9]+/[^:@]+)?(:[\\w][\\w.-]*|@sha256:[0-9a-f]{64})")
                        .doesNotEndWith(":latest")));
    }

    /** A component that comes after the one of the images would bring some that cannot be told where they are. */
    @Test
    void theComponentOfTheImagesNamesAllOfOurs(@TempDir Path copy) throws IOException {
        copyOf(Kustomize.MANIFESTS, copy);
        var component = copy.resolve("components/images/kustomization.yaml");
        Files.writeString(component, Files.readString(component).replaceAll("newTag: .*", "newTag: another"));
        for (var overlay : Overlay.allIn(copy)) {
            var images = overlay.workloads()
                    .flatMap(Workload::containers)
                    .map(container -> container.path("image").asText())
                    .filter(image -> image.contains("/tiffin/"));
            assertThat(images)
                    .as("overlay %s", overlay.name())
                    .hasSizeGreaterThan(6)
                    .allMatch(image -> image.endsWith(":another"));
        }
    }

    private static void copyOf(Path folder, Path copy) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var there = copy.resolve(folder.relativize(file));
                Files.createDirectories(there.getParent());
                Files.copy(file, there);
            }
        }
    }

    @Test
    void containersHaveRequestsAndLimits() {
        everyWorkload(workload -> assertThat(workload.containers()).allSatisfy(container -> {
            for (var path : List.of("/requests/cpu", "/requests/memory", "/limits/cpu", "/limits/memory")) {
                assertThat(container.path("resources").at(path).asText())
                        .as("%s of %s", path, workload.name())
                        .isNotEmpty();
            }
        }));
    }

    @Test
    void podsKeepToTheRestrictedSecurityLevel() {
        everyWorkload(workload -> assertThat(workload.containers()).allSatisfy(container -> {
            var own = container.path("securityContext");
            assertThat(own.path("allowPrivilegeEscalation").asText()).isEqualTo("false");
            assertThat(own.path("readOnlyRootFilesystem").asBoolean()).isTrue();
            assertThat(own.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
            var rest = workload.isFunction() ? own : workload.pod().path("securityContext");
            assertThat(rest.path("runAsNonRoot").asBoolean()).isTrue();
            assertThat(rest.at("/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
        }));
    }

    @Test
    void whatLastsIsProbed() {
        everyWorkload(workload -> {
            if (workload.isLasting()) {
                assertThat(workload.containers())
                        .allSatisfy(container ->
                                assertThat(container.has("readinessProbe")).isTrue());
            }
        });
    }

    @Test
    void knativeProbesFunctionsAtOnce() {
        for (var overlay : Overlay.all()) {
            assertThat(overlay.functions()).allSatisfy(function -> {
                var container = function.at("/spec/template/spec/containers/0");
                assertThat(container.path("readinessProbe").has("periodSeconds"))
                        .isFalse();
                assertThat(container.has("startupProbe")).isFalse();
            });
        }
    }

    @Test
    void functionsAreScaledByTheTemplateAndInTheClusterOnly() {
        for (var overlay : Overlay.all()) {
            assertThat(overlay.functions()).hasSameSizeAs(Role.FUNCTIONS).allSatisfy(function -> {
                assertThat(function.at("/metadata/labels/networking.knative.dev~1visibility")
                                .asText())
                        .isEqualTo("cluster-local");
                assertThat(keys(function.at("/metadata/annotations"))).noneMatch(key -> key.startsWith("autoscaling."));
                var scaling = keys(function.at("/spec/template/metadata/annotations"));
                assertThat(SCALING).containsAll(scaling);
                assertThat(scaling)
                        .contains(
                                "autoscaling.knative.dev/min-scale",
                                "autoscaling.knative.dev/max-scale",
                                "autoscaling.knative.dev/target");
            });
        }
    }

    private static Set<String> keys(com.fasterxml.jackson.databind.JsonNode object) {
        return object.propertyStream().map(java.util.Map.Entry::getKey).collect(Collectors.toSet());
    }

    @Test
    void everyWorkloadHasAnAccountOfItsOwn() {
        for (var overlay : Overlay.all()) {
            var used = overlay.workloads()
                    .map(workload -> workload.pod().path("serviceAccountName").asText())
                    .toList();
            assertThat(used).doesNotHaveDuplicates();
            assertThat(overlay.names("ServiceAccount")).containsExactlyInAnyOrderElementsOf(used);
        }
    }

    /** The gateway, and functions that are shown tokens, ask the API server for its keys; nobody else speaks to it. */
    @Test
    void onlyWhoeverChecksTokensMaySpeakToTheApiServer() {
        for (var overlay : Overlay.all()) {
            var expected = overlay.workloads()
                    .filter(WorkloadsTest::checksServiceAccounts)
                    .map(workload -> workload.pod().path("serviceAccountName").asText())
                    .toList();
            var mounted = overlay.ofKind("ServiceAccount")
                    .filter(account ->
                            account.path("automountServiceAccountToken").asBoolean(true))
                    .map(Overlay::nameOf)
                    .toList();
            assertThat(mounted).contains("api-gateway").containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static boolean checksServiceAccounts(Workload workload) {
        return workload.containers()
                .flatMap(container -> StreamSupport.stream(container.path("env").spliterator(), false))
                .anyMatch(variable -> variable.path("name").asText().equals("TIFFIN_CLUSTER_SERVICE_ACCOUNTS")
                        && variable.path("value").asText().equals("true"));
    }

    @Test
    void migrationsOfAVersionAreAJobOfTheirOwn() {
        for (var overlay : Overlay.all()) {
            var job = overlay.ofKind("Job").findFirst().orElseThrow();
            var version = job.at("/metadata/labels/app.kubernetes.io~1version").asText();
            assertThat(Overlay.nameOf(job)).isEqualTo("migrate-" + version);
            var own = overlay.workloads()
                    .flatMap(Workload::containers)
                    .map(container -> container.path("image").asText())
                    .filter(image -> image.contains("/tiffin/"));
            assertThat(own).hasSizeGreaterThan(5).allMatch(image -> image.endsWith(":" + version));
        }
    }
}
