package dev.tiffin.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;

/** Whether, and by whom, service accounts are vouched for. */
@ConfigMapping(prefix = "tiffin.cluster")
interface ClusterConfig {

    /**
     * Whether tokens of service accounts of the own namespace are accepted: each gives the role of the account's name.
     * If so, a token of another issuer gives no such role.
     */
    @WithDefault("false")
    boolean serviceAccounts();

    /** The API server, which publishes the keys that those tokens are signed with. */
    @WithDefault("https://kubernetes.default.svc")
    URI apiServer();

    /** Folder with what a pod is given to speak to the API server: {@code token}, {@code ca.crt}, {@code namespace}. */
    @WithDefault("/var/run/secrets/kubernetes.io/serviceaccount")
    Path account();
}
