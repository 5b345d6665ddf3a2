package dev.tiffin.identity;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the cluster, kept in memory and asked for anew now and then, so that checking a token never waits. While
 * the API server is away, the keys it gave before serve on. Safe for use by several threads.
 */
@Singleton
class Cluster {

    private static final Logger LOG = Logger.getLogger(Cluster.class);

    private static final Duration USUALLY = Duration.ofMinutes(5);

    /** While there are no keys yet: the pod is not ready before. */
    private static final Duration AT_FIRST = Duration.ofSeconds(1);

    /** After a token that nobody's key fits, which may be one of a new key. */
    private static final Duration ON_DEMAND = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final ClusterConfig config;
    private final AtomicBoolean demanded = new AtomicBoolean();
    private volatile @Nullable ClusterKeys keys;
    private volatile String namespace = "";

    @Inject
    Cluster(Vertx vertx, ClusterConfig config) {
        this.vertx = vertx;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        if (!trusted()) {
            return;
        }
        var file = config.account().resolve("namespace");
        try {
            namespace = Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("tiffin.cluster.account: " + file + " cannot be read", e);
        }
        askAgainAndAgain(new ApiServer(vertx, config));
    }

    /** Whether the cluster vouches for service accounts here. */
    boolean trusted() {
        return config.serviceAccounts();
    }

    /** Keys and issuer; empty until the API server has answered for the first time. */
    Optional<ClusterKeys> keys() {
        return Optional.ofNullable(keys);
    }

    /** Where the accounts live whose tokens are accepted. */
    String namespace() {
        return namespace;
    }

    /** Says that a token was shown that no known key fits. */
    void askSoon() {
        demanded.set(true);
    }

    private void askAgainAndAgain(ApiServer server) {
        ask(server);
        vertx.setPeriodic(AT_FIRST.toMillis(), turn -> {
            if (keys == null) {
                ask(server);
            }
        });
        vertx.setPeriodic(ON_DEMAND.toMillis(), turn -> {
            if (demanded.getAndSet(false)) {
                ask(server);
            }
        });
        vertx.setPeriodic(USUALLY.toMillis(), turn -> ask(server));
    }

    private void ask(ApiServer server) {
        server.keys()
                .onSuccess(fresh -> keys = fresh)
                .onFailure(e -> LOG.warnf("The API server does not say who signs service accounts' tokens: %s", e));
    }
}
