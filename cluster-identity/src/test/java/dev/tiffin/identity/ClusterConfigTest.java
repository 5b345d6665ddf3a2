package dev.tiffin.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Pins what holds when nothing is configured: nobody's service account counts, and a pod finds what it is given. */
class ClusterConfigTest {

    @Test
    void defaults() {
        var config = new SmallRyeConfigBuilder()
                .withMapping(ClusterConfig.class)
                .build()
                .getConfigMapping(ClusterConfig.class);
        assertThat(config.serviceAccounts()).isFalse();
        assertThat(config.apiServer()).isEqualTo(URI.create("https://kubernetes.default.svc"));
        assertThat(config.account()).isEqualTo(Path.of("/var/run/secrets/kubernetes.io/serviceaccount"));
    }
}
