package dev.tiffin.bridge;

import dev.tiffin.bridge.delivery.Addresses;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.util.Optional;

/** Everything that can be set. With a sink the bridge delivers to a Broker, without one straight to the functions. */
@ConfigMapping(prefix = "tiffin")
public interface BridgeConfig {

    /** CloudEvents {@code source} of all events; printable ASCII. */
    @WithDefault("/tiffin/orders")
    String source();

    /** Address of the Broker; a SinkBinding sets {@code K_SINK}. */
    Optional<String> sink();

    /** File with the bearer token that is shown to the functions; read again each minute. None: no token is shown. */
    Optional<Path> tokenFile();

    /** Delivery straight to the functions. */
    Direct direct();

    /** Delivery to a Broker. */
    Broker broker();

    /** The loop that reads the log. */
    Relay relay();

    /** Events that could not be delivered. */
    Redelivery redelivery();

    /** What has to be done now and then. */
    Upkeep upkeep();

    /** The database, reached directly and never through a pooler. */
    Database database();

    /** Delivery straight to the functions. */
    interface Direct {
        /**
         * File whose Triggers say which function gets which events; exactly one for each event type that is
         * delivered.
         */
        @WithDefault("k8s/base/steps.yaml")
        Path manifests();

        /**
         * Where functions are, {@code <Service>=<URL>,..}; the others are at {@code http://<Service>[.<namespace>]}.
         */
        @WithDefault("none")
        Addresses addresses();

        /** The functions' namespace in a cluster: Knative answers to a name with its namespace only. */
        Optional<String> namespace();

        /** Most deliveries under way to one function. */
        @WithDefault("128")
        int inFlight();

        /** How long a function may be silent; less than its own limit hides its answer. */
        @WithDefault("30s")
        Duration timeout();
    }

    /** Delivery to a Broker. */
    interface Broker {
        /** Most deliveries under way: a Broker over in-memory channels answers only when every step has. */
        @WithDefault("512")
        int inFlight();

        /** How long the Broker may be silent; at least five minutes, for the same reason. */
        @WithDefault("6m")
        Duration timeout();

        /**
         * {@code {"extensions": {"name": "value"}}}, added to every event; a SinkBinding sets {@code K_CE_OVERRIDES}.
         */
        Optional<String> overrides();

        /**
         * PEM certificates of who may sign the Broker's; a SinkBinding sets {@code K_CA_CERTS}. None: the usual ones.
         */
        Optional<String> certificates();
    }

    /** The loop that reads the log. */
    interface Relay {
        /** The bridge's name in checkpoints, for people to read; the host's name where it is not set. */
        Optional<String> name();

        /** How long to look for more changes before asking to be woken. */
        @WithDefault("10ms")
        Duration linger();

        /**
         * How often to look whether all is well. Finds what dead bridges have left, which is to be taken over within
         * five seconds. Well below 15 s, which a session may be idle.
         */
        @WithDefault("4.5s")
        Duration sweep();

        /** How long stopping may wait for deliveries under way. */
        @WithDefault("10s")
        Duration stopWithin();
    }

    /** Events that could not be delivered. */
    interface Redelivery {
        /** After so many attempts an event is a dead letter. */
        @WithDefault("24")
        int attempts();

        /** After so long as well, counted from its first failure and only while its destination takes other events. */
        @WithDefault("1h")
        Duration age();
    }

    /** What has to be done now and then. */
    interface Upkeep {
        /** How often to look for orders that stand still, and for dead letters of those that do not. */
        @WithDefault("30s")
        Duration every();

        /** How long after an event was settled its order must have moved on; a minute at least for a Broker's sake. */
        @WithDefault("2m")
        Duration watchAfter();

        /** How often to delete old checkpoints and attempts, make the log's months ahead and drop old ones. */
        @WithDefault("1h")
        Duration clean();

        /** How long the log is kept, in whole months, one at least. */
        @WithDefault("P13M")
        Period keep();
    }

    /** The database. */
    interface Database {
        /** {@code postgresql://host:port/database}, with {@code ?sslmode=} where that is wanted. */
        @WithDefault("${quarkus.datasource.reactive.url}")
        String url();

        /** The bridge's login. */
        @WithDefault("${quarkus.datasource.username}")
        String user();

        /** Its password. */
        @WithDefault("${quarkus.datasource.password}")
        String password();

        /** PEM file with the certificates of who may sign the server's, for {@code sslmode=verify-ca} and above. */
        Optional<Path> certificates();
    }
}
