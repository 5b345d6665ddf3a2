package dev.tiffin.gateway.feed;

import dev.tiffin.gateway.Orders;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the feed of this process, and lets it live as long as the process does. */
@Singleton
final class FeedSetup {

    private static final String APPLICATION = "tiffin-gateway-feed";
    private static final String VERTX_REACTIVE = "vertx-reactive:";

    @Produces
    @Singleton
    Feed feed(Vertx vertx, Instance<Orders> orders, FeedConfig config, Database database, MeterRegistry metrics) {
        var feed = new Feed(vertx, orders::get, config, database.options(config.url()));
        metrics.gauge("tiffin_feed_viewers", feed, Feed::viewers);
        metrics.gauge("tiffin_feed_connected", feed, one -> one.isConnected() ? 1 : 0);
        return feed;
    }

    void starting(@Observes StartupEvent event, Feed feed) {
        feed.start();
    }

    void stopping(@Observes ShutdownEvent event, Feed feed) {
        feed.stop();
    }

    /** How the pool reaches the database; the feed's own connection does it alike. */
    @Singleton
    static final class Database {

        private final String url;
        private final Optional<String> user;
        private final Optional<String> password;
        private final Optional<List<String>> certificates;

        Database(
                @ConfigProperty(name = "quarkus.datasource.reactive.url") String url,
                @ConfigProperty(name = "quarkus.datasource.username") Optional<String> user,
                @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password,
                @ConfigProperty(name = "quarkus.datasource.reactive.trust-certificate-pem.certs")
                        Optional<List<String>> certificates) {
            this.url = url;
            this.user = user;
            this.password = password;
            this.certificates = certificates;
        }

        PgConnectOptions options(Optional<String> direct) {
            String address = direct.orElse(url);
            var options = PgConnectOptions.fromUri(
                    address.startsWith(VERTX_REACTIVE) ? address.substring(VERTX_REACTIVE.length()) : address);
            user.ifPresent(options::setUser);
            password.ifPresent(options::setPassword);
            certificates.ifPresent(files -> {
                var trusted = new PemTrustOptions();
                files.forEach(trusted::addCertPath);
                options.setPemTrustOptions(trusted).setHostnameVerificationAlgorithm("HTTPS");
            });
            options.addProperty("application_name", APPLICATION);
            options.setTcpKeepAlive(true);
            return options;
        }
    }
}
